import type { CallFact } from '../../calls/events.ts';
import type { CallWithTicket, TicketContext } from '../../tickets/ports/context.ts';
import type { DispositionRule } from '../../tickets/ticket-policy.ts';
import { Batcher } from './batcher.ts';
import { readCalls } from './call-rows.ts';
import { readCallsWithTickets } from './calls-with-tickets.ts';
import type { Database } from './database.ts';
import { toPerson } from './people.ts';
import { SELECT_POLICY, toPolicy } from './policy.ts';
import { findTalk } from './talks.ts';

export function postgresTicketContext(db: Database): TicketContext {
  const callsWithTickets = new Batcher<string, CallWithTicket>(calls => readCallsWithTickets(db, calls));
  return {
    async policy() {
      const [row] = await db.query(SELECT_POLICY);
      return toPolicy(row ?? {});
    },
    talk: (ticket, since) => findTalk(db, ticket, since),
    callWithTicket: call => callsWithTickets.request(call),
    async call(id) {
      return (await readCalls(db, [id])).get(id) ?? null;
    },
    async callFacts(calls) {
      if (calls.length === 0) return [];
      const rows = await db.query(
        'select call, data from call_events where call = any($1) order by at, node, seq',
        [calls],
      );
      return rows.map(row => ({ call: row.call as string, fact: row.data as CallFact }));
    },
    async dispositions() {
      const rows = await db.query('select * from dispositions');
      return rows.map(row => ({
        code: row.code as string,
        title: { es: row.title_es as string, en: row.title_en as string },
        effect: row.effect as DispositionRule['effect'],
      }));
    },
    async people() {
      return (await db.query('select * from people')).map(toPerson);
    },
    async customerNames(ids) {
      const rows = await db.query('select id, name from customers where id = any($1)', [ids]);
      return new Map(rows.map(row => [row.id as string, row.name as string]));
    },
    async areas() {
      const rows = await db.query('select name, title from areas');
      return rows.map(row => ({ name: row.name as string, title: row.title as string }));
    },
    async queues() {
      const rows = await db.query('select name, title from queues');
      return rows.map(row => ({ name: row.name as string, title: row.title as string }));
    },
  };
}
