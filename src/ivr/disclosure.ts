import type { SpokenTicket } from './conversation.ts';

/**
 * Who may hear the state of a ticket (S1-29, S2-102): anyone who calls from a line that is on it, or keys the last
 * four digits of such a line. A withheld number ('') is on no ticket.
 */
export function callsFromTicketLine(ticket: SpokenTicket, callerNumber: string): boolean {
  return callerNumber !== '' && ticket.lines.includes(callerNumber);
}

export function knowsLastFour(ticket: SpokenTicket, keyed: string): boolean {
  return /^\d{4}$/.test(keyed) && ticket.lines.some(line => line.endsWith(keyed));
}
