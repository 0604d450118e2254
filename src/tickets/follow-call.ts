import type { CallStory } from '../calls/call-story.ts';
import type { CallOutcome } from '../calls/history.ts';
import { isContactTry } from '../calls/rules/end-reason.ts';
import { also, type Change, finish, happened, unchanged } from './change.ts';
import { watchAttention } from './clocks.ts';
import type { ClosedAs, TicketFact } from './events.ts';
import { areaFor, closedAmongOurs, enterLevel, firstLevelOf } from './level.ts';
import type { Ticket } from './ticket-data.ts';
import type { TicketPolicy } from './ticket-policy.ts';

/** What is known beside the ticket and the call. */
export interface FollowContext {
  readonly policy: TicketPolicy;
  readonly customerName: string | null;
  /** Whether the call is on this ticket already. */
  readonly joined: boolean;
  /** Whether the ticket has noted how this call's contact with the customer went. */
  readonly tried: boolean;
  /** Who got the ticket by answering this call, as far as the ticket has noted it. */
  readonly takenBy: string | null;
  /** When the call was answered last, epoch ms: by its present agent, after another one's telephone was lost. */
  readonly answeredAt: number | null;
}

/**
 * Brings a ticket up to what its call has become. Asked as often as anyone likes: what the ticket knows already
 * changes nothing (null). A call that opens its ticket makes it; a call-back joins the ticket it was made from.
 * Clocks start when things happened, not when this was asked.
 */
export function followCall(
  ticket: Ticket | null,
  call: CallStory,
  context: FollowContext,
  now: number,
): Change | null {
  if (ticket === null) {
    if (!call.opensTicket) return null;
    const change = progress(open(call, context), call, context);
    return { ...change, next: { ...change.next, updatedAt: now } };
  }
  const joined = context.joined
    ? unchanged(ticket)
    : also(unchanged(ticket), {}, [
        happened(call.arrivedAt, { kind: 'call-joined', call: call.id }, call.id),
      ]);
  return finish(ticket, progress(joined, call, context), now);
}

function open(call: CallStory, { policy }: FollowContext): Change {
  // One that we call out for belongs to the area we call for, one for an agent alone to theirs, and one among ourselves to the
  // caller's.
  const own =
    call.direction === 'out' || call.directTo !== null ? policy.queueAreas[call.queue ?? ''] : undefined;
  const area = own ?? areaFor(policy, '', 1) ?? '';
  const level = firstLevelOf(policy, area);
  const attentionDueAt = call.arrivedAt + policy.attentionLimitMs;
  const { agent: caller, directTo: called } = call;
  const internal = isInternal(call) && caller !== null && called !== null ? { caller, called } : null;
  const ticket: Ticket = {
    number: call.ticket,
    state: 'received',
    level,
    levelEntry: 0,
    area,
    homeArea: area,
    topic: '',
    priority: 0,
    summary: '',
    solution: '',
    solvedLevel: null,
    workedIn: [],
    highestLevel: level,
    callerNumber: internal === null ? call.callerNumber : '',
    internal,
    customerId: null,
    customerAt: null,
    customerName: null,
    assignee: null,
    assigneeName: null,
    openedBy: call.id,
    openedAt: call.arrivedAt,
    updatedAt: call.arrivedAt,
    levelDueAt: null,
    attentionDueAt,
    abandoned: false,
    closedAs: null,
    contactTries: 0,
    version: 1,
    decidedVersion: 1,
  };
  return also(
    unchanged(ticket),
    {},
    [happened(call.arrivedAt, { kind: 'opened', call: call.id }, call.id)],
    [watchAttention(ticket.number, attentionDueAt)],
  );
}

const isInternal = ({ direction }: CallStory): boolean => direction === 'internal';

function progress(change: Change, call: CallStory, context: FollowContext): Change {
  if (isInternal(call)) return endedAmongOurs(change, call);
  const steps = [learn, answer, answerAgain, endedInMenu, leftMessage, abandon, noteContact];
  return steps.reduce((so_far, step) => step(so_far, call, context), change);
}

/** Who called and what about: a snapshot that later changes of the customer do not touch. */
function learn(change: Change, call: CallStory, { policy, customerName }: FollowContext): Change {
  const { topic, state } = change.next;
  let learnt = belongsTo(change, call, customerName);
  // A queue that was closed is what the call was about only when no other one came after it.
  const decided = call.queuedAt !== null || call.endedAt !== null;
  if (topic === '' && call.topic !== null && decided && call.opensTicket) {
    const area = areaFor(
      { ...policy, routes: policy.routes.filter(row => row.topic !== null) },
      call.topic,
      1,
    );
    const home = area ?? policy.queueAreas[call.queue ?? ''] ?? learnt.next.homeArea;
    learnt = also(
      learnt,
      {
        topic: call.topic,
        priority: call.priority,
        homeArea: home,
        ...(state === 'received' ? begunIn(home, policy) : {}),
      },
      [],
    );
  }
  return learnt;
}

/** Nobody has worked on it: it was at no level before. */
function begunIn(area: string, policy: TicketPolicy): Pick<Ticket, 'area' | 'level' | 'highestLevel'> {
  const level = firstLevelOf(policy, area);
  return { area, level, highestLevel: level };
}

