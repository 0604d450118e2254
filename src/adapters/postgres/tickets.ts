import type { CustomerSummary } from '../../customers/customer.ts';
import type { Diagnosis, KeptDiagnosis } from '../../tickets/diagnosis.ts';
import type { TicketFact } from '../../tickets/events.ts';
import { OVERDUE_NAMED } from '../../tickets/limit-alarm.ts';
import type { TicketFilter } from '../../tickets/ports/desk.ts';
import type { TicketStore } from '../../tickets/ports/store.ts';
import { namedTickets, numbersOf } from '../../tickets/search.ts';
import { Batcher } from './batcher.ts';
import { containing } from './customers.ts';
import type { Database, Row } from './database.ts';
import { SUBJECT_COLUMNS, ticketInSight, toSubject } from './sight.ts';
import { clean } from './text.ts';
import { SELECT_TICKET, toCard, toTicket } from './ticket-rows.ts';
import { type TicketWrite, writeTickets } from './ticket-writing.ts';

export function postgresTickets(db: Database): TicketStore {
  const writes = new Batcher<TicketWrite, boolean>(asked => writeTickets(db, asked));
  return {
    async get(number) {
      const [row] = await db.query(`${SELECT_TICKET} where t.number = $1`, [clean(number)]);
      return row ? toTicket(row) : null;
    },
    async subject(number) {
      const [row] = await db.query(`select ${SUBJECT_COLUMNS} from tickets t where t.number = $1`, [
        clean(number),
      ]);
      return row ? toSubject(row) : null;
    },
    async byCall(call) {
      const [row] = await db.query(
        `${SELECT_TICKET} where t.number = (select ticket from ticket_calls where call = $1)`,
        [call],
      );
      return row ? toTicket(row) : null;
    },
    list: filter => list(db, filter),
    async overdue(now) {
      const rows = await db.query(
        `select number, count(*) over () as total from tickets
         where state <> 'closed' and attention_due_at <= $1
         order by attention_due_at, number limit $2`,
        [now, OVERDUE_NAMED],
      );
      const [first] = rows;
      return {
        total: (first?.total as number | undefined) ?? 0,
        oldest: rows.map(row => row.number as string),
      };
    },
    async customerThen(number) {
      const [row] = await db.query(
        `select k.at, k.known from tickets t join ticket_customers k on k.ticket = t.number and k.customer = t.customer
         where t.number = $1`,
        [clean(number)],
      );
      return row ? { at: row.at as number, known: row.known as CustomerSummary } : null;
    },
    async facts(number) {
      const rows = await db.query('select at, call, data from ticket_events where ticket = $1 order by id', [
        number,
      ]);
      return rows.map(row => ({
        at: row.at as number,
        call: row.call as string | null,
        fact: row.data as TicketFact,
      }));
    },
    async calls(number) {
      const rows = await db.query('select call from ticket_calls where ticket = $1 order by place', [number]);
      return rows.map(row => String(row.call));
    },
    async diagnoses(number) {
      const [row] = await db.query('select count(*) as total from diagnoses where ticket = $1', [
        clean(number),
      ]);
      return (row?.total as number | undefined) ?? 0;
    },
    async diagnosis(number, id) {
      const [row] = await db.query(
        'select id, ticket, person, at, since, content from diagnoses where ticket = $1 and id = $2',
        [clean(number), clean(id)],
      );
      return row ? toDiagnosis(row) : null;
    },
    save: (ticket, expected, facts, jobs, done, also = [], diagnosis) =>
      writes.request({ ticket, expected, facts, jobs, done, also, diagnosis }),
  };
}

function toDiagnosis(row: Row): KeptDiagnosis {
  const card = {
    id: row.id as string,
    ticket: row.ticket as string,
    by: row.person as string,
    at: row.at as number,
    since: row.since as number,
  };
  return { card, content: row.content as Diagnosis };
}

async function list(db: Database, filter: TicketFilter): ReturnType<TicketStore['list']> {
  const { sought } = filter;
  if (sought?.reach === 'too-short') return { items: [], total: 0 };
  const narrowing = [
    filter.state ?? null,
    filter.level ?? null,
    filter.area ?? null,
    // Nobody's id is empty.
    filter.assignee === null ? '' : (filter.assignee ?? null),
    namedTickets(sought),
  ];
  const terms = sought !== undefined && 'terms' in sought ? sought.terms : [];
  const sql = terms.map((_, place) => {
    const [texts, numbers] = [`$${6 + 2 * place}`, `$${7 + 2 * place}`];
    return `and (t.search like any(${texts}) or t.number like any(${numbers})
      or t.customer in (select id from customers where search like any(${texts})))`;
  });
  const values: unknown[] = [
    ...narrowing,
    ...terms.flatMap(term => [containing(term.texts), numbersOf(term)]),
  ];
  const where = `
    where (case $1::text
          when 'open' then t.state <> 'closed'
          when 'abandoned' then t.state <> 'closed' and t.abandoned
          when 'left-in-menu' then t.closed_as = 'left-in-menu'
          when 'internal-call' then t.closed_as = 'internal-call'
          when 'closed' then t.state = 'closed'
            and coalesce(t.closed_as, '') not in ('left-in-menu', 'internal-call')
          else $1 is null or t.state = $1
        end
        and ($2::int is null or t.level = $2)
        and ($3::text is null or t.area = $3)
        and ($4::text is null or t.assignee = $4 or ($4 = '' and t.assignee is null))
        or t.number like any($5::text[]))
      ${sql.join(' ')} and ${ticketInSight(filter.sight, values)}`;
  const [limit, offset] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const [items, [count]] = await Promise.all([
    db.query(
      `${SELECT_TICKET} ${where} order by t.opened_at desc, t.number desc limit ${limit} offset ${offset}`,
      [...values, filter.limit, filter.offset],
    ),
    db.query(`select count(*) as total from tickets t ${where}`, values),
  ]);
  return { items: items.map(toCard), total: (count?.total as number | undefined) ?? 0 };
}
