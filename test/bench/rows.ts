import type { Blocks } from './blocks.ts';
import { sumOf } from './cost.ts';
import { median, percentile, shown } from './figures.ts';
import { alone, compared, type Row } from './table.ts';

/** The bars of the issue and of measuring.md. */
const HAND_OVER_P95_MS = 40;
const HAND_OVER_RATIO = 20;
const RING_RATIO = 3;
const CPU_RATIO = 2.5;
const EVENTS_PER_CALL = 8;
const PROCESS_MB = 200;
const SCREEN_POP_MS = 300;

/** P1: hand-over. The ratio is how many times sooner our next caller rings. */
export function handOverRows(yardstick: Blocks, ours: Blocks): Row[] {
  const p95 = { yardstick: handOverAt(yardstick, 0.95), ours: handOverAt(ours, 0.95) };
  const p50 = { yardstick: handOverAt(yardstick, 0.5), ours: handOverAt(ours, 0.5) };
  const served = (blocks: Blocks) => median(blocks.handOver.map(block => block.served));
  return [
    compared({
      id: 'P1',
      what: 'hand-over p95: agent free → next caller rings',
      unit: 'ms',
      ...p95,
      ratio: p95.yardstick / p95.ours,
      bar: `≥ ${HAND_OVER_RATIO}×, ours ≤ ${HAND_OVER_P95_MS} ms`,
      met: p95.yardstick / p95.ours >= HAND_OVER_RATIO && p95.ours <= HAND_OVER_P95_MS,
    }),
    compared({
      id: '',
      what: 'hand-over p50',
      unit: 'ms',
      ...p50,
      ratio: p50.yardstick / p50.ours,
      bar: '> 1×',
      met: p50.yardstick > p50.ours,
    }),
    compared({
      id: '',
      what: 'calls served in a block by the same agents',
      unit: '',
      yardstick: served(yardstick),
      ours: served(ours),
      ratio: served(ours) / served(yardstick),
      bar: '≥ 1×',
      met: served(ours) >= served(yardstick),
    }),
    faultsRow(ours),
  ];
}

/** P2: how soon an idle agent's telephone rings. */
export function ringRows(yardstick: Blocks, ours: Blocks): Row[] {
  const at = (blocks: Blocks, share: number) => median(blocks.ring.map(block => percentile(block.ms, share)));
  const p95 = { yardstick: at(yardstick, 0.95), ours: at(ours, 0.95) };
  const p50 = { yardstick: at(yardstick, 0.5), ours: at(ours, 0.5) };
  return [
    compared({
      id: 'P2',
      what: 'ring latency p95: caller dials → idle agent rings',
      unit: 'ms',
      ...p95,
      ratio: p95.ours / p95.yardstick,
      bar: `≤ ${RING_RATIO}×`,
      met: p95.ours / p95.yardstick <= RING_RATIO,
    }),
    compared({
      id: '',
      what: 'ring latency p50',
      unit: 'ms',
      ...p50,
      ratio: p50.ours / p50.yardstick,
      bar: `≤ ${RING_RATIO}×`,
      met: p50.ours / p50.yardstick <= RING_RATIO,
    }),
  ];
}

/** P3: processor time of everything a call needs: Asterisk alone there, all our processes and both stores here. */
export function costRows(yardstick: Blocks, ours: Blocks): Row[] {
  const cpu = {
    yardstick: costOf(yardstick.ring),
    ours: costOf(ours.ring),
  };
  const busy = {
    yardstick: costOf(yardstick.handOver),
    ours: costOf(ours.handOver),
  };
  return [
    compared({
      id: 'P3',
      what: 'processor time per call, agents idle',
      unit: 'ms',
      ...cpu,
      ratio: cpu.ours / cpu.yardstick,
      bar: `≤ ${CPU_RATIO}×`,
      met: cpu.ours / cpu.yardstick <= CPU_RATIO,
    }),
    compared({
      id: '',
      what: 'processor time per call, 150 waiting (music and all)',
      unit: 'ms',
      ...busy,
      ratio: busy.ours / busy.yardstick,
      bar: `≤ ${CPU_RATIO}×`,
      met: busy.ours / busy.yardstick <= CPU_RATIO,
    }),
    ...memoryRows(ours),
  ];
}

type Costed = { readonly cost: ReadonlyMap<string, number> };

function costOf(blocks: readonly Costed[]): number {
  return median(blocks.map(block => sumOf(block.cost.values())));
}

/** Where the processor time of a call goes, process by process: `asterisk 5.1, calls 4.2, …` in milliseconds. */
export function costByProcess(blocks: readonly Costed[]): string {
  const names = [...(blocks[0]?.cost.keys() ?? [])];
  return names
    .map(name => `${name} ${shown(median(blocks.map(block => block.cost.get(name) ?? Number.NaN)))}`)
    .join(', ');
}

/** P6: what Asterisk tells us about one call, answers to our own requests left out. */
export function eventRow(eventsPerCall: number): Row {
  return alone({
    id: 'P6',
    what: 'ARI events per call, besides RESTResponse',
    unit: '',
    ours: eventsPerCall,
    bar: `≤ ${EVENTS_PER_CALL}`,
    met: eventsPerCall <= EVENTS_PER_CALL,
  });
}

/** From the first ring to the card on the agent's page. */
export function screenPopRow(pops: readonly number[]): Row {
  const p95 = percentile(pops, 0.95);
  return alone({
    id: '',
    what: 'ring → screen-pop p95',
    unit: 'ms',
    ours: p95,
    bar: `≤ ${SCREEN_POP_MS} ms`,
    met: p95 <= SCREEN_POP_MS,
  });
}

function handOverAt(blocks: Blocks, share: number): number {
  return median(blocks.handOver.map(block => percentile(block.ms, share)));
}

function faultsRow(ours: Blocks): Row {
  const faults = [
    ...ours.handOver.map(block => block.refused + block.doubleOffers),
    ...ours.ring.map(block => block.lost),
  ];
  const sum = faults.length === 0 ? Number.NaN : faults.reduce((a, b) => a + b, 0);
  return alone({
    id: '',
    what: 'callers lost, refused, or offered twice at once',
    unit: '',
    ours: sum,
    bar: '0',
    met: sum === 0,
  });
}

function memoryRows(ours: Blocks): Row[] {
  const names = [...(ours.handOver[0]?.memory.keys() ?? [])];
  return names
    .filter(name => ['calls', 'web', 'worker'].includes(name))
    .map(name => {
      const most = Math.max(...ours.handOver.map(block => block.memory.get(name) ?? 0));
      return alone({
        id: '',
        what: `memory of ${name} with 50 talking and 150 waiting`,
        unit: 'MB',
        ours: most,
        bar: `≤ ${PROCESS_MB} MB`,
        met: most <= PROCESS_MB,
      });
    });
}