/** Whose ticket it is: what a person said last; before anybody has, whom the first call was known to be from. */
function belongsTo(change: Change, call: CallStory, customerName: string | null): Change {
  const { customerId, customerAt } = change.next;
  const { customer, customerBy, customerAt: saidAt } = call;
  if (customerBy === 'agent' && saidAt !== null) {
    if (customerAt !== null && customerAt >= saidAt) return change;
    return also(change, { customerId: customer, customerName, customerAt: saidAt }, []);
  }
  return customerId === null && customerAt === null && customer !== null
    ? also(change, { customerId: customer, customerName }, [])
    : change;
}

/** An agent speaks with the customer, or opens the ticket by calling them: its first level begins. */
function answer(change: Change, call: CallStory, { policy }: FollowContext): Change {
  const begunAt = call.direction === 'out' && call.opensTicket ? call.arrivedAt : call.answeredAt;
  if (change.next.state !== 'received' || begunAt === null || call.agent === null) return change;
  const by = call.agent;
  const taken = also(change, { assignee: by }, [happened(begunAt, { kind: 'taken', by }, call.id)]);
  const { level, area } = taken.next;
  return enterLevel(taken, { level, area, assignee: by }, policy, begunAt);
}

/**
 * The agent's telephone was lost in the conversation and somebody else serves the customer now: the ticket is theirs,
 * unless a person has given it to a third one meanwhile.
 */
function answerAgain(change: Change, call: CallStory, { takenBy, answeredAt }: FollowContext): Change {
  const { state, assignee } = change.next;
  const by = call.agent;
  if (state !== 'in-progress' || takenBy === null || assignee !== takenBy) return change;
  if (by === null || by === takenBy || answeredAt === null) return change;
  return also(change, { assignee: by }, [happened(answeredAt, { kind: 'taken', by }, call.id)]);
}

/**
 * Nobody has to work on what the menu has answered, nor on a call whose caller left before coming to a queue: such
 * tickets would bury the others.
 */
function endedInMenu(change: Change, call: CallStory): Change {
  const kind = IN_MENU[call.outcome];
  if (kind === undefined || call.endedAt === null) return change;
  if (!call.opensTicket || change.next.state !== 'received' || change.next.levelEntry > 0) return change;
  return also(change, { state: 'closed', closedAs: kind }, [happened(call.endedAt, { kind }, call.id)]);
}

const IN_MENU: Readonly<
  Partial<Record<CallOutcome, Exclude<ClosedAs, 'agreed' | 'unreachable' | 'internal-call'>>>
> = {
  'served-by-menu': 'informed-by-menu',
  'left-in-menu': 'left-in-menu',
  'ended-by-menu': 'ended-by-menu',
};

/** Nobody has to work on what two of ours have talked about, unless somebody has taken it. */
function endedAmongOurs(change: Change, { endedAt, opensTicket, id }: CallStory): Change {
  const { state, levelEntry } = change.next;
  if (endedAt === null || !opensTicket || state !== 'received' || levelEntry > 0) return change;
  return closedAmongOurs(change, endedAt, id);
}

/**
 * A caller has left a message for one agent: to call them back is that one's work from now on, unless somebody has the ticket
 * already.
 */
function leftMessage(change: Change, call: CallStory, { policy }: FollowContext): Change {
  const { directTo: agent, outcome, endedAt } = call;
  if (outcome !== 'left-message' || agent === null || endedAt === null) return change;
  if (change.next.state !== 'received' || change.next.levelEntry > 0) return change;
  const told = also(change, { assignee: agent }, [
    happened(endedAt, { kind: 'message-for', agent }, call.id),
  ]);
  const { level, area } = told.next;
  return enterLevel(told, { level, area, assignee: agent }, policy, endedAt);
}

/**
 * The caller left before an agent came, or before another one did after the talk was lost: somebody must call back, and
 * not only the one who lost it.
 */
function abandon(change: Change, call: CallStory): Change {
  const { state, abandoned, assignee } = change.next;
  const waits = state === 'received' || (state === 'in-progress' && call.answeredAt !== null);
  if (call.outcome !== 'abandoned' || !call.opensTicket || !waits || abandoned) return change;
  return also(change, { abandoned: true, assignee: assignee === call.agent ? null : assignee }, []);
}

/** A call-back made while the ticket waits for contact; whether it is a try is said by how it ended. */
function noteContact(change: Change, call: CallStory, { tried: known }: FollowContext): Change {
  const { state, contactTries } = change.next;
  if (state !== 'contact-customer' || call.direction !== 'out' || call.endedAt === null) return change;
  if (known || call.agent === null) return change;
  const reached = call.answeredAt !== null;
  const why = reached ? null : call.endedWhy;
  const counts = why !== null && isContactTry(why);
  const tried: TicketFact = {
    kind: 'contact-tried',
    by: call.agent,
    call: call.id,
    reached,
    ...(why === null ? {} : { why, counts }),
  };
  return also(change, { contactTries: contactTries + Number(counts) }, [
    happened(call.endedAt, tried, call.id),
  ]);
}
