import type { Pair } from './blocks.ts';
import { sumOf } from './cost.ts';
import { median, percentile, shown } from './figures.ts';
import type { HandOverBlock } from './hand-over.ts';
import type { RingBlock } from './ring-latency.ts';
import { alone, compared, type Row } from './table.ts';

type Pairs<Block> = readonly Pair<Block>[] | null;

/** The bars of issue 7 and of measuring.md. */
const HAND_OVER_P95_MS = 40;
const HAND_OVER_TIMES = 20;
const BESIDE_OTHERS_TIMES = 12;
const RING_TIMES = 3;
const CPU_TIMES_IDLE = 2.5;
const CPU_TIMES_WAITING = 1.6;
const EVENTS_PER_CALL = 8;
const PROCESS_MB = 200;
const SCREEN_POP_MS = 300;

/** P1: hand-over. The ratio is how many times sooner our next caller rings. */
export function handOverRows(pairs: Pairs<HandOverBlock>): Row[] {
  const limit = { atMost: HAND_OVER_P95_MS };
  return [
    compared(
      {
        id: 'P1',
        what: 'hand-over p95: agent free → next caller rings',
        unit: 'ms',
        inverted: true,
        bar: { atLeast: HAND_OVER_TIMES },
        limit,
      },
      figures(pairs, handOverAt(0.95)),
    ),
    compared(
      { what: 'hand-over p50', unit: 'ms', inverted: true, bar: { atLeast: 1 } },
      figures(pairs, handOverAt(0.5)),
    ),
    compared(
      { what: 'calls served in a block by the same agents', bar: { atLeast: 1 } },
      figures(pairs, block => block.served),
    ),
    lostRow(pairs, 'callers refused, or offered twice at once'),
  ];
}

/** P1 with two busy processes beside it, one for each processor. */
export function besideOthersRows(pairs: Pairs<HandOverBlock>): Row[] {
  return [
    compared(
      {
        id: 'P1b',
        what: 'hand-over p95 beside two busy processes',
        unit: 'ms',
        inverted: true,
        bar: { atLeast: BESIDE_OTHERS_TIMES },
      },
      figures(pairs, handOverAt(0.95)),
    ),
    lostRow(pairs, 'callers refused, or offered twice at once, beside them'),
  ];
}

/** P2: how soon an idle agent's telephone rings. */
export function ringRows(pairs: Pairs<RingBlock>): Row[] {
  const at = (share: number) => (block: RingBlock) => percentile(block.ms, share);
  const bar = { atMost: RING_TIMES };
  return [
    compared(
      { id: 'P2', what: 'ring latency p95: caller dials → idle agent rings', unit: 'ms', bar },
      figures(pairs, at(0.95)),
    ),
    compared({ what: 'ring latency p50', unit: 'ms', bar }, figures(pairs, at(0.5))),
    alone(
      { what: 'callers who reached no agent', bar: { atMost: 0 } },
      pairs && [sumOf(pairs.map(({ ours }) => ours.lost))],
    ),
  ];
}

/** P3: processor time of everything a call needs: Asterisk alone there, all our processes and both stores here. */
export function costRows(idle: Pairs<RingBlock>, waiting: Pairs<HandOverBlock>): Row[] {
  return [
    compared(
      {
        id: 'P3',
        what: 'processor time per call, agents idle',
        unit: 'ms',
        bar: { atMost: CPU_TIMES_IDLE },
      },
      figures(idle, costOf),
    ),
    compared(
      {
        what: 'processor time per call, 150 waiting (music and all)',
        unit: 'ms',
        bar: { atMost: CPU_TIMES_WAITING },
      },
      figures(waiting, costOf),
    ),
    ...['calls', 'web', 'worker'].map(name =>
      alone(
        {
          what: `memory of ${name} with 50 talking and 150 waiting, most`,
          unit: 'MB',
          bar: { atMost: PROCESS_MB },
        },
        waiting && [Math.max(...waiting.map(({ ours }) => ours.memory.get(name) ?? Number.NaN))],
      ),
    ),
  ];
}

type Costed = { readonly cost: ReadonlyMap<string, number> };

const costOf = ({ cost }: Costed): number => sumOf(cost.values());

/** Where the processor time of a call goes, process by process: `asterisk 5.1, calls 4.2, …` in milliseconds. */
export function costByProcess(blocks: readonly Costed[]): string {
  const names = [...(blocks[0]?.cost.keys() ?? [])];
  return names
    .map(name => `${name} ${shown(median(blocks.map(block => block.cost.get(name) ?? Number.NaN)))}`)
    .join(', ');
}

/** P6: what Asterisk tells us about one call, answers to our own requests left out. */
export function eventRow(eventsPerCall: number): Row {
  return alone(
    { id: 'P6', what: 'ARI events per call, besides RESTResponse', bar: { atMost: EVENTS_PER_CALL } },
    [eventsPerCall],
  );
}

/** From the first ring to the card on the agent's page. */
export function screenPopRow(pops: readonly number[]): Row {
  return alone({ what: 'ring → screen-pop p95', unit: 'ms', bar: { atMost: SCREEN_POP_MS } }, [
    percentile(pops, 0.95),
  ]);
}

/** One figure of each block of the pairs. */
function figures<Block>(
  pairs: Pairs<Block>,
  figure: (block: Block) => number,
): { ours: number; theirs: number }[] | null {
  return pairs?.map(({ ours, theirs }) => ({ ours: figure(ours), theirs: figure(theirs) })) ?? null;
}

const handOverAt =
  (share: number) =>
  (block: HandOverBlock): number =>
    percentile(block.ms, share);

function lostRow(pairs: Pairs<HandOverBlock>, what: string): Row {
  return alone(
    { what, bar: { atMost: 0 } },
    pairs && [sumOf(pairs.map(({ ours }) => ours.refused + ours.doubleOffers))],
  );
}
