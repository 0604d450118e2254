import type { StepRequest } from '../../src/http/shapes/tickets.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import type { TicketAction, TicketCard, TicketPage, TimelineEntry } from '../../src/tickets/events.ts';
import type { LinkFault } from '../link/fault.ts';
import type { Screen } from './screen.ts';

/** A ticket as it is read from the server. `opening`: its number is known, the ticket itself comes in a moment. */
export type TicketReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly fault: LinkFault }
  | { readonly kind: 'read'; readonly page: TicketPage };

/** News of this ticket is newer than the page shows. */
export function isStale(reading: TicketReading, changed: TicketCard | undefined): boolean {
  if (!changed) return false;
  if (reading.kind !== 'read') return reading.kind !== 'loading';
  return changed.version > reading.page.version || changed.updatedAt > reading.page.updatedAt;
}

/** A step without the version: the newest one is put in when it is sent. */
type WithoutVersion<Step> = Step extends unknown ? Omit<Step, 'version'> : never;
export type StepWish = WithoutVersion<StepRequest>;

/** The actions of the page in the order of work, as buttons. `describe` is the summary field itself. */
const ORDER = kindsOf<Exclude<TicketAction, 'describe' | 'identify'>>({
  take: true,
  escalate: true,
  'record-solution': true,
  'return-to-contact': true,
  close: true,
  reopen: true,
  note: true,
});
export type ButtonAction = (typeof ORDER)[number];

export function buttonsOf(page: TicketPage): readonly ButtonAction[] {
  return ORDER.filter(action => page.actions.includes(action));
}

/** Facts after which a ticket is not what a page shows; what follows from them, or only adds, is not among them. */
const CHANGES: Readonly<Partial<Record<TimelineEntry['fact']['kind'], true>>> = {
  taken: true,
  'message-for': true,
  described: true,
  escalated: true,
  solved: true,
  closed: true,
  reopened: true,
  'customer-set': true,
  disposition: true,
  answered: true,
};

/** What has changed a ticket last between two readings of it; null where its history does not say. */
export function changeSince(
  before: Pick<TicketPage, 'timeline'>,
  after: Pick<TicketPage, 'timeline'>,
): TimelineEntry | null {
  const known = new Set(before.timeline.map(keyOf));
  const fresh = after.timeline.filter(entry => CHANGES[entry.fact.kind] && !known.has(keyOf(entry)));
  return fresh.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
}

const keyOf = ({ at, fact }: TimelineEntry): string => `${at} ${JSON.stringify(fact)}`;

/** Calls that were promised on it and closed by hand, as many as its history tells; each is a reason to read them. 0: there are none. */
export const promisesTold = ({ timeline }: Pick<TicketPage, 'timeline'>): number =>
  timeline.some(({ fact }) => fact.kind === 'call-scheduled')
    ? timeline.filter(({ fact }) => fact.kind === 'call-scheduled' || fact.kind === 'scheduled-call-closed')
        .length
    : 0;

/** Who wrote the text that stands on a ticket (a person's id); null where its history does not say. */
export function writerOf(
  { timeline }: Pick<TicketPage, 'timeline'>,
  text: 'summary' | 'solution',
): string | null {
  const writers = timeline
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ fact }) =>
      (text === 'summary' && fact.kind === 'described') || (text === 'solution' && fact.kind === 'solved')
        ? [fact.by]
        : [],
    );
  return writers.at(-1) ?? null;
}

/** Since when its assignee has it, epoch ms; null where its history does not say. */
export function heldSince({ timeline, assignee }: Pick<TicketPage, 'timeline' | 'assignee'>): number | null {
  const moments = timeline.flatMap(({ at, fact }) =>
    (fact.kind === 'taken' && fact.by === assignee) ||
    (fact.kind === 'message-for' && fact.agent === assignee)
      ? [at]
      : [],
  );
  return moments.length === 0 ? null : Math.max(...moments);
}

/** Somebody else has it: it is taken from them knowingly. */
export const isOthers = ({ assignee }: Pick<TicketPage, 'assignee'>, self: string): boolean =>
  assignee !== null && assignee !== self;

/** The step that comes next in the life of this ticket; its button is filled. */
export function mainAction(page: TicketPage): ButtonAction | null {
  const of = (action: ButtonAction) => (page.actions.includes(action) ? action : null);
  switch (page.state) {
    case 'received':
      return of('take');
    case 'in-progress':
      if (page.assignee === null && page.actions.includes('take')) return 'take';
      if (page.solution) return of('return-to-contact');
      return page.level > 1 ? of('record-solution') : (of('escalate') ?? of('record-solution'));
    case 'contact-customer':
      return of('close');
    case 'closed':
      return null;
    default:
      return page.state satisfies never;
  }
}

/** It is to be worked on, and nobody has taken it. */
export const isUntaken = ({ state, assignee }: Pick<TicketCard, 'state' | 'assignee'>): boolean =>
  state === 'in-progress' && assignee === null;

/** Its first call was ours to the customer. */
export function isCalled({ timeline }: Pick<TicketPage, 'timeline'>): boolean {
  const first = timeline.find(({ fact }) => fact.kind === 'call-arrived')?.fact;
  return first?.kind === 'call-arrived' && first.direction === 'out';
}

/** The reader has it to solve, and nobody works it any higher. */
export const isHighest = ({ state, actions }: Pick<TicketPage, 'state' | 'actions'>): boolean =>
  state === 'in-progress' && actions.includes('record-solution') && !actions.includes('escalate');

/** How near a deadline is. */
export type Nearness = 'far' | 'near' | 'over';
const NEAR_MS = 5 * 60_000;

export function nearness(dueAt: number, now: number): Nearness {
  if (now >= dueAt) return 'over';
  return dueAt - now <= NEAR_MS ? 'near' : 'far';
}

/**
 * Whether this may be a number without its ticket yet: the ticket of a new call is opened by a job, a moment after its
 * number is known. The live feed tells when it exists; a page that came later finds it in the list.
 */
export function mayBeOpening(screen: Screen, number: string): boolean {
  if (screen.tickets[number]) return false;
  const calls = screen.picture?.calls ?? [];
  return [...calls, screen.lastCall].some(call => call?.ticket === number);
}

/**
 * What of the calls on this ticket is told in its history, as text that is another one when something of that has happened; '' without
 * a call. How a voice is and who is before them in a line is written nowhere.
 */
export function toldOfCalls({ picture }: Pick<Screen, 'picture'>, number: string): string {
  const calls = (picture?.calls ?? []).filter(({ ticket }) => ticket === number);
  return calls.length === 0
    ? ''
    : JSON.stringify(calls.map(({ voices: _, position: _place, openTickets: _others, ...told }) => told));
}
