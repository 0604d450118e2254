import type { CallStory } from '../calls/call-story.ts';
import { also, type Change, finish, happened, unchanged } from './change.ts';
import { awaitContact, escalate } from './level.ts';
import { whyNot } from './may.ts';
import type { DispositionRule, Reader, Ticket, TicketPolicy } from './ports.ts';
import { TEXTS } from './texts.ts';
import { closed } from './ticket.ts';

/**
 * What the agent chose after the call (tipificación) and what it does to the ticket.
 *
 *   solved        level 1: solved and closed with the customer on the line (first contact, S0-07);
 *                 higher levels: solved, home for contact (S1-31)
 *   escalate      one level up; a missing summary is taken from the note, because the call is over
 *   contact-made  a ticket that waits for contact is closed
 *   none          only noted
 *
 * An effect that does not fit the ticket's state any more leaves the note alone: the ticket moved on.
 */
export function applyDisposition(
  ticket: Ticket,
  call: CallStory,
  rule: DispositionRule,
  reader: Reader,
  policy: TicketPolicy,
  now: number,
): Change {
  const noted = also(unchanged(ticket), {}, [
    happened(
      call.disposedAt ?? now,
      { kind: 'disposition', by: reader.id, code: rule.code, note: call.note },
      call.id,
    ),
  ]);
  const change = effect(noted, call, rule, reader, policy, now);
  return finish(ticket, change, now) ?? noted;
}

function effect(
  change: Change,
  call: CallStory,
  rule: DispositionRule,
  reader: Reader,
  policy: TicketPolicy,
  now: number,
): Change {
  const ticket = change.next;
  switch (rule.effect) {
    case 'none':
      return change;
    case 'contact-made':
      return agree(change, reader, policy, now);
    case 'solved': {
      if (ticket.state === 'contact-customer') return agree(change, reader, policy, now);
      if (ticket.state !== 'in-progress') return change;
      // The summary tells what is wrong, not what was done about it.
      const solution = call.note || ticket.solution || rule.title.es;
      const solved = also(change, { solution }, [
        happened(now, { kind: 'solved', by: reader.id, solution }, call.id),
      ]);
      return agree(awaitContact(solved, now), reader, policy, now, ticket.level);
    }
    case 'escalate': {
      if (whyNot(ticket, 'escalate', reader, policy) !== null) return change;
      const summary = ticket.summary || (call.note || rule.title.es).slice(0, TEXTS.summary.most);
      const described =
        summary === ticket.summary
          ? change
          : also(change, { summary }, [
              happened(now, { kind: 'described', by: reader.id, summary }, call.id),
            ]);
      const how = { by: reader.id, why: 'disposition', reason: call.note } as const;
      return escalate(described, how, policy, now) ?? change;
    }
    default:
      return rule.effect satisfies never;
  }
}

/** The customer agreed on the line; only those may note it who may close. */
function agree(change: Change, reader: Reader, policy: TicketPolicy, now: number, solvedAt = 1): Change {
  const allowed = solvedAt === 1 && whyNot(change.next, 'close', reader, policy) === null;
  return allowed ? closed(change, { by: reader.id, agreed: true, how: 'call' }, now) : change;
}
