import { setTimeout as pause } from 'node:timers/promises';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { putAgentsToWork } from './agents-at-work.ts';
import { newCaller, subscriberOf } from './caller-number.ts';
import { CostMeter } from './cost.ts';
import { quiet } from './hand-over.ts';
import { until } from './pace.ts';
import type { BenchSide } from './side.ts';

export interface RingPlan {
  /** Calls a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly talkMs: number;
}

export interface RingBlock {
  /** Caller's INVITE → agent's INVITE, in milliseconds. */
  readonly ms: readonly number[];
  readonly calls: number;
  /** Callers who reached no agent. */
  readonly lost: number;
  /** Milliseconds of processor a call, by process. */
  readonly cost: ReadonlyMap<string, number>;
}

/** How long the last callers of a block may still take. */
const LAST_ONES_MS = 2_000;

/**
 * Rows P2 and P3, open loop: callers come at a fixed pace whatever happens, paced by the clock and not by a chain
 * of timers, while agents are idle. A caller is known by the number that the agent's telephone shows.
 */
export async function ringLatency(side: BenchSide, plan: RingPlan): Promise<RingBlock> {
  const phone = await openPhone({ sound: false });
  const work = putAgentsToWork(side, plan.talkMs);
  const sentAt = new Map<string, number>();
  const meter = new CostMeter(side);
  const start = performance.now();
  const calls = plan.rate * plan.seconds;
  for (let i = 0; i < calls; i++) {
    await until(start + (i * 1000) / plan.rate);
    const from = newCaller();
    const call = phone.call(side.line, { from });
    sentAt.set(subscriberOf(from), call.momentOf('invite-sent') ?? performance.now());
  }
  await allEnded(phone.calls);
  const cost = meter.perCall(calls);
  await phone.close();
  await quiet(side);
  const ms = [...sentAt].flatMap(([number, sent]) => {
    const reached = work.reached.get(number);
    return reached === undefined ? [] : [reached - sent];
  });
  return { ms, calls, lost: calls - ms.length, cost };
}

async function allEnded(calls: readonly { ended: Promise<unknown> }[]): Promise<void> {
  const limit = new AbortController();
  await Promise.race([
    Promise.all(calls.map(call => call.ended)),
    pause(LAST_ONES_MS, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
}
