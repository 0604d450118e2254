import { join } from 'node:path';
import { appQueueSide } from './app-queue-side.ts';
import { type Course, type Pair, pairsOf } from './blocks.ts';
import { shown } from './figures.ts';
import { type HandOverBlock, type HandOverPlan, handOver } from './hand-over.ts';
import { calibration } from './machine.ts';
import { BusyNeighbours } from './neighbours.ts';
import { type OurSide, ourSide } from './our-side.ts';
import { isGeneratorFirst } from './priority.ts';
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
import { printed, type Row } from './table.ts';

export interface BenchPlan {
  /** Pairs of blocks of each row. */
  readonly pairs: number;
  readonly handOver: HandOverPlan;
  readonly ring: RingPlan;
}

/** Calls of the two short runs that only our side has. */
const POPS = 30;
const EVENT_CALLS = 50;

/** Runs both sides and prints their table. Answers whether every bar was met. */
export async function sideBySide(
  plan: BenchPlan,
  { folder, sides }: { readonly folder: string; readonly sides: BenchSide[] },
  say: (text: string) => void,
): Promise<boolean> {
  const began = performance.now();
  const calibrations = [calibration()];
  say(
    `${plan.pairs} pairs of blocks a row, A B B A. Idle: ${plan.ring.rate} calls a second for ${plan.ring.seconds} s. ` +
      `Waiting: ${plan.handOver.callers} callers always there, talk ${plan.handOver.talkMs / 1_000} s, ${plan.handOver.seconds} s. ` +
      `The generator goes first: ${isGeneratorFirst() ? 'yes' : 'no, for that takes root'}.`,
  );
  say('Starting both sides …');
  const yardstick = await appQueueSide(join(folder, 'app-queue'));
  sides.push(yardstick);
  const ours = await ourSide(join(folder, 'cauce'));
  sides.push(ours);
  for (const side of sides) await proveCall(side);
  const course: Course = { yardstick, ours, say };
  const idle = await pairsOf(course, 'P2 P3', side => ringLatency(side, plan.ring), plan);
  calibrations.push(calibration());
  const waiting = await pairsOf(course, 'P1', side => handOver(side, plan.handOver), plan);
  calibrations.push(calibration());
  const beside = await besideOthers(course, plan);
  const { pops, events, types } = await oursAlone(ours, say);
  calibrations.push(calibration());
  const rows: Row[] = [
    ...handOverRows(waiting),
    ...besideOthersRows(beside),
    ...ringRows(idle),
    screenPopRow(pops),
    ...costRows(idle, waiting),
    eventRow(events),
  ];
  say(
    `\nCalibration (processor ms of a fixed loop, in the course of the run): ${calibrations.map(each => shown(each)).join(', ')}`,
  );
  say(`ARI messages per call: ${[...types].map(([type, count]) => `${type} ${shown(count)}`).join(', ')}`);
  sayCost(idle, 'agents idle', say);
  sayCost(waiting, '150 waiting', say);
  say(`\n${printed(rows)}\n\n${Math.round((performance.now() - began) / 1000)} s`);
  return rows.every(row => row.met === true);
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

async function oursAlone(ours: OurSide, say: (text: string) => void) {
  say('P2     screen-pops …');
  const pops = await ours.screenPops(POPS);
  say('P6     events …');
  return { pops, ...(await ours.eventsPerCall(EVENT_CALLS)) };
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
