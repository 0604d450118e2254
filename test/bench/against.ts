import { loadavg } from 'node:os';
import { join } from 'node:path';
import { sumOf } from './cost.ts';
import { median, ratioOfPairs, shown } from './figures.ts';
import { layOut } from './other-commit.ts';
import { ourSide } from './our-side.ts';
import { type RingPlan, ringLatency } from './ring-latency.ts';
import type { BenchSide } from './side.ts';

export interface AgainstPlan {
  /** The commit that is compared with, as git names it. */
  readonly ref: string;
  /** Pairs of blocks. */
  readonly blocks: number;
  /** The median of the ratios must not be above it, nor the interval's upper end above `upper`. */
  readonly bar: number;
  readonly upper: number;
  readonly ring: RingPlan;
}

const OUR_PROCESSES = ['calls', 'web', 'worker'];
/** What is compared: names of processes whose cost is summed. The first one is judged. */
const SUMS: readonly (readonly [string, readonly string[]])[] = [
  ['our processes', OUR_PROCESSES],
  ...OUR_PROCESSES.map(name => [name, [name]] as const),
  ['asterisk', ['asterisk']],
  ['postgres', ['postgres']],
  ['redis', ['redis']],
  ['all', [...OUR_PROCESSES, 'asterisk', 'postgres', 'redis']],
];
/** Calls that warm both sides up before anything is measured: compiled code, caches, connections. */
const WARM_UP: RingPlan = { rate: 30, seconds: 20, talkMs: 300 };
/** Two starts of one commit differ by several per cent for as long as they run: so many pairs, then both start anew. */
const PAIRS_A_START = 8;

/**
 * Processor time a call of this commit against another one, agents idle. Both centres run side by side and blocks
 * alternate A B B A …, so that each pair of neighbours has the same machine; the figure is the median of their ratios.
 * Answers whether the bar was met.
 */
export async function benchAgainst(
  plan: AgainstPlan,
  { appDir, folder, sides }: { appDir: string; folder: string; sides: BenchSide[] },
  say: (text: string) => void,
): Promise<boolean> {
  const other = layOut(plan.ref, appDir, say);
  const costs = { present: [] as Costs[], before: [] as Costs[] };
  const begin = async (start: number): Promise<Record<keyof typeof costs, BenchSide>> => {
    say('Starting both centres …');
    const begun = async (which: keyof typeof costs, name: string, appDir: string): Promise<BenchSide> => {
      const side = await ourSide(join(folder, `${which}-${start}`), { name, appDir });
      sides.push(side);
      return side;
    };
    const asPresent = () => begun('present', 'this', appDir);
    // What is started first has the machine for itself while it warms up: each is, in turn.
    const early = start % 2 === 0 ? await asPresent() : null;
    const before = await begun('before', plan.ref, other.appDir);
    const present = early ?? (await asPresent());
    for (const side of sides) await measured(side, WARM_UP);
    return { present, before };
  };
  for (let done = 0; done < plan.blocks; done += PAIRS_A_START) {
    const both = await begin(done / PAIRS_A_START + 1);
    for (let pair = done; pair < Math.min(plan.blocks, done + PAIRS_A_START); pair += 1) {
      const order = pair % 2 === 0 ? (['before', 'present'] as const) : (['present', 'before'] as const);
      for (const which of order) costs[which].push(await measured(both[which], plan.ring));
      const [now, then] = [costs.present, costs.before].map(each => each.at(-1) ?? new Map());
      say(
        `pair ${pair + 1} of ${plan.blocks}: ${shown(cost(now ?? NONE, OUR_PROCESSES))} against ` +
          `${shown(cost(then ?? NONE, OUR_PROCESSES))} ms a call; load ${shown(loadavg()[0] ?? Number.NaN)}`,
      );
    }
    await Promise.all(sides.splice(0).map(side => side.stop()));
  }
  return judge(plan, costs, say);
}

type Costs = ReadonlyMap<string, number>;
const NONE: Costs = new Map();

const cost = (costs: Costs, names: readonly string[]): number =>
  sumOf(names.map(name => costs.get(name) ?? Number.NaN));

async function measured(side: BenchSide, plan: RingPlan): Promise<Costs> {
  const block = await ringLatency(side, plan);
  if (block.lost > block.calls / 100) {
    throw new Error(`${side.name}: ${block.lost} of ${block.calls} calls reached no agent`);
  }
  return block.cost;
}

function judge(
  plan: AgainstPlan,
  costs: { readonly present: readonly Costs[]; readonly before: readonly Costs[] },
  say: (text: string) => void,
): boolean {
  say(`\nProcessor ms per call, ${plan.ring.rate} calls a second, agents idle; ratio with its 95 % interval`);
  const rows = SUMS.map(([what, names]) => {
    const pairs = costs.present.map((each, at) => ({
      ours: cost(each, names),
      theirs: cost(costs.before[at] ?? NONE, names),
    }));
    const ratio = ratioOfPairs(pairs);
    say(
      `${what.padEnd(14)} ${shown(median(pairs.map(pair => pair.ours))).padStart(6)} against ` +
        `${shown(median(pairs.map(pair => pair.theirs))).padStart(6)}   ` +
        `${ratio.median.toFixed(3)}  (${ratio.low.toFixed(3)} … ${ratio.high.toFixed(3)})`,
    );
    return ratio;
  });
  const [judged] = rows;
  const met = judged !== undefined && judged.median <= plan.bar && judged.high <= plan.upper;
  say(`Bar: median ≤ ${plan.bar}, upper end ≤ ${plan.upper}: ${met ? 'met' : 'MISSED'}`);
  return met;
}
