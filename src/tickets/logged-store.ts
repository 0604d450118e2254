import type { Log } from '../kit/log.ts';
import type { TicketStore } from './ports/store.ts';

/** One info line for each change of a ticket, whoever made it. */
export function loggedTickets(store: TicketStore, log: Log): TicketStore {
  return {
    ...store,
    async save(...asked) {
      const saved = await store.save(...asked);
      const [ticket, , facts] = asked;
      if (saved) {
        const what = facts.map(one => one.fact.kind).join(', ') || 'updated';
        log.info(`ticket ${ticket.number} ${what} → ${ticket.state} level ${ticket.level}`);
      }
      return saved;
    },
  };
}
