import { cpus } from 'node:os';
import { FOREIGN_SHARE, REPEATS } from '../blocks.ts';
import { CostMeter, sumOf } from '../cost.ts';
import { percentile, shown } from '../figures.ts';
import { ForeignLoad } from '../machine.ts';
import type { BenchSide } from '../side.ts';
import type { Row } from '../table.ts';
import type { BookCheck, Books } from './books.ts';
import { fatesOf, type OfferedCall, offerCalls } from './offered.ts';
import { bestRate, nextRate, type Tried } from './steps.ts';

/**
 * What a caller's INVITE → 200, and → an agent's INVITE, may take, ms. One bound for both: the 200 comes before an agent is
 * found, so it alone stays quick while callers stand in line; and R14 takes the same for a centre that has recovered.
 */
export const IN_TIME_MS = 250;
export const TALK_MS = 300;
/** The last callers of a step, and the tickets of all, must be through by then. */
const LAST_ONES_MS = 5_000;
const BOOKS_WITHIN_MS = 10_000;
/** A side that uses this share of the machine, with the generator, can only fail at the next step. */
const FULL = 0.95;
/** Where app_queue costs less a call, the machine is a fast one (issue 7) and bears at least so many calls a second. */
const FAST_BELOW_MS = 8;
const FAST_RATE = 50;

/** How the rate goes up. */
export interface Ladder {
  /** From this rate on, and by as much each time. */
  readonly step: number;
  readonly seconds: number;
  /** Null: the side has no tickets. */
  readonly books: Books | null;
  /** A failed step is not tried again for others' load. */
  readonly despiteLoad: boolean;
  readonly say: (text: string) => void;
}

/** What a side bore. */
export interface Borne {
  /** Calls a second without a fault. */
  readonly rate: number;
  /** Foreign load spoiled the step behind it again and again: more might have been borne. */
  readonly spoiled: boolean;
  /** Processor time a call at that rate, ms, of the side and of the generator. */
  readonly cost: number;
  readonly generator: number;
  /** Ring latency p95 at that rate, ms. */
  readonly ringP95: number;
}

/** Raises the rate step by step until one fails or the machine is full. */
export async function highestRate(side: BenchSide, ladder: Ladder): Promise<Borne> {
  const steps: Step[] = [];
  const next = () => nextRate(steps.map(triedIn), { first: ladder.step, step: ladder.step });
  // A first, slow step that counts for nothing: compiled code, caches, connections.
  await tryRate(side, { ...ladder, seconds: Math.min(10, ladder.seconds) }, 10);
  for (let rate = next(); rate !== null; rate = next()) {
    const step = await calmly(side, ladder, rate);
    if (step === null) return borne(steps, true);
    steps.push(step);
  }
  return borne(steps, false);
}

const triedIn = ({ rate, faults, busy, foreign }: Step): Tried => ({
  rate,
  good: faults.length === 0,
  full: busy - foreign >= FULL,
});

/** With what the highest good step cost. */
function borne(steps: readonly Step[], spoiled: boolean): Borne {
  const rate = bestRate(steps.map(triedIn));
  const best = steps.find(step => step.rate === rate);
  return {
    rate,
    spoiled,
    cost: best?.cost ?? Number.NaN,
    generator: best?.generator ?? Number.NaN,
    ringP95: best?.ringP95 ?? Number.NaN,
  };
}

/** Calls a second that the processor time of one allows on this machine. */
export const allowedRate = ({ cost }: Borne): number => (cpus().length * 1000) / cost;

