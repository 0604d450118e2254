import { join } from 'node:path';
import { type Course, type Pair, pairsOf } from './blocks.ts';
import { sumOf } from './cost.ts';
import { median, ratioOfPairs, shown } from './figures.ts';
import { calibration } from './machine.ts';
import { BusyNeighbours } from './neighbours.ts';
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
  /** Beside processes that keep every processor busy. */
  readonly loaded: boolean;
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
/** Calls that warm both sides up before anything is measured. After twenty seconds V8 compiles on for half a minute more. */
const WARM_UP: RingPlan = { rate: 30, seconds: 60, talkMs: 300 };
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
  const found: Pair<Costs>[] = [];
  const begin = async (start: number): Promise<Course> => {
    say('Starting both centres …');
    const begun = async (which: string, name: string, appDir: string): Promise<BenchSide> => {
      const side = await ourSide(join(folder, `${which}-${start}`), { name, appDir });
      sides.push(side);
      return side;
    };
    const asPresent = () => begun('present', 'this', appDir);
    // What is started first has the machine for itself while it warms up: each is, in turn.
    const early = start % 2 === 0 ? await asPresent() : null;
    const yardstick = await begun('before', plan.ref, other.appDir);
    const ours = early ?? (await asPresent());
    for (const side of sides) await measured(side, WARM_UP);
    return { yardstick, ours, say, despiteLoad: false };
  };
  const neighbours = plan.loaded ? new BusyNeighbours() : null;
  try {
    while (found.length < plan.blocks) {
      const course = await begin(found.length / PAIRS_A_START + 1);
      const how = { pairs: Math.min(PAIRS_A_START, plan.blocks - found.length), loadIsThePoint: plan.loaded };
      const pairs = await pairsOf(course, `${plan.ring.rate}/s`, side => measured(side, plan.ring), how);
      await Promise.all(sides.splice(0).map(side => side.stop()));
      if (pairs === null) {
        say('Others used too much of the machine: not measured.');
        return false;
      }
      found.push(...pairs);
      const ratio = ratioOfPairs(found.map(pair => ofBoth(pair, OUR_PROCESSES)));
      say(
        `${found.length} of ${plan.blocks} pairs: ${shown(ratio.median)}; machine ${shown(calibration(), 'ms')}`,
      );
    }
  } finally {
    neighbours?.stop();
  }
  return judge(plan, found, say);
}

type Costs = ReadonlyMap<string, number>;

const cost = (costs: Costs, names: readonly string[]): number =>
  sumOf(names.map(name => costs.get(name) ?? Number.NaN));
const ofBoth = ({ ours, theirs }: Pair<Costs>, names: readonly string[]) => ({
  ours: cost(ours, names),
  theirs: cost(theirs, names),
});

async function measured(side: BenchSide, plan: RingPlan): Promise<Costs> {
  const block = await ringLatency(side, plan);
  if (block.lost > block.calls / 100) {
    throw new Error(`${side.name}: ${block.lost} of ${block.calls} calls reached no agent`);
  }
  return block.cost;
}

function judge(plan: AgainstPlan, found: readonly Pair<Costs>[], say: (text: string) => void): boolean {
  say(`\nProcessor ms per call, ${plan.ring.rate} calls a second, agents idle; ratio with its 95 % interval`);
  const rows = SUMS.map(([what, names]) => {
    const pairs = found.map(pair => ofBoth(pair, names));
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
