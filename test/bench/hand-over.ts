import { setTimeout as pause } from 'node:timers/promises';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { putAgentsToWork } from './agents-at-work.ts';
import { newCaller } from './caller-number.ts';
import { CostMeter, memoryOf } from './cost.ts';
import type { BenchSide } from './side.ts';

export interface HandOverPlan {
  /** Callers in the system at any time, talking ones included. */
  readonly callers: number;
  readonly talkMs: number;
  readonly seconds: number;
}

export interface HandOverBlock {
  /** Agent free → next INVITE at that agent, in milliseconds, warm-up left out. */
  readonly ms: readonly number[];
  readonly served: number;
  readonly refused: number;
  readonly doubleOffers: number;
  /** Milliseconds of processor a call, by process. */
  readonly cost: ReadonlyMap<string, number>;
  /** Megabytes of each process while everybody was there. */
  readonly memory: ReadonlyMap<string, number>;
}

/** Callers arrive one every so many milliseconds until all are there. */
const ARRIVE_EVERY_MS = 20;
/** Two hundred arrivals leave work behind (tickets, jobs); the steady state is measured, so it may be done first. */
const SETTLE_MS = 5_000;
/** A refused caller tries again after this time, so that a fault cannot become a flood. */
const TRY_AGAIN_MS = 200;

/**
 * Row P1, closed loop: whoever was served is followed by a new caller at once, so that somebody always waits and
 * every agent who hangs up has a next caller to be given.
 */
export async function handOver(side: BenchSide, plan: HandOverPlan): Promise<HandOverBlock> {
  const callers = await openPhone({ sound: false });
  const work = putAgentsToWork(side, plan.talkMs);
  let running = true;
  let refused = 0;
  const place = () => {
    if (!running) return;
    const call = callers.call(side.line, { from: newCaller() });
    void call.ended.then(ended => {
      if (ended.how === 'hung-up') place();
      else {
        if (running) refused++;
        setTimeout(place, TRY_AGAIN_MS);
      }
    });
  };
  for (let i = 0; i < plan.callers; i++) {
    place();
    await pause(ARRIVE_EVERY_MS);
  }
  await pause(plan.talkMs + SETTLE_MS);
  const from = performance.now();
  const servedBefore = work.served;
  const meter = new CostMeter(side);
  await pause(plan.seconds * 1000);
  const served = work.served - servedBefore;
  const cost = meter.perCall(served);
  const memory = memoryOf(side);
  running = false;
  await callers.close();
  await quiet(side);
  return {
    ms: work.handOvers.filter(one => one.at >= from).map(one => one.ms),
    served,
    refused,
    doubleOffers: work.doubleOffers,
    cost,
    memory,
  };
}

/** Waits until no agent has a call any more, so that one block does not run into the next. */
export async function quiet(side: BenchSide): Promise<void> {
  side.agents.onInvite(call => call.reject(480));
  await Promise.all(side.agents.calls.map(call => call.hangUp()));
}
