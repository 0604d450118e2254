import type { Person } from '../agents/ports.ts';
import type { CallFact } from '../calls/events.ts';
import { shownLine, toLine } from '../customers/phone-number.ts';
import type { Words } from '../kit/errors.ts';
import { can, type Standing } from '../rights/capabilities.ts';
import { callWords } from './call-words.ts';
import type { TimelineEntry } from './events.ts';
import type { DatedFact } from './ports/store.ts';
import type { DispositionRule } from './ticket-policy.ts';
import { type Names, ticketWords } from './ticket-words.ts';

/** The ticket's own facts and those of its calls in one line of time, each with a sentence ready for people. */
export function timeline(
  facts: readonly DatedFact[],
  callFacts: readonly { readonly call: string; readonly fact: CallFact }[],
  names: Names,
): TimelineEntry[] {
  const ofTicket = facts.map(
    ({ at, call, fact }): TimelineEntry => ({
      at,
      source: 'ticket',
      call,
      fact,
      words: ticketWords(fact, at, names),
    }),
  );
  const directions = new Map(
    callFacts.flatMap(({ call, fact }) => (fact.kind === 'call-arrived' ? [[call, fact.direction]] : [])),
  );
  const talked = new Map<string, number>();
  const ofCalls = callFacts.map(({ call, fact }): TimelineEntry => {
    const before = talked.get(call);
    if (fact.kind === 'transferred') talked.set(call, (before ?? 0) + fact.talkedMs);
    return {
      at: fact.at,
      source: 'call',
      call,
      fact,
      words: callWords(fact, names, directions.get(call), before),
    };
  });
  return [...ofCalls, ...ofTicket].sort((a, b) => a.at - b.at || placeOf(a) - placeOf(b));
}

/**
 * In the same millisecond a call's fact comes first: it is what the ticket reacts to. But what was chosen in a wrap-up goes before
 * its end.
 */
function placeOf({ source, fact }: TimelineEntry): number {
  if (fact.kind === 'disposition') return 1;
  if (fact.kind === 'wrap-up-ended') return 2;
  return source === 'call' ? 0 : 3;
}

/** Who supervised a call where the centre does not show it to agents is for those who see everything. */
export const isToldTo = (reader: Standing, fact: CallFact): boolean =>
  !('seen' in fact) || fact.seen || can(reader, 'see-everything');

interface Titled {
  readonly name: string;
  readonly title: string;
}

/** Where the centre is: its country as ISO code, its IANA zone. */
export interface CentreOf {
  readonly country: string;
  readonly timezone: string;
}

/** `martes 1 de diciembre, 09:00`. */
const momentIn = (language: 'es' | 'en', at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZone },
  }).format(at);

/** Names for sentences; whoever is gone keeps the id, the system has its own word. */
export function namesOf(
  people: readonly Person[],
  dispositions: readonly DispositionRule[],
  { areas, queues }: { readonly areas: readonly Titled[]; readonly queues: readonly Titled[] },
  customers: ReadonlyMap<string, string>,
  { country, timezone }: CentreOf,
): Names {
  const persons = new Map(people.map(person => [person.id, person.displayName]));
  const titles = new Map<string, Words>(dispositions.map(one => [one.code, one.title]));
  const titled = (all: readonly Titled[]) => new Map(all.map(({ name, title }) => [name, title]));
  const [areaTitles, queueTitles] = [titled(areas), titled(queues)];
  return {
    person: id => persons.get(id) ?? id,
    customer: id => customers.get(id) ?? id,
    disposition: code => titles.get(code) ?? { es: code, en: code },
    number: line => shownLine(toLine(line, country), country),
    area: name => areaTitles.get(name) ?? name,
    queue: name => queueTitles.get(name) ?? name,
    moment: at => ({ es: momentIn('es', at, timezone), en: momentIn('en', at, timezone) }),
  };
}

/** The customers that sentences of a timeline name, by id. */
export function customersNamed(
  facts: readonly DatedFact[],
  callFacts: readonly { readonly fact: CallFact }[],
): string[] {
  const ids = [...facts, ...callFacts].flatMap(({ fact }) => {
    const names =
      fact.kind === 'customer-set' ||
      fact.kind === 'caller-unknown' ||
      (fact.kind === 'caller-identified' && fact.by === 'agent');
    return names && fact.customer !== null ? [fact.customer] : [];
  });
  return [...new Set(ids)];
}
