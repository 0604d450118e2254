import { recordOf } from '../../calls/call-story.ts';
import type { Words } from '../../kit/errors.ts';
import type { CustomerHistoryEntry, HistoryKind } from '../../tickets/customer-history.ts';
import type { TicketFact } from '../../tickets/events.ts';
import type { CustomerHistory, HistoryAsked } from '../../tickets/ports/customer-history.ts';
import { toStory } from './call-rows.ts';
import type { Database, Row } from './database.ts';
import { recordingInSight, ticketInSight } from './sight.ts';
import { clean } from './text.ts';

export function postgresCustomerHistory(db: Database): CustomerHistory {
  return {
    async page(asked) {
      const rows = await db.query(...statementOf(asked));
      const items = rows.slice(0, asked.limit).map(toEntry);
      const last = items.at(-1);
      return { items, next: rows.length > asked.limit && last ? { at: last.at, key: last.key } : null };
    },
  };
}

/** The kinds of facts that close a ticket. */
const CLOSINGS = [
  'closed',
  'left-in-menu',
  'ended-by-menu',
  'internal-call',
  'informed-by-menu',
] as const satisfies readonly TicketFact['kind'][];

/**
 * Their tickets that are in sight are found once, and looked through for each kind, by arrays of their numbers: joins read the
 * whole of calls and events as soon as somebody has many. All that is told of an entry is read for those
 * of the page alone.
 */
function statementOf({ customer, kinds, sight, before, limit }: HistoryAsked): [string, unknown[]] {
  const values: unknown[] = [clean(customer), kinds, before?.at ?? null, before?.key ?? null, limit + 1];
  const page = `and ($3::bigint is null or (at, key) < ($3, $4::text collate "C")) order by at desc, key desc limit $5`;
  const text = `
  with theirs as materialized (
    select t.* from (
      select * from tickets where customer = $1
      union all
      select * from tickets where customer is null and customer_at is null
        and number = any(array(select ticket from calls where customer = $1))
    ) t where ${ticketInSight(sight, values)}
  ), page as (
    select * from (
      (select * from (
        select ${keyOf('call', 'c.id')}, c.arrived_at as at, c.id as call, c.ticket as number, null::bigint as event,
          case c.outcome when 'left-message' then 'message' else 'call' end as kind
        from calls c
        where c.ticket = any(array(select number from theirs)) and c.ended_at is not null and c.direction <> 'internal'
          and (c.customer = $1 or c.ticket in (select number from theirs where customer is not null))
      ) calls where kind = any($2::text[]) ${page})
      union all
      (select * from (
        select ${keyOf('ticket', 't.number')}, t.opened_at as at, null::text as call, t.number, null::bigint as event,
          'ticket' as kind
        from theirs t
      ) tickets where kind = any($2::text[]) ${page})
      union all
      (select * from (
        select ${keyOf('note', `lpad(e.id::text, 19, '0')`)}, e.at, e.call, e.ticket as number, e.id as event, 'note' as kind
        from ticket_events e
        where e.ticket = any(array(select number from theirs))
          and (e.kind = 'noted' or e.kind = 'disposition' and e.data ->> 'note' <> '')
      ) notes where kind = any($2::text[]) ${page})
    ) entries (key, at, call, number, event, kind) order by at desc, key desc limit $5
  )
  select page.key, page.at, page.kind, page.call, t.number, t.state, t.level, t.summary, t.caller_number, t.closed_as,
    to_jsonb(c) as call_row, p.display_name as person_name, d.title_es, d.title_en, e.data as note, closing.at as closed_at,
    array(
      select r.id from recordings r
      where r.call = c.id and r.state in ('pending', 'kept') and ${recordingInSight(sight, 'coalesce(r.agent, c.agent)', values)}
      order by r.started_at, r.id) as recordings
  from page
    join theirs t on t.number = page.number
    left join calls c on c.id = page.call and page.kind in ('call', 'message')
    left join ticket_events e on e.id = page.event
    left join people p on p.id = coalesce(c.agent, c.direct_to, e.data ->> 'by')
    left join dispositions d on d.code = c.disposition
    left join lateral (
      select max(f.at) as at from ticket_events f
      where page.kind = 'ticket' and t.state = 'closed' and f.ticket = t.number
        and f.kind in (${CLOSINGS.map(kind => `'${kind}'`).join(', ')})
    ) closing on true
  order by page.at desc, page.key desc`;
  return [text, values];
}

const keyOf = (kind: string, id: string): string => `('${kind}:' || ${id}) collate "C" as key`;

function toEntry(row: Row): CustomerHistoryEntry {
  const kind = row.kind as HistoryKind;
  const entry = {
    key: row.key as string,
    at: row.at as number,
    ticket: {
      number: row.number as string,
      state: row.state as CustomerHistoryEntry['ticket']['state'],
      level: row.level as number,
      summary: row.summary as string,
      callerNumber: row.caller_number as string,
    },
  };
  const personName = row.person_name as string | null;
  switch (kind) {
    case 'ticket':
      return {
        ...entry,
        kind,
        closedAt: row.closed_at as number | null,
        closedAs: row.closed_as as Extract<CustomerHistoryEntry, { kind: 'ticket' }>['closedAs'],
      };
    case 'note': {
      const fact = row.note as { readonly text?: string; readonly note?: string };
      const call = row.call as string | null;
      return { ...entry, kind, call, byName: personName, text: fact.text ?? fact.note ?? '' };
    }
    case 'call':
    case 'message': {
      const { id, direction, outcome, talkedMs } = recordOf(toStory(row.call_row as Row));
      return {
        ...entry,
        kind,
        call: id,
        direction,
        outcome,
        agentName: personName,
        disposition: titleOf(row),
        talkedMs,
        recordings: row.recordings as string[],
      };
    }
    default:
      return kind satisfies never;
  }
}

const titleOf = ({ title_es, title_en }: Row): Words | null =>
  title_es === null ? null : { es: title_es as string, en: title_en as string };
