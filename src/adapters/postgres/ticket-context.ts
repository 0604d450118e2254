import type { CallFact } from '../../calls/events.ts';
import type { Contact } from '../../tickets/events.ts';
import type { CallWithTicket, TicketContext } from '../../tickets/ports/context.ts';
import type { DispositionRule } from '../../tickets/ticket-policy.ts';
import { Batcher } from './batcher.ts';
import { readCalls } from './call-rows.ts';
import { readCallsWithTickets } from './calls-with-tickets.ts';
import type { Database, Row } from './database.ts';
import { toPerson } from './people.ts';
import { SELECT_POLICY, toPolicy } from './policy.ts';
import { ticketInSight } from './sight.ts';
import { findTalk } from './talks.ts';

/**
 * A customer's calls: those of the customer's tickets, and those whose ticket nobody has given to another one. A person's
 * word on the ticket goes before what its call made of the line.
 */
const selectContacts = (inSight: string) => `
  select c.id, c.arrived_at, c.direction, c.outcome, p.display_name as agent_name, d.title_es, d.title_en,
    t.number, t.state, t.level, t.summary
  from (
    select c.* from calls c join tickets t on t.number = c.ticket where t.customer = $1
    union
    select c.* from calls c join tickets t on t.number = c.ticket
    where c.customer = $1 and t.customer is null and t.customer_at is null
  ) c
    join tickets t on t.number = c.ticket
    left join people p on p.id = c.agent
    left join dispositions d on d.code = c.disposition
  where c.ended_at is not null and c.direction <> 'internal' and ${inSight}
  order by c.arrived_at desc, c.id limit $2`;

function toContact(row: Row): Contact {
  return {
    call: row.id as string,
    at: row.arrived_at as number,
    direction: row.direction as Contact['direction'],
    outcome: row.outcome as Contact['outcome'],
    agentName: row.agent_name as string | null,
    disposition: row.title_es === null ? null : { es: row.title_es as string, en: row.title_en as string },
    ticket: {
      number: row.number as string,
      state: row.state as Contact['ticket']['state'],
      level: row.level as number,
      summary: row.summary as string,
    },
  };
}

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
    async contacts(customer, limit, sight) {
      const values: unknown[] = [customer, limit];
      const rows = await db.query(selectContacts(ticketInSight(sight, values)), values);
      return rows.map(toContact);
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
