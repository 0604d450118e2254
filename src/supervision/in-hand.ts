import type { InHand } from '../rights/sight.ts';
import type { AgentPicture, CallPicture } from './events.ts';
import { isPartOf, peopleOf } from './parts.ts';

/** What a person's own calls give them to read: each call's ticket, the caller's other open ones, and the customer's. */
export function inHandOf(calls: readonly CallPicture[], person: string): InHand {
  const own = calls.filter(call => isPartOf(person, call));
  return {
    customers: own.flatMap(({ customer }) => customer?.id ?? []),
    tickets: own.flatMap(({ ticket, openTickets }) => [ticket, ...openTickets.map(({ number }) => number)]),
  };
}

/** The same for everybody who has a call. */
export function inHandByPerson(calls: readonly CallPicture[]): ReadonlyMap<string, InHand> {
  const own = new Map<string, CallPicture[]>();
  for (const call of calls) {
    for (const person of peopleOf(call)) own.set(person, [...(own.get(person) ?? []), call]);
  }
  return new Map([...own].map(([person, theirs]) => [person, inHandOf(theirs, person)]));
}

/** Who serves other queues than are theirs, and which; their waiting callers are seen, not those of the others. */
export function movedQueues(agents: readonly AgentPicture[]): ReadonlyMap<string, readonly string[]> {
  return new Map(agents.flatMap(({ id, moved, queues }) => (moved ? [[id, queues] as const] : [])));
}
