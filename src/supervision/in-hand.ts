import type { InHand } from '../rights/sight.ts';
import type { CallPicture } from './events.ts';

/** What a person's own calls give them to read: each call's ticket, the caller's other open ones, and the customer's. */
export function inHandOf(calls: readonly CallPicture[], person: string): InHand {
  const own = calls.filter(call => call.agent === person);
  return {
    customers: own.flatMap(({ customer }) => customer?.id ?? []),
    tickets: own.flatMap(({ ticket, openTickets }) => [ticket, ...openTickets.map(({ number }) => number)]),
  };
}

/** The same for everybody who has a call. */
export function inHandByPerson(calls: readonly CallPicture[]): ReadonlyMap<string, InHand> {
  const own = new Map<string, CallPicture[]>();
  for (const call of calls)
    if (call.agent !== null) own.set(call.agent, [...(own.get(call.agent) ?? []), call]);
  return new Map([...own].map(([person, theirs]) => [person, inHandOf(theirs, person)]));
}
