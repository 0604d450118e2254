import { can, type Standing } from './capabilities.ts';

/**
 * What a person may read, in one place for routes, lists and live news.
 *
 *                supervisor, admin   agent                                                    of a session that ended in a call
 *   calls        all                 their own, and in which they joined a colleague;         that call
 *                                    who waits in their queues, masked (S4-01)
 *   tickets      all                 of their areas (now, at home, or worked there before),   that call's
 *                                    assigned to them, of calls they had or joined; all of a customer
 *                                    who is on their line, from the ring to the wrap-up
 *   recordings   all                 what they spoke on, unless that is kept from them; what  none
 *                                    was left for them; from level 2 also those of tickets
 *                                    of their areas that came up (S4-16)
 *   customers    who serves them     who serves them                                          none
 *
 * A wallboard reads none of these: it has the queues' counts, and what is wrong in the centre (`supervision/reader-view.ts`).
 *
 * An admin reads tickets as a supervisor does: they set queues and people, and have to find what hangs where nobody
 * works. Customers are not theirs to look up.
 */
export interface Reader extends Standing {
  readonly id: string;
  /** Whose waiting callers they see, and whose tickets are theirs to work on. */
  readonly queues: readonly string[];
  readonly areas: readonly string[];
  /** Their session has ended in this call, which is all that is left to them. */
  readonly only?: { readonly call: string; readonly ticket: string | null };
}

/** What a person's own calls give them to read while they last. */
export interface InHand {
  readonly customers: readonly string[];
  readonly tickets: readonly string[];
}

export const NOTHING_IN_HAND: InHand = { customers: [], tickets: [] };

/** The rule as data: stores narrow their lists by it, the functions below judge one thing by it. */
export type Sight =
  | { readonly of: 'everything' }
  | {
      readonly of: 'own-work';
      readonly person: string;
      readonly queues: readonly string[];
      readonly areas: readonly string[];
      readonly hearsOwn: boolean;
      readonly listensToAreas: boolean;
      readonly inHand: InHand;
    }
  | { readonly of: 'wallboard'; readonly person: string }
  | {
      readonly of: 'last-call';
      readonly person: string;
      readonly call: string;
      readonly ticket: string | null;
    };

/** What must be known of a ticket to say who may read it. */
export interface TicketSubject {
  readonly number: string;
  readonly area: string;
  readonly homeArea: string;
  /** The areas that have worked on it so far. */
  readonly workedIn: readonly string[];
  /** The highest level it has been at. */
  readonly highestLevel: number;
  readonly assignee: string | null;
  readonly customer: string | null;
  /** Who had its calls, joined a colleague in one, or spoke on a recording of one. */
  readonly agents: readonly string[];
  /** Its caller still waits for somebody: on the board they are masked, so nobody reads of them here. */
  readonly inLine: boolean;
}

export interface CallSubject {
  readonly id: string;
  /** Who has a part in it. */
  readonly agents: readonly string[];
  /** The queue it waits in, or null when it does not wait. */
  readonly waitsIn: string | null;
}

export interface RecordingSubject {
  readonly kind: 'call' | 'message';
  /** Who speaks on it, or for whom a message was left. */
  readonly agent: string | null;
  /** Null when its call has no ticket that is known. */
  readonly ticket: TicketSubject | null;
}

/** From this level on a ticket is worked by people who were not in its first call (S4-16). */
export const HEARD_FROM_LEVEL = 2;

export function sightOf(reader: Reader, inHand: InHand): Sight {
  const { id, queues, areas, only } = reader;
  if (only !== undefined) return { of: 'last-call', person: id, ...only };
  if (can(reader, 'see-everything')) return { of: 'everything' };
  if (!can(reader, 'see-centre')) return { of: 'wallboard', person: id };
  const hears = { hearsOwn: can(reader, 'hear-own-calls'), listensToAreas: can(reader, 'hear-areas') };
  return { of: 'own-work', person: id, queues, areas, ...hears, inHand };
}

/** `masked`: that somebody waits, not who. */
export function seesCall(sight: Sight, { id, agents, waitsIn }: CallSubject): 'whole' | 'masked' | null {
  switch (sight.of) {
    case 'everything':
      return 'whole';
    case 'wallboard':
      return null;
    case 'last-call':
      return id === sight.call && agents.includes(sight.person) ? 'whole' : null;
    case 'own-work':
      if (agents.includes(sight.person)) return 'whole';
      return waitsIn !== null && sight.queues.includes(waitsIn) ? 'masked' : null;
    default:
      return sight satisfies never;
  }
}

export function seesTicket(sight: Sight, ticket: TicketSubject): boolean {
  switch (sight.of) {
    case 'everything':
      return true;
    case 'wallboard':
      return false;
    case 'last-call':
      return ticket.number === sight.ticket;
    case 'own-work': {
      const { customers, tickets } = sight.inHand;
      return (
        worksOn(sight, ticket) ||
        ticket.agents.includes(sight.person) ||
        tickets.includes(ticket.number) ||
        (ticket.customer !== null && customers.includes(ticket.customer))
      );
    }
    default:
      return sight satisfies never;
  }
}

export function mayListen(sight: Sight, { kind, agent, ticket }: RecordingSubject): boolean {
  switch (sight.of) {
    case 'everything':
      return true;
    case 'wallboard':
    case 'last-call':
      return false;
    case 'own-work':
      return (
        (agent === sight.person && (sight.hearsOwn || kind === 'message')) ||
        (sight.listensToAreas &&
          ticket !== null &&
          ticket.highestLevel >= HEARD_FROM_LEVEL &&
          worksOn(sight, ticket))
      );
    default:
      return sight satisfies never;
  }
}

/** Whose calls a list shows: null for everybody's. */
export function callsOf(sight: Sight): string | null {
  return sight.of === 'everything' ? null : sight.person;
}

/** It is assigned to them, or one of their areas works on it, has worked on it or will hear from it again. */
function worksOn(
  { person, areas }: Extract<Sight, { of: 'own-work' }>,
  { assignee, area, homeArea, workedIn, inLine }: TicketSubject,
): boolean {
  if (assignee === person) return true;
  return !inLine && [area, homeArea, ...workedIn].some(one => areas.includes(one));
}
