import type { CallStory } from '../calls/call-story.ts';
import { EFFECTS, type Effect, missingText } from '../calls/dispositions.ts';
import { talkSince } from './agreement.ts';
import { also, type Change, finish, happened, unchanged } from './change.ts';
import type { Agreement, TicketAction } from './events.ts';
import type { Written } from './jobs.ts';
import { awaitContact, escalate, firstLevelOf } from './level.ts';
import { refusalOf, solvesAndCloses } from './may.ts';
import { closed, textsOf } from './ticket.ts';
import type { Ticket } from './ticket-data.ts';
import type { DispositionRule, TicketPolicy } from './ticket-policy.ts';
import type { Actor } from './ticket-steps.ts';

/**
 * What the agent chose after the call (tipificación) and what it does to the ticket.
 *
 *   solved        solved and closed with the customer on the line (first contact, S0-07), for whoever may close it:
 *                 it is not offered to a level above the one that asks the customer (S1-31), and sends it there
 *   escalate      one level up
 *   contact-made  a ticket that waits for contact is closed
 *   none          only noted
 *
 * An effect that does not fit the ticket's state any more, whose texts are missing or which would need a talk that there
 * was not (or not after `since`: `agreesSince`), leaves the note alone: nothing is booked that did not happen. A text that somebody has written meanwhile
 * stays, and what the agent typed is kept as a note.
 */
export function applyDisposition(
  ticket: Ticket,
  call: CallStory,
  rule: DispositionRule,
  written: Written,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
  since: number = ticket.openedAt,
): Change {
  const noted = also(unchanged(ticket), {}, [
    happened(
      call.disposedAt ?? now,
      { kind: 'disposition', by: actor.id, code: rule.code, note: call.note },
      call.id,
    ),
  ]);
  const described = describe(noted, call, written, actor, policy, now);
  const change = effect(described, call, talkSince(call, since), rule, written, actor, policy, now);
  return finish(ticket, keepTyped(change, call, written, actor, now), now) ?? noted;
}

/** What was typed and became neither summary nor solution. */
function keepTyped(change: Change, call: CallStory, written: Written, actor: Actor, now: number): Change {
  const { summary, solution } = change.next;
  const lost = [
    [written.summary, summary],
    [written.solution, solution],
  ].flatMap(([typed = '', there]) => (typed.trim() === '' || typed.trim() === there ? [] : [typed.trim()]));
  const notes = lost.map(text => happened(now, { kind: 'noted', by: actor.id, text }, call.id));
  return lost.length === 0 ? change : also(change, {}, notes);
}

function describe(
  change: Change,
  call: CallStory,
  written: Written,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
): Change {
  const summary = written.summary?.trim() ?? '';
  if (summary === '' || textsOf(change.next).summary) return change;
  if (refusalOf(change.next, 'describe', actor, policy) !== null) return change;
  return also(change, { summary }, [happened(now, { kind: 'described', by: actor.id, summary }, call.id)]);
}

/**
 * What a disposition of this actor can do to a ticket. One that was just received is theirs after a talk, even where the
 * job that says so is late.
 */
export function effectsOn(ticket: Ticket, actor: Actor, policy: TicketPolicy, spoke: boolean): Effect[] {
  const taken: Ticket =
    ticket.state === 'received' && spoke
      ? { ...ticket, state: 'in-progress', level: firstLevelOf(policy, ticket.area), assignee: actor.id }
      : ticket;
  const may = (action: TicketAction) => refusalOf(taken, action, actor, policy) === null;
  const fits: Readonly<Record<Effect, boolean>> = {
    none: true,
    solved: may('close') || solvesAndCloses(taken, actor, policy),
    escalate: may('escalate'),
    'contact-made': may('close'),
  };
  return EFFECTS.filter(each => fits[each]);
}

function effect(
  change: Change,
  call: CallStory,
  talk: Agreement | null,
  rule: DispositionRule,
  written: Written,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
): Change {
  const ticket = change.next;
  switch (rule.effect) {
    case 'none':
      return change;
    case 'contact-made':
      return agree(change, talk, actor, policy, now);
    case 'solved': {
      if (talk === null) return change;
      if (ticket.state === 'contact-customer') return agree(change, talk, actor, policy, now);
      if (ticket.state !== 'in-progress') return change;
      const solution = solutionOf(ticket, written);
      if (missingText('solved', textsOf({ ...ticket, solution })) !== null) return change;
      const solved = also(change, { solution }, [
        happened(now, { kind: 'solved', by: actor.id, solution }, call.id),
      ]);
      const contact = awaitContact(solved, actor, policy, now);
      return solvesAndCloses(ticket, actor, policy) ? agree(contact, talk, actor, policy, now) : contact;
    }
    case 'escalate': {
      if (refusalOf(ticket, 'escalate', actor, policy) !== null) return change;
      if (missingText('escalate', textsOf(ticket)) !== null) return change;
      const how = { by: actor.id, why: 'disposition', reason: call.note } as const;
      return escalate(change, how, policy, now) ?? change;
    }
    default:
      return rule.effect satisfies never;
  }
}

/** The ticket's solution with what was typed: a text that somebody else has written meanwhile stays. */
function solutionOf(ticket: Ticket, written: Written): string {
  const typed = written.solution?.trim() ?? '';
  const stays = ticket.solution !== '' && written.solutionBase?.trim() !== ticket.solution;
  return typed === '' || stays ? ticket.solution : typed;
}

/** The customer agreed on the line; only those may note it who may close. */
function agree(
  change: Change,
  talk: Agreement | null,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
): Change {
  const allowed =
    talk !== null &&
    refusalOf(change.next, 'close', actor, policy) === null &&
    missingText('solved', textsOf(change.next)) === null;
  return allowed ? closed(change, { by: actor.id, agreed: true, how: 'call', talk }, now) : change;
}
