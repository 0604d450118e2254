import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingCall } from '../../../src/sip-phone/outgoing-call.ts';
import { openPhone } from '../../../src/sip-phone/sip-phone.ts';
import { putAgentsToWork } from '../agents-at-work.ts';
import { newCaller, subscriberOf } from '../caller-number.ts';
import { quiet } from '../hand-over.ts';
import { until } from '../pace.ts';
import type { BenchSide } from '../side.ts';

/** Calls a second, for so many seconds. */
export interface Pace {
  readonly rate: number;
  readonly seconds: number;
}

export interface OfferPlan {
  /** One pace after the other, without a pause. */
  readonly paces: readonly Pace[];
  readonly talkMs: number;
  /** How long callers may still wait and talk when no more come, ms. */
  readonly lastOnesMs: number;
}

/**
 * What became of a caller. `served`: an agent took the call and hung up. `refused`: a final answer other than 200. `told`:
 * answered, and hung up on without an agent, as behind a busy sentence. `silent`: no final answer within 32 s.
 * `waiting`: not served when the block ended.
 */
export type Fate = 'served' | 'refused' | 'told' | 'silent' | 'waiting';

export interface OfferedCall {
  /** Subscriber's digits. */
  readonly caller: string;
  readonly fate: Fate;
  /** Of who was refused. */
  readonly status: number | undefined;
  /** At which of the paces they came. */
  readonly pace: number;
  /** `performance.now()` of the INVITE. */
  readonly at: number;
  /** INVITE → the agent's INVITE, and INVITE → 200, ms; undefined where there was none. */
  readonly ringMs: number | undefined;
  readonly answerMs: number | undefined;
  /** 200 → the end, ms; undefined where either is missing. */
  readonly heldMs: number | undefined;
}

/** Open loop: callers come at a fixed pace, paced by the clock, whatever becomes of those before. */
export async function offerCalls(side: BenchSide, plan: OfferPlan): Promise<OfferedCall[]> {
  const phone = await openPhone({ sound: false });
  const work = putAgentsToWork(side, plan.talkMs);
  const placed: { caller: string; call: OutgoingCall; pace: number }[] = [];
  let start = performance.now();
  for (const [pace, { rate, seconds }] of plan.paces.entries()) {
    for (let i = 0; i < rate * seconds; i += 1) {
      await until(start + (i * 1000) / rate);
      const from = newCaller();
      placed.push({ caller: subscriberOf(from), call: phone.call(side.line, { from }), pace });
    }
    start += seconds * 1000;
  }
  const limit = new AbortController();
  await Promise.race([
    Promise.all(phone.calls.map(call => call.ended)),
    pause(plan.lastOnesMs, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  const waiting = new Set<unknown>(phone.calls);
  const ended = await Promise.all(
    placed.map(async ({ caller, call, pace }): Promise<OfferedCall> => {
      const at = call.momentOf('invite-sent') ?? start;
      const reached = work.reached.get(caller);
      const answered = call.momentOf('answered');
      const end = waiting.has(call) ? null : await call.ended;
      return {
        caller,
        fate: fateOf(end?.how ?? null, reached !== undefined),
        status: end?.status,
        pace,
        at,
        ringMs: reached === undefined ? undefined : reached - at,
        answerMs: answered === undefined ? undefined : answered - at,
        heldMs: end === null || answered === undefined ? undefined : end.at - answered,
      };
    }),
  );
  await phone.close();
  await quiet(side);
  return ended;
}

/** `how` a call ended, null while it has not; `reached`: an agent's telephone rang for it. */
export function fateOf(
  how: 'hung-up' | 'cancelled' | 'refused' | 'unanswered' | null,
  reached: boolean,
): Fate {
  switch (how) {
    case null:
    case 'cancelled':
      return 'waiting';
    case 'hung-up':
      return reached ? 'served' : 'told';
    case 'refused':
      return 'refused';
    case 'unanswered':
      return 'silent';
  }
}

/** `served 590, refused 503 ×10`: how many met each fate. */
export function fatesOf(calls: readonly OfferedCall[]): string {
  const counts = new Map<string, number>();
  for (const { fate, status } of calls) {
    const name = fate === 'refused' ? `refused with ${status}` : fate;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
