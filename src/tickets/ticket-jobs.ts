import type { CallStory } from '../calls/call-story.ts';
import type { CallFact } from '../calls/events.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import { agreesSince } from './agreement.ts';
import { also, type Change, finish, unchanged } from './change.ts';
import { attentionLimit, levelDeadline } from './clocks.ts';
import { applyDisposition } from './disposition.ts';
import type { TicketFact } from './events.ts';
import { followCall } from './follow-call.ts';
import type { Chosen, TicketJob, Written } from './jobs.ts';
import type { TicketContext } from './ports/context.ts';
import type { JobBook } from './ports/job-book.ts';
import type { DatedFact, TicketStore } from './ports/store.ts';
import type { Ticket } from './ticket-data.ts';
import type { Actor } from './ticket-steps.ts';

export interface TicketJobParts {
  readonly tickets: TicketStore;
  readonly ticketContext: TicketContext;
  readonly book: JobBook;
  readonly clock: Clock;
}

/** A ticket as it was read and what becomes of it; null = nothing to write. */
type Decided = { readonly ticket: Ticket | null; readonly change: Change | null };

/** Somebody else writes the same ticket at the same moment: try again with what they wrote. */
const TRIES = 20;

/**
 * The work of the jobs that move tickets. Each may run any number of times and in any number of processes: its
 * effect and the note that it is done are one transaction (`TicketStore.save` with the job's key).
 * Rejects with `store-away` when the store does not answer.
 */
export function ticketJobs(parts: TicketJobParts) {
  const { tickets, ticketContext, clock } = parts;

  async function followed(call: string): Promise<Decided> {
    const {
      call: story,
      ticket,
      joined,
      noted,
      customerName,
      policy,
    } = await ticketContext.callWithTicket(call);
    if (story === null) return { ticket: null, change: null };
    const tried = noted.some(fact => fact.kind === 'contact-tried');
    const takenBy = takerOf(noted);
    const moved = takenBy !== null && story.agent !== takenBy;
    const answeredAt = moved ? lastAnswer(await ticketContext.callFacts([call])) : null;
    const context = { policy, customerName, joined, tried, takenBy, answeredAt };
    return { ticket, change: followCall(ticket, story, context, clock.now()) };
  }

  async function disposed(call: string, { chosen, ...written }: Disposed): Promise<Decided> {
    const { call: last, ticket, joined, policy } = await ticketContext.callWithTicket(call);
    const story = last && chosen ? partOf(last, chosen) : last;
    if (story === null || story.disposition === null || ticket === null || !joined)
      return { ticket: null, change: null };
    const code = story.disposition;
    const [people, dispositions] = await Promise.all([ticketContext.people(), ticketContext.dispositions()]);
    const unknown = { code, title: { es: code, en: code }, effect: 'none' as const };
    const rule = dispositions.find(one => one.code === code) ?? unknown;
    const person = people.find(one => one.id === story.disposedBy);
    const actor: Actor = person ?? { id: story.disposedBy ?? 'system', role: 'agent', level: 1 };
    // Anyone who agreed did so before, where the ticket went up or was opened again after their talk.
    const since =
      ticket.levelEntry > 1 ? agreesSince(ticket, await tickets.facts(ticket.number)) : ticket.openedAt;
    const now = clock.now();
    return { ticket, change: applyDisposition(ticket, story, rule, written, actor, policy, now, since) };
  }

  return {
    /** Makes or updates the ticket of a call; without a key it is part of a bigger job. Settles `also` with itself. */
    follow: (call: string, key: string | undefined, also: readonly string[] = []) =>
      settle(parts, key, () => followed(call), also),

    /** Does what the agent's disposition says; the ticket is made first if its own job is late. */
    dispose: (call: string, wrapUp: Disposed, key: string) =>
      settle(parts, key, async () => {
        if (!(await ticketContext.callWithTicket(call)).joined) {
          const { ticket, change } = await followed(call);
          if (change !== null)
            await tickets.save(change.next, ticket?.version ?? null, change.facts, change.jobs);
        }
        return disposed(call, wrapUp);
      }),

    note: (number: string, fact: DatedFact, key: string) =>
      settle(parts, key, async () => {
        const ticket = await tickets.get(number);
        return { ticket, change: ticket && finish(ticket, also(unchanged(ticket), {}, [fact]), clock.now()) };
      }),

    levelDeadline: (number: string, stay: { level: number; entry: number }, key: string) =>
      settle(parts, key, async () => {
        const [ticket, policy] = await Promise.all([tickets.get(number), ticketContext.policy()]);
        return { ticket, change: ticket && levelDeadline(ticket, stay, policy, clock.now()) };
      }),

    attentionLimit: (number: string, dueAt: number | undefined, key: string) =>
      settle(parts, key, async () => {
        const ticket = await tickets.get(number);
        return { ticket, change: ticket && attentionLimit(ticket, dueAt, clock.now()) };
      }),
  };
}

/** What of its job is needed to do what a disposition says. */
type Disposed = Pick<Extract<TicketJob, { name: 'apply-disposition' }>, 'chosen' | keyof Written>;

/** The call as the agent who chose had it; another one may have it now. */
const partOf = (story: CallStory, { by, disposition, note, at }: Chosen): CallStory => ({
  ...story,
  agent: by,
  disposition,
  note,
  disposedBy: by,
  disposedAt: at,
});

/** Who got the ticket last by answering this call. */
function takerOf(noted: readonly TicketFact[]): string | null {
  const taken = noted.findLast(fact => fact.kind === 'taken');
  return taken?.kind === 'taken' ? taken.by : null;
}

function lastAnswer(facts: readonly { readonly fact: CallFact }[]): number | null {
  return facts.findLast(({ fact }) => fact.kind === 'answered')?.fact.at ?? null;
}

/** Decides and writes until nobody came between; does nothing for a job that is done. */
async function settle(
  { tickets, book }: TicketJobParts,
  key: string | undefined,
  decided: () => Promise<Decided>,
  also: readonly string[] = [],
): Promise<void> {
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const { ticket, change } = await decided();
    if (change === null) return key === undefined ? undefined : book.settle(key, also);
    if (await tickets.save(change.next, ticket?.version ?? null, change.facts, change.jobs, key, also))
      return;
    // Refused: either this job had its effect before, or the ticket changed between reading and writing.
    if (key !== undefined && (await book.isDone(key))) return;
  }
  throw new CauceError('changed-meanwhile', { key });
}
