import { setTimeout as pause } from 'node:timers/promises';
import { FOREIGN_SHARE } from '../blocks.ts';
import { percentileInterval, shown } from '../figures.ts';
import { ForeignLoad } from '../machine.ts';
import type { BenchSide } from '../side.ts';
import { alone, type Row } from '../table.ts';
import type { Books } from './books.ts';
import { IN_TIME_MS, latencies, TALK_MS } from './complete-calls.ts';
import { fatesOf, type OfferedCall, offerCalls, type Pace } from './offered.ts';

const TIMES = 3;
/** What is accepted at three times the capacity rings within so many times its p95 at the capacity. */
const P95_TIMES = 2;
const RECOVERED_MS = 5_000;
/** When the flood is over, callers who show how the centre does; and as many before it. */
const PROBES: Pace = { rate: 5, seconds: 15 };
const AT_CAPACITY_SECONDS = 20;
/** An INVITE has its final answer after 32 s, or never; whoever waits longer than that was forgotten. */
const LAST_ONES_MS = 40_000;
const BOOKS_WITHIN_MS = 60_000;
/** Alarms are told once a second. */
const ALARM_WITHIN_MS = 3_000;
/** Who is hung up on sooner after an answer heard no sentence. */
const SENTENCE_MS = 1_000;

/** R14: three times the capacity. What is accepted keeps its pace, the rest is told so, and nobody vanishes. */
export async function beyondCapacity(
  side: BenchSide,
  {
    seconds,
    rate,
    spoiled,
    books,
    say,
  }: {
    readonly seconds: number;
    /** Calls a second that the centre bears; `spoiled`: others' load was in the way when that was found. */
    readonly rate: number;
    readonly spoiled: boolean;
    readonly books: Books;
    readonly say: (text: string) => void;
  },
): Promise<Row[]> {
  // A machine that bears not even the first step is flooded all the same.
  const capacity = rate || PROBES.rate;
  const atOnce = Math.min(seconds, AT_CAPACITY_SECONDS);
  const usual = await offered(side, [{ rate: capacity, seconds: atOnce }], `at ${capacity}/s`, say);
  const refusedBefore = await books.refusedToday();
  const since = Date.now();
  const flood = { rate: TIMES * capacity, seconds };
  const flooded = await offered(side, [flood, PROBES], `at ${flood.rate}/s`, say);
  const beyond = flooded.calls;
  const inFlood = beyond.filter(({ pace }) => pace === 0);
  const served = beyond.filter(({ fate }) => fate === 'served');
  const check = await books.settled(
    served.map(({ caller }) => caller),
    { since, withinMs: BOOKS_WITHIN_MS },
  );
  await pause(ALARM_WITHIN_MS);
  const counted = (await books.refusedToday()) - refusedBefore;
  const turnedAway = beyond.filter(wasToldSo).length;
  const recovered = recoveredMs(beyond, 1000 / PROBES.rate);
  say(
    `R14  accepted ${inFlood.filter(({ fate }) => fate === 'served').length} of ${inFlood.length}; turned away ${turnedAway}, ` +
      `counted by the alarm ${counted}; books ${shown(check.lateMs / 1000, 's')} later, ${check.missing} missing, ${check.doubled} with two; recovered after ${shown(recovered / 1000, 's')}`,
  );
  return [
    pacedRow(capacity, usual.calls, inFlood, spoiled || usual.spoiled || flooded.spoiled),
    alone({ what: 'callers lost silently beyond the capacity', bar: { atMost: 0 } }, [
      beyond.filter(call => call.fate !== 'served' && !wasToldSo(call)).length +
        check.missing +
        check.doubled,
    ]),
    alone({ what: 'callers turned away whom no alarm counts', bar: { atMost: 0 } }, [
      Math.max(0, turnedAway - counted),
    ]),
    alone({ what: 'recovered after the flood', unit: 's', bar: { atMost: RECOVERED_MS / 1000 } }, [
      recovered / 1000,
    ]),
  ];
}

/** A refusal, or a sentence behind an answer. */
export function wasToldSo({ fate, heldMs }: OfferedCall): boolean {
  return fate === 'refused' || (fate === 'told' && (heldMs ?? 0) >= SENTENCE_MS);
}

/**
 * How long after the flood, pace 0, the last probe, pace 1, was not served in time; 0 when all were, infinity when the last
 * one was not.
 */
export function recoveredMs(calls: readonly OfferedCall[], everyMs: number): number {
  const probes = calls.filter(({ pace }) => pace === 1);
  const [first] = probes;
  const inTime = ({ fate, ringMs }: OfferedCall) => fate === 'served' && (ringMs ?? Infinity) <= IN_TIME_MS;
  const lastBad = probes.findLast(call => !inTime(call));
  if (first === undefined || lastBad === probes.at(-1)) return Number.POSITIVE_INFINITY;
  return lastBad === undefined ? 0 : lastBad.at - first.at + everyMs;
}

async function offered(
  side: BenchSide,
  paces: readonly Pace[],
  what: string,
  say: (text: string) => void,
): Promise<{ readonly calls: readonly OfferedCall[]; readonly spoiled: boolean }> {
  const load = new ForeignLoad([side]);
  const used = process.cpuUsage();
  const calls = await offerCalls(side, { paces, talkMs: TALK_MS, lastOnesMs: LAST_ONES_MS });
  const { user, system } = process.cpuUsage(used);
  const { busy, foreign } = load.shares();
  const ring = percentileInterval(latencies(served(calls), 'ringMs'), 0.95);
  say(
    `R14  ${what}: ${fatesOf(calls)}; ring p95 ${shown(ring.median, 'ms')}; generator ${shown((user + system) / 1e6, 's')} of processor; ` +
      `machine ${Math.round(busy * 100)} % busy, others ${Math.round(foreign * 100)} %`,
  );
  return { calls, spoiled: foreign > FOREIGN_SHARE };
}

const served = (calls: readonly OfferedCall[]) => calls.filter(({ fate }) => fate === 'served');

/** How the p95 of those accepted compares; the bad ends of both intervals count. */
function pacedRow(
  capacity: number,
  usual: readonly OfferedCall[],
  flood: readonly OfferedCall[],
  spoiled: boolean,
): Row {
  const before = percentileInterval(latencies(served(usual), 'ringMs'), 0.95);
  const after = percentileInterval(latencies(served(flood), 'ringMs'), 0.95);
  const worst = after.high / before.low;
  return {
    id: 'R14',
    what: `ring p95 of accepted callers at ${TIMES} × ${capacity}/s`,
    yardstick: '',
    ours: shown(after.median, 'ms'),
    ratio: `${shown(after.median / before.median)}× (${shown(after.low / before.high)} … ${shown(worst)}) of ${shown(before.median, 'ms')} at ${capacity}/s`,
    bar: `≤ ${P95_TIMES}×`,
    met: spoiled ? null : worst <= P95_TIMES,
  };
}
