import type { Person } from '../agents/ports.ts';
import type { TicketDesk } from '../tickets/ports.ts';
import { seesAll } from './access.ts';

/** From this level on a ticket is worked by level 2, who calls the customer back with all that was said (S4-16). */
const WORKED_BY_LEVEL_2 = 2;

/**
 * Whether a person may hear the recordings of a ticket whoever spoke on them: supervisors and admins always, level 2
 * once the ticket came up to it, and later on too, because the customer may ask them back.
 */
export async function hearsTicket(
  { role }: Pick<Person, 'role'>,
  ticket: string,
  tickets: Pick<TicketDesk, 'reached'>,
): Promise<boolean> {
  if (seesAll({ role })) return true;
  return role === 'level-2' && ticket !== '' && (await tickets.reached(ticket)) >= WORKED_BY_LEVEL_2;
}
