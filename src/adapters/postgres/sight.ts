import { HEARD_FROM_LEVEL, type Sight, type TicketSubject } from '../../rights/sight.ts';
import { hadPart } from './call-rows.ts';
import type { Row } from './database.ts';

/**
 * `rights/sight.ts` as SQL: conditions on a ticket `t`. Values are numbered on from those that are there, and pushed to
 * them. Of people, the tickets of whose calls are looked up once for the whole statement.
 */
export function ticketInSight(sight: Sight, values: unknown[]): string {
  switch (sight.of) {
    case 'everything':
      return 'true';
    case 'wallboard':
      return 'false';
    case 'last-call':
      return `t.number = ${put(values, sight.ticket)}::text`;
    case 'own-work': {
      const person = `${put(values, sight.person)}::text`;
      const { customers, tickets } = sight.inHand;
      return `(${worksOn(person, `${put(values, sight.areas)}::text[]`)}
        or t.number = any(${put(values, tickets)}::text[]) or t.customer = any(${put(values, customers)}::text[])
        or t.number in (select own.ticket from calls own where ${hadPart('own', person)})
        or t.number in (
          select own.ticket from recordings said join calls own on own.id = said.call where said.agent = ${person}))`;
    }
    default:
      return sight satisfies never;
  }
}

/** The same for a recording `r` on which `speaker` speaks; its ticket `t` may be missing. */
export function recordingInSight(sight: Sight, speaker: string, values: unknown[]): string {
  switch (sight.of) {
    case 'everything':
      return 'true';
    case 'wallboard':
    case 'last-call':
      return 'false';
    case 'own-work': {
      const person = `${put(values, sight.person)}::text`;
      const own = `${speaker} = ${person}${sight.hearsOwn ? '' : ` and r.kind = 'message'`}`;
      if (!sight.listensToAreas) return `(${own})`;
      return `(${own} or t.highest_level >= ${HEARD_FROM_LEVEL}
        and ${worksOn(person, `${put(values, sight.areas)}::text[]`)})`;
    }
    default:
      return sight satisfies never;
  }
}

/** Its caller still waits for somebody. */
const IN_LINE = `(t.state = 'received' and exists (
  select from calls waits where waits.id = t.opened_by and waits.outcome = 'live'))`;

function worksOn(person: string, areas: string): string {
  return `(t.assignee = ${person}
    or (t.area = any(${areas}) or t.home_area = any(${areas}) or t.worked_in && ${areas}) and not ${IN_LINE})`;
}

function put(values: unknown[], value: unknown): string {
  return `$${values.push(value)}`;
}

/** What decides who may read a ticket `t`, as columns for `toSubject`. */
export const SUBJECT_COLUMNS = `t.number as subject_number, t.area as subject_area, t.home_area, t.worked_in,
  t.highest_level, t.assignee as subject_assignee, t.customer as subject_customer, ${IN_LINE} as in_line,
  array(select own.agent from calls own where own.ticket = t.number and own.agent is not null
    union select own.direct_to from calls own where own.ticket = t.number and own.direct_to is not null
    union select part.had ->> 'agent' from calls own, jsonb_array_elements(own.parts || own.joined) part (had)
      where own.ticket = t.number
    union select said.agent from calls own join recordings said on said.call = own.id
      where own.ticket = t.number and said.agent is not null) as subject_agents`;

/** Null for a row without a ticket. */
export function toSubject(row: Row): TicketSubject | null {
  if (row.subject_number === null) return null;
  return {
    number: row.subject_number as string,
    area: row.subject_area as string,
    homeArea: row.home_area as string,
    workedIn: row.worked_in as string[],
    highestLevel: row.highest_level as number,
    assignee: row.subject_assignee as string | null,
    customer: row.subject_customer as string | null,
    agents: row.subject_agents as string[],
    inLine: row.in_line as boolean,
  };
}
