import { join } from 'node:path';
import { memoryOf } from '../cost.ts';
import { shown } from '../figures.ts';
import { Inspector } from '../inspector.ts';
import { ourSide } from '../our-side.ts';
import { alone, type Row } from '../table.ts';
import type { Ground, LongGroup } from './ground.ts';
import { offerCalls } from './offered.ts';
import { type Sample, slopeOf } from './slope.ts';

/** P19: what the memory of our processes grows by with each call. */
export const memory: LongGroup = { ids: ['P19'], run };

const PROCESSES = ['calls', 'web', 'worker'] as const;
/** Calls a second; far below what a slow machine bears. */
const RATE = 20;
const TALK_MS = 300;
/**
 * Memory is looked at after so many seconds of calls, when none is left and garbage is collected: what V8 lets lie comes to
 * 50 MB, which would hide 200 bytes a call.
 */
const ROUND_SECONDS = 20;
const LAST_ONES_MS = 5_000;
/** Before it caches fill and code is compiled: this share of the calls is not counted. */
const WARM_UP = 0.25;
const BYTES_A_CALL = 200;
/** So many of the rounds' figures are printed. */
const SHOWN = 12;

async function run({ folder, sides, say, calls }: Ground): Promise<Row[]> {
  say(`P19: ${calls} calls at ${RATE}/s, the first ${WARM_UP * 100} % of them to warm up …`);
  const home = join(folder, 'memory-cauce');
  const side = await ourSide(home, { inspected: true });
  sides.push(side);
  const inspectors = await Promise.all(PROCESSES.map(name => Inspector.of(join(home, 'log', `${name}.log`))));
  const samples = new Map(PROCESSES.map(name => [name as string, [] as Sample[]]));
  const began = performance.now();
  let lost = 0;
  let done = 0;
  for (let round = 0; done < calls; round += 1) {
    const seconds = Math.min(ROUND_SECONDS, (calls - done) / RATE);
    const offered = await offerCalls(side, {
      paces: [{ rate: RATE, seconds }],
      talkMs: TALK_MS,
      lastOnesMs: LAST_ONES_MS,
    });
    done += offered.length;
    lost += offered.filter(({ fate }) => fate !== 'served').length;
    await Promise.all(inspectors.map(each => each.collectGarbage()));
    for (const [name, megabytes] of memoryOf(side)) samples.get(name)?.push({ x: done, y: megabytes * 1e6 });
    if (round % Math.max(1, Math.floor(calls / RATE / ROUND_SECONDS / SHOWN)) === 0) {
      say(
        `P19  after ${done} calls: ${PROCESSES.map(name => `${name} ${shown((samples.get(name)?.at(-1)?.y ?? 0) / 1e6)}`).join(', ')} MB`,
      );
    }
  }
  for (const each of inspectors) each.close();
  say(`P19  ${done} calls in ${Math.round((performance.now() - began) / 1000)} s, ${lost} not served`);
  return PROCESSES.map((name, at) =>
    growthRow(name, samples.get(name) ?? [], { id: at === 0 ? 'P19' : '', calls }),
  );
}

/** Judged by the upper end of the slope's interval. */
function growthRow(
  name: string,
  samples: readonly Sample[],
  { id, calls }: { id: string; calls: number },
): Row {
  const { slope, low, high } = slopeOf(samples.filter(({ x }) => x > WARM_UP * calls));
  const what = `${name}: memory a call over ${calls} calls, upper 95 % end`;
  return {
    ...alone({ id, what, unit: 'B', bar: { atMost: BYTES_A_CALL } }, [high]),
    ratio: `${shown(slope)} (${shown(low)} … ${shown(high)})`,
  };
}
