import { join } from 'node:path';
import { appQueueSide } from './app-queue-side.ts';
import { type Course, type Pair, pairsOf } from './blocks.ts';
import { shown } from './figures.ts';
import type { Ground } from './full/ground.ts';
import type { ShortRow } from './full/selection.ts';
import { type HandOverBlock, type HandOverPlan, handOver } from './hand-over.ts';
import { calibration } from './machine.ts';
import { BusyNeighbours } from './neighbours.ts';
import { type OurSide, ourSide } from './our-side.ts';
import { type RingPlan, ringLatency } from './ring-latency.ts';
import {
  besideOthersRows,
  costByProcess,
  costRows,
  eventRow,
  handOverRows,
  ringRows,
  screenPopRow,
} from './rows.ts';
import type { BenchSide } from './side.ts';
import type { Row } from './table.ts';

export interface BenchPlan {
  /** Pairs of blocks of each row. */
  readonly pairs: number;
  readonly handOver: HandOverPlan;
  readonly ring: RingPlan;
}

/** Calls of the two short runs that only our side has. */
const POPS = 30;
const EVENT_CALLS = 50;

/**
 * Both sides serve calls for so long before anything is measured: a centre runs for weeks, and for its first thousand
 * calls V8 compiles more than it runs.
 */
const WARM_UP_SECONDS = 40;

/** Runs both sides and answers the rows that are wanted of the default table. */
export async function sideBySide(
  plan: BenchPlan,
  { folder, sides, despiteLoad }: Pick<Ground, 'folder' | 'sides' | 'despiteLoad'>,
  wanted: ReadonlySet<ShortRow>,
  say: (text: string) => void,
): Promise<Row[]> {
  const calibrations = [calibration()];
  say(
    `${plan.pairs} pairs of blocks a row, A B B A. Idle: ${plan.ring.rate} calls a second for ${plan.ring.seconds} s. ` +
      `Waiting: ${plan.handOver.callers} callers always there, talk ${plan.handOver.talkMs / 1_000} s, ${plan.handOver.seconds} s.`,
  );
  say('Starting both sides …');
  const yardstick = await appQueueSide(join(folder, 'app-queue'));
  sides.push(yardstick);
  const ours = await ourSide(join(folder, 'cauce'));
  sides.push(ours);
  for (const side of [yardstick, ours]) await proveCall(side);
  say(`Warming up, ${WARM_UP_SECONDS} s …`);
  await Promise.all(
    [yardstick, ours].map(side => ringLatency(side, { ...plan.ring, seconds: WARM_UP_SECONDS })),
  );
  const course: Course = { yardstick, ours, say, despiteLoad };
  const has = (...ids: ShortRow[]) => ids.some(id => wanted.has(id));
  const ring = () => pairsOf(course, 'P2 P3', side => ringLatency(side, plan.ring), plan);
  const idle = has('P2', 'P3') ? await ring() : null;
  calibrations.push(calibration());
  const busy = () => pairsOf(course, 'P1', side => handOver(side, plan.handOver), plan);
  const waiting = has('P1', 'P3') ? await busy() : null;
  calibrations.push(calibration());
  const rows = {
    P1: has('P1') ? handOverRows(waiting) : [],
    P1b: has('P1b') ? besideOthersRows(await besideOthers(course, plan)) : [],
    P2: has('P2') ? [...ringRows(idle), await popRow(ours, say)] : [],
    P3: has('P3') ? costRows(idle, waiting) : [],
    P6: has('P6') ? [await eventsOf(ours, say)] : [],
  };
  calibrations.push(calibration());
  say(
    `\nCalibration (processor ms of a fixed loop, in the course of the run): ${calibrations.map(each => shown(each)).join(', ')}`,
  );
  sayCost(idle, 'agents idle', say);
  sayCost(waiting, '150 waiting', say);
  return Object.values(rows).flat();
}

/** The same hand-over while others keep every processor busy. */
async function besideOthers(course: Course, plan: BenchPlan): Promise<readonly Pair<HandOverBlock>[] | null> {
  const neighbours = new BusyNeighbours();
  try {
    const measure = (side: BenchSide) => handOver(side, plan.handOver);
    return await pairsOf(course, 'P1b', measure, { pairs: Math.ceil(plan.pairs / 2), loadIsThePoint: true });
  } finally {
    neighbours.stop();
  }
}

async function popRow(ours: OurSide, say: (text: string) => void): Promise<Row> {
  say('P2     screen-pops …');
  return screenPopRow(await ours.screenPops(POPS));
}

async function eventsOf(ours: OurSide, say: (text: string) => void): Promise<Row> {
  say('P6     events …');
  const { events, types } = await ours.eventsPerCall(EVENT_CALLS);
  say(`ARI messages per call: ${[...types].map(([type, count]) => `${type} ${shown(count)}`).join(', ')}`);
  return eventRow(events);
}

function sayCost(
  pairs: readonly Pair<{ readonly cost: ReadonlyMap<string, number> }>[] | null,
  when: string,
  say: (text: string) => void,
): void {
  if (pairs === null) return;
  say(`Processor ms per call, ${when}: ${costByProcess(pairs.map(pair => pair.ours))}`);
}

/** One call must reach an agent before anything is measured: figures of a side that loses its calls look fine. */
async function proveCall(side: BenchSide): Promise<void> {
  const block = await ringLatency(side, { rate: 1, seconds: 1, talkMs: 100 });
  if (block.lost > 0) throw new Error(`${side.name}: a single call reached no agent`);
}
