import type { CallStory } from '../calls/call-story.ts';
import type { Agreement } from './events.ts';
import type { DatedFact } from './ports/store.ts';
import type { Ticket } from './ticket-data.ts';

/**
 * Only a talk yields agreement: an answered call with this customer, whichever ticket that call opened. It must have
 * gone on after the ticket last went up a level or was opened again, for nobody agrees beforehand to what others do
 * later. Epoch ms.
 */
export function agreesSince({ openedAt }: Pick<Ticket, 'openedAt'>, facts: readonly DatedFact[]): number {
  const turn = facts.findLast(({ fact }) => fact.kind === 'escalated' || fact.kind === 'reopened');
  return turn?.at ?? openedAt;
}

/** The talk of a call with somebody who is none of ours; null when nobody spoke. */
function talkOf({ id, answeredAt, agent, direction }: CallStory): Agreement | null {
  return answeredAt === null || agent === null || direction === 'internal'
    ? null
    : { call: id, at: answeredAt, agent };
}

/** The same, if it went on after an instant (`agreesSince`). */
export function talkSince(call: CallStory, since: number): Agreement | null {
  return (call.endedAt ?? since) < since ? null : talkOf(call);
}

/**
 * Whether a call was with the customer of a ticket: their own, or the same line while one of both is not known. A line
 * says who spoke only where no agent said otherwise and no more than one customer has it; `owners` counts those.
 */
export function isWithCustomer(
  ticket: Pick<Ticket, 'customerId' | 'callerNumber'>,
  call: Pick<CallStory, 'customer' | 'customerBy' | 'callerNumber'>,
  owners: number,
): boolean {
  if (ticket.customerId !== null && call.customer !== null) return ticket.customerId === call.customer;
  if (call.customerBy === 'agent' || owners > 1) return false;
  return ticket.callerNumber !== '' && ticket.callerNumber === call.callerNumber;
}
