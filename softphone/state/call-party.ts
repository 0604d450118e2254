import type { CallCard } from '../../src/http/shapes/calls.ts';
import { nameOf, type Screen } from './screen.ts';

/** Whom a call of mine was with. */
export interface CallParty {
  /** The colleague, the customer, or what the number is called in my contacts; null where nobody knows. */
  readonly name: string | null;
  /** '' for one that was withheld, and between two of ours. */
  readonly number: string;
  /** I called them. */
  readonly isOut: boolean;
}

export function partyOf(screen: Screen, call: CallCard): CallParty {
  const self = screen.who.person.id;
  if (call.direction === 'internal') {
    const other = call.agents.find(agent => agent !== self) ?? null;
    return { name: nameOf(screen, other), number: '', isOut: call.madeBy === self };
  }
  const isOut = call.direction === 'out';
  return { name: call.knownAs ?? null, number: isOut ? call.dialled : call.callerNumber, isOut };
}