/** P4: ours beside app_queue; judged by what the processor time of a call allows on this machine. */
export function completeCallRow(ours: Borne, theirs: Borne): Row {
  const allowed = allowedRate(ours);
  const fast = theirs.cost < FAST_BELOW_MS ? FAST_RATE : 0;
  const bar = Math.max(allowed / 2, fast);
  return {
    id: 'P4',
    what: 'complete calls a second, each with its ticket',
    yardstick: shown(theirs.rate),
    ours: shown(ours.rate),
    ratio: `${shown(ours.rate / allowed)} of the ${shown(allowed)} that ${shown(ours.cost)} ms a call allow`,
    bar: `≥ ${shown(bar)} (goal ${shown(allowed)})`,
    met: ours.spoiled ? null : ours.rate >= bar,
  };
}

interface Step {
  readonly rate: number;
  /** What was wrong with it; none: it is borne. */
  readonly faults: readonly string[];
  readonly cost: number;
  readonly generator: number;
  readonly ringP95: number;
  readonly busy: number;
  readonly foreign: number;
}

/** A step that failed while others used the machine is tried again. */
async function calmly(side: BenchSide, ladder: Ladder, rate: number): Promise<Step | null> {
  for (let run = 0; run <= REPEATS; run += 1) {
    const step = await tryRate(side, ladder, rate);
    if (step.faults.length === 0 || step.foreign <= FOREIGN_SHARE || ladder.despiteLoad) return step;
    ladder.say(`P4  ${side.name}: others used the machine, again`);
  }
  return null;
}

async function tryRate(side: BenchSide, { seconds, books, say }: Ladder, rate: number): Promise<Step> {
  const since = Date.now();
  const load = new ForeignLoad([side]);
  const meter = new CostMeter(side);
  const used = process.cpuUsage();
  const plan = { paces: [{ rate, seconds }], talkMs: TALK_MS, lastOnesMs: LAST_ONES_MS };
  const calls = await offerCalls(side, plan);
  const { user, system } = process.cpuUsage(used);
  const { busy, foreign } = load.shares();
  const check =
    (await books?.settled(
      calls.map(({ caller }) => caller),
      { since, withinMs: BOOKS_WITHIN_MS },
    )) ?? null;
  const cost = sumOf(meter.perCall(calls.length).values());
  const generator = (user + system) / 1000 / calls.length;
  const answerP95 = percentile(latencies(calls, 'answerMs'), 0.95);
  const ringP95 = percentile(latencies(calls, 'ringMs'), 0.95);
  const faults = faultsOf(calls, check);
  say(
    `P4  ${side.name} at ${rate}/s: ${fatesOf(calls)}; INVITE → 200 p95 ${shown(answerP95, 'ms')}, ring p95 ${shown(ringP95, 'ms')}; ` +
      `${shown(cost)} ms a call, generator ${shown(generator)}; machine ${percent(busy)} busy, others ${percent(foreign)}` +
      `${check ? `; books ${shown(check.lateMs / 1000, 's')} later` : ''}${faults.length > 0 ? `: FAILED, ${faults.join(', ')}` : ''}`,
  );
  return { rate, faults, cost, generator, ringP95, busy, foreign };
}

/** Why a step is not borne; `check`: null for a side without tickets. */
export function faultsOf(calls: readonly OfferedCall[], check: BookCheck | null): readonly string[] {
  const failed = calls.filter(({ fate }) => fate !== 'served').length;
  const isLate = (which: 'answerMs' | 'ringMs') => !(percentile(latencies(calls, which), 0.95) < IN_TIME_MS);
  return [
    ...(failed > 0 ? [`${failed} not served`] : []),
    ...(isLate('answerMs') ? [`p95 of INVITE → 200 not below ${IN_TIME_MS} ms`] : []),
    ...(isLate('ringMs') ? [`ring p95 not below ${IN_TIME_MS} ms`] : []),
    ...(check !== null && check.missing > 0 ? [`${check.missing} without call or ticket`] : []),
    ...(check !== null && check.doubled > 0 ? [`${check.doubled} with two`] : []),
  ];
}

export function latencies(calls: readonly OfferedCall[], which: 'answerMs' | 'ringMs'): number[] {
  return calls.flatMap(call => call[which] ?? []);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
