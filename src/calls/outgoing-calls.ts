import type { Call } from './call.ts';
import { agentOf } from './call-parties.ts';
import { outsideLegs } from './legs.ts';

interface OutgoingCall {
  readonly person: string | null;
  readonly area: string | null;
}

/** The calls that go out and are not over, with whom they are of and the area they are made for; those to a number outside that a
 * customer is given to, or that is asked about them, are calls of their own. */
export function outgoingCalls(calls: readonly Call[]): readonly OutgoingCall[] {
  return calls.flatMap((call): OutgoingCall[] => {
    const { direction, phase, outgoing } = call;
    const own =
      direction === 'out' && phase.kind !== 'ending'
        ? [{ person: agentOf(call), area: outgoing?.area ?? null }]
        : [];
    const beside = 'legs' in phase ? outsideLegs(phase) : [];
    return [...own, ...beside.map(({ by, area }) => ({ person: by, area }))];
  });
}
