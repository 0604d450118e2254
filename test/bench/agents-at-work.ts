import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { subscriberOf } from './caller-number.ts';
import type { BenchSide } from './side.ts';

/** What the agents of a block did. */
export interface Work {
  /** Milliseconds from an agent's BYE to the next INVITE at that agent. */
  readonly handOvers: { readonly at: number; readonly ms: number }[];
  /** For each subscriber who calls, when an agent's telephone was reached first. */
  readonly reached: Map<string, number>;
  served: number;
  /** Offers to an agent who was already talking: never right. */
  doubleOffers: number;
}

/**
 * Lets every agent of a side pick up at once, talk for about `talkMs` and hang up. The talk time is spread by
 * a quarter, so that agents do not march in step. Returns what happened so far, which goes on growing.
 */
export function putAgentsToWork(side: BenchSide, talkMs: number): Work {
  const work: Work = { handOvers: [], reached: new Map(), served: 0, doubleOffers: 0 };
  const freeSince = new Map<string, number>();
  const busy = new Set<string>();
  side.agents.onInvite(call => {
    const agent = call.calledUser;
    const at = call.momentOf('invite-received') ?? performance.now();
    if (busy.has(agent)) {
      work.doubleOffers++;
      call.reject(486);
      return;
    }
    busy.add(agent);
    const free = freeSince.get(agent);
    if (free !== undefined) work.handOvers.push({ at, ms: at - free });
    const number = subscriberOf(call.caller.number);
    if (!work.reached.has(number)) work.reached.set(number, at);
    void call.answer();
    const timer = setTimeout(() => leave(agent, call), talkMs * (0.75 + Math.random() / 2));
    void call.ended.then(ended => {
      clearTimeout(timer);
      if (ended.by === 'us') return;
      busy.delete(agent);
      // The caller left first: the agent is free from then on, but nobody waited for this moment.
      freeSince.delete(agent);
    });
  });
  return work;

  function leave(agent: string, call: IncomingCall): void {
    work.served++;
    void call.hangUp();
    busy.delete(agent);
    freeSince.set(agent, call.momentOf('bye-sent') ?? performance.now());
  }
}
