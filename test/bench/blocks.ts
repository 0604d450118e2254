import { type HandOverBlock, type HandOverPlan, handOver } from './hand-over.ts';
import { type RingBlock, type RingPlan, ringLatency } from './ring-latency.ts';
import type { BenchSide } from './side.ts';

/** All blocks of one side. */
export interface Blocks {
  readonly handOver: HandOverBlock[];
  readonly ring: RingBlock[];
}

export interface BenchPlan {
  readonly handOver: HandOverPlan;
  readonly ring: RingPlan;
}

/**
 * Runs every block in the order A B B A, so that a machine that slowly gets busier or calmer treats both sides
 * alike. Without our side only the yardstick's blocks run.
 */
export async function runBlocks(
  yardstick: BenchSide,
  ours: BenchSide | undefined,
  plan: BenchPlan,
  say: (text: string) => void,
): Promise<{ yardstick: Blocks; ours: Blocks }> {
  const result = { yardstick: emptyBlocks(), ours: emptyBlocks() };
  for (const side of [yardstick, ours, ours, yardstick]) {
    if (!side) continue;
    const into = side === yardstick ? result.yardstick : result.ours;
    say(`P2 P3  ${side.name} …`);
    into.ring.push(await ringLatency(side, plan.ring));
  }
  for (const side of [yardstick, ours, ours, yardstick]) {
    if (!side) continue;
    const into = side === yardstick ? result.yardstick : result.ours;
    say(`P1     ${side.name} …`);
    into.handOver.push(await handOver(side, plan.handOver));
  }
  return result;
}

function emptyBlocks(): Blocks {
  return { handOver: [], ring: [] };
}
