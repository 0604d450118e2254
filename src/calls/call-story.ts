import type { IdentifiedBy } from '../customers/identify.ts';
import {
  type AgentFact,
  type CallEntry,
  type CallFact,
  type EndedBy,
  OFFER_ENDS,
  type OfferEnd,
} from './events.ts';
import type { CallOutcome, CallRecord } from './history.ts';
import { foldJoined, type JoinedPart, sharesOf } from './joined-parts.ts';

/** All that is known of a call, folded from its facts; `CallRecord` is the part that lists show. */
export interface CallStory extends Omit<CallRecord, 'agents' | 'madeBy' | 'joined'> {
  readonly opensTicket: boolean;
  readonly callerName: string;
  /** The agent for whom alone it was; null for all others. */
  readonly directTo: string | null;
  /** The promise that was to be kept by it. */
  readonly scheduled: string | null;
  readonly customer: string | null;
  /** By what the customer, or that they are none we know, is known, and since when; null while nothing is. */
  readonly customerBy: IdentifiedBy | null;
  readonly customerAt: number | null;
  readonly topic: string | null;
  readonly priority: number;
  readonly queuedAt: number | null;
  readonly endedBy: EndedBy | null;
  readonly endedPhase: string | null;
  /** What the agent noted with the disposition, and who that was. */
  readonly note: string;
  readonly disposedBy: string | null;
  readonly disposedAt: number | null;
  /** The talks of agents who gave the call on or lost it, oldest first; the rest tells of the last one. */
  readonly parts: readonly PastPart[];
  /** The shares of those who talked in it while another one led the talk. */
  readonly joined: readonly JoinedPart[];
}

/** An agent's share in a call that went on without them. */
export interface PastPart {
  readonly agent: string;
  readonly queue: string | null;
  readonly endedAt: number;
  /** As in rules/talk-time.ts. Without `heldMs`, of calls under older versions, hold is in `talkedMs`. */
  readonly talkedMs: number;
  readonly heldMs?: number;
  readonly how: 'transferred' | 'lost';
  /** The agent was to wrap it up; nobody wraps up a talk that was lost. */
  readonly wrapUp: boolean;
  /** Null while it is owed, and where none is. */
  readonly disposition: string | null;
  readonly note: string;
  readonly disposedAt: number | null;
}

/**
 * Folds one more fact into a call. A fact of a call whose beginning was never seen changes nothing (null stays
 * null), and so does a repeated ending: the first one is true.
 */
export function foldCall(story: CallStory | null, call: string, fact: CallFact): CallStory | null {
  if (fact.kind === 'call-arrived') return story ?? arrived(call, fact);
  if (fact.kind === 'message-found') return story ?? leftMessage(call, fact);
  if (story === null) return null;
  const next = ofItsAgents(story, fact);
  const joined = foldJoined(story, fact);
  return joined === story.joined ? next : { ...next, joined };
}

/** What a fact tells of the call itself, and of those who handled it. */
function ofItsAgents(story: CallStory, fact: CallFact): CallStory {
  switch (fact.kind) {
    case 'caller-identified':
      return { ...story, customer: fact.customer, customerBy: fact.by, customerAt: fact.at };
    case 'caller-unknown':
      return { ...story, customer: null, customerBy: 'agent', customerAt: fact.at };
    case 'turned-away':
      if (story.queuedAt !== null) return story;
      return { ...story, queue: fact.queue, topic: fact.topic, priority: fact.priority };
    case 'queued':
      return {
        ...story,
        queue: fact.queue,
        topic: fact.topic,
        priority: fact.priority,
        queuedAt: story.queuedAt ?? fact.at,
      };
    case 'answered':
      return {
        ...story,
        // Of a call between two of ours the one who called stays on record.
        agent: story.direction === 'internal' ? story.agent : fact.agent,
        answeredAt: story.answeredAt ?? fact.at,
        waitedMs: story.waitedMs ?? fact.waitedMs,
        parts: takenBack(story.parts, fact.agent),
      };
    case 'agent-leg-lost':
    case 'transferred':
      return { ...story, ...spansOf(story, fact), parts: [...story.parts, partOf(story, fact)] };
    case 'handed-back':
      return fact.why === 'hung-up' ? { ...story, agent: story.parts.at(-1)?.agent ?? story.agent } : story;
    case 'call-ended':
      return story.endedAt === null ? ended(story, fact) : story;
    case 'wrap-up-ended':
      return disposed(story, fact);
    default:
      return story;
  }
}

/** Who has the call back that they gave on wraps it up once, at the end of the talk that goes on. */
function takenBack(parts: CallStory['parts'], agent: string): CallStory['parts'] {
  const isOwed = (part: PastPart) => part.agent === agent && part.wrapUp && part.disposedAt === null;
  return parts.some(isOwed) ? parts.map(part => (isOwed(part) ? { ...part, wrapUp: false } : part)) : parts;
}

function partOf(
  { queue, answeredAt }: CallStory,
  fact: Extract<CallFact, { kind: 'agent-leg-lost' | 'transferred' }>,
): PastPart {
  return {
    agent: fact.agent,
    queue,
    endedAt: fact.at,
    talkedMs: fact.talkedMs ?? fact.at - (answeredAt ?? fact.at),
    ...(fact.heldMs === undefined ? {} : { heldMs: fact.heldMs }),
    how: fact.kind === 'transferred' ? 'transferred' : 'lost',
    wrapUp: fact.kind === 'transferred' && fact.wrapUp,
    disposition: null,
    note: '',
    disposedAt: null,
  };
}

/** What an agent chose: of the part that they gave on and still owed, else of the last talk. */
function disposed(
  story: CallStory,
  { agent, disposition, note, at }: Extract<CallFact, { kind: 'wrap-up-ended' }>,
): CallStory {
  const owed = story.parts.findLastIndex(
    part => part.agent === agent && part.wrapUp && part.disposedAt === null,
  );
  if (owed < 0) return { ...story, disposition, note, disposedBy: agent, disposedAt: at };
  const parts = story.parts.map((part, place) =>
    place === owed ? { ...part, disposition, note, disposedAt: at } : part,
  );
  return { ...story, parts };
}

/** Everybody who had a part in a call, the last one who handled it first. */
export const agentsOf = ({
  agent,
  parts,
  directTo,
  joined,
}: Pick<CallStory, 'agent' | 'parts' | 'directTo' | 'joined'>): string[] => [
  ...new Set(
    [agent, ...parts.map(part => part.agent), directTo, ...joined.map(part => part.agent)].filter(
      each => each !== null,
    ),
  ),
];

/**
 * Whether a call that is over rang at somebody, or was for them alone, and they did not take it. Who refused it knows of it, and
 * missed nothing. `offers`: the ends of all its offers.
 */
export function isMissedBy(
  person: string,
  story: CallStory,
  offers: readonly { readonly agent: string; readonly why: OfferEnd }[],
): boolean {
  const { outcome, direction, answeredAt, directTo, agent, parts, joined } = story;
  const had = [agent, ...[...parts, ...joined].map(part => part.agent)];
  const isTaken = direction === 'internal' ? answeredAt !== null : had.includes(person);
  const rang = offers.some(offer => offer.agent === person && MISSED_OFFERS.includes(offer.why));
  return outcome !== 'live' && !isTaken && (directTo === person || rang);
}

/** The ends of offers whose agent may want to know who that was. */
export const MISSED_OFFERS: readonly OfferEnd[] = OFFER_ENDS.filter(
  why => why !== 'refused' && why !== 'rejected',
);

/** Who of ours called; null for calls that came in. */
export const madeBy = ({ direction, agent, parts }: CallStory): string | null => {
  if (direction === 'in') return null;
  return direction === 'internal' ? agent : (parts[0]?.agent ?? agent);
};

/** What lists show of it. */
export const recordOf = (story: CallStory): CallRecord => ({
  id: story.id,
  direction: story.direction,
  ticket: story.ticket,
  callerNumber: story.callerNumber,
  dialled: story.dialled,
  queue: story.queue,
  agent: story.agent,
  agents: agentsOf(story),
  madeBy: madeBy(story),
  joined: sharesOf(story.joined),
  arrivedAt: story.arrivedAt,
  answeredAt: story.answeredAt,
  endedAt: story.endedAt,
  waitedMs: story.waitedMs,
  talkedMs: story.talkedMs,
  heldMs: story.heldMs,
  outcome: story.outcome,
  endedWhy: story.endedWhy,
  disposition: story.disposition ?? chosenBefore(story),
});

/** Of a call that nobody of ours had after the agent who gave it on: what that one chose for it. */
function chosenBefore({ parts, agent }: CallStory): string | null {
  const last = parts.at(-1);
  return last?.wrapUp && last.agent === agent ? last.disposition : null;
}

/** Whether an entry is about a call (the others are about agents). */
export function isCallFact(entry: CallEntry): entry is CallEntry & { call: string; fact: CallFact } {
  return entry.call !== null && !(entry.fact.kind in ABOUT_AN_AGENT);
}

const ABOUT_AN_AGENT: Readonly<Record<AgentFact['kind'], true>> = {
  'will-changed': true,
  directed: true,
  'phone-changed': true,
  'work-changed': true,
};

function arrived(call: string, fact: Extract<CallFact, { kind: 'call-arrived' }>): CallStory {
  return {
    ...blank(call, fact.at),
    direction: fact.direction,
    ticket: fact.ticket,
    opensTicket: fact.opensTicket,
    callerNumber: fact.callerNumber,
    callerName: fact.callerName,
    dialled: fact.dialled,
    agent: fact.agent,
    queue: fact.queue ?? null,
    directTo: fact.to ?? null,
    scheduled: fact.scheduled ?? null,
  };
}

/** A message that Asterisk took by itself is a call nobody answered. */
function leftMessage(call: string, fact: Extract<CallFact, { kind: 'message-found' }>): CallStory {
  return {
    ...blank(call, fact.at),
    ticket: fact.ticket,
    opensTicket: true,
    callerNumber: fact.callerNumber,
    dialled: fact.dialled,
    endedAt: fact.at,
    endedBy: 'recovery',
    endedWhy: 'our-failure',
    endedPhase: 'welcome',
    outcome: 'abandoned',
  };
}

function ended(story: CallStory, fact: Extract<CallFact, { kind: 'call-ended' }>): CallStory {
  return {
    ...story,
    endedAt: fact.at,
    endedBy: fact.by,
    endedWhy: fact.why ?? null,
    endedPhase: fact.phase,
    ...(fact.phase === 'talking' ? spansOf(story, fact) : {}),
    waitedMs: story.waitedMs ?? (story.queuedAt === null ? null : fact.at - story.queuedAt),
    outcome: outcomeOf(story, fact),
  };
}

/** Of all talks of a call until this end of one, ms; null when nobody spoke. What is unknown of one is unknown of all. */
function spansOf(
  { answeredAt, talkedMs, heldMs, parts }: CallStory,
  fact: Extract<CallFact, { kind: 'agent-leg-lost' | 'transferred' | 'call-ended' }>,
): Pick<CallStory, 'talkedMs' | 'heldMs'> {
  if (answeredAt === null) return { talkedMs: null, heldMs: null };
  const before = parts.length === 0 ? 0 : heldMs;
  return {
    talkedMs: (talkedMs ?? 0) + (fact.talkedMs ?? fact.at - answeredAt),
    heldMs: before === null || fact.heldMs === undefined ? null : before + fact.heldMs,
  };
}

/** Whether the caller waited for somebody: for the first agent, for another after the talk was lost, or for a number outside. */
export function isInLine(phase: string): boolean {
  return phase === 'waiting' || phase === 'offered' || phase === 'giving-out';
}

function outcomeOf(story: CallStory, fact: Extract<CallFact, { kind: 'call-ended' }>): CallOutcome {
  if (story.answeredAt !== null && !isInLine(fact.phase)) return 'answered';
  // Given to a queue after a talk: a customer who leaves it there is to be called back, also when we made the call.
  if (fact.message) return 'left-message';
  if (story.direction === 'internal') return 'not-reached';
  // Whom we called and reached waits in the line, if nobody of ours is there any more.
  if (story.direction === 'out')
    return story.answeredAt === null && !isInLine(fact.phase) ? 'not-reached' : 'abandoned';
  if (!story.opensTicket && story.directTo === null) return 'no-service';
  if (story.queuedAt === null && fact.informed) return 'served-by-menu';
  if (fact.by === 'system') return 'failed';
  // Anyone who asked for a queue waits to be called, also when it was closed.
  if (story.queue !== null || story.directTo !== null) return 'abandoned';
  if (fact.by === 'flow') return 'ended-by-menu';
  return fact.why === 'unseen' ? 'failed' : 'left-in-menu';
}

function blank(call: string, at: number): CallStory {
  return {
    id: call,
    direction: 'in',
    ticket: '',
    opensTicket: false,
    callerNumber: '',
    callerName: '',
    directTo: null,
    scheduled: null,
    dialled: '',
    customer: null,
    customerBy: null,
    customerAt: null,
    queue: null,
    topic: null,
    priority: 0,
    agent: null,
    arrivedAt: at,
    queuedAt: null,
    answeredAt: null,
    endedAt: null,
    endedBy: null,
    endedWhy: null,
    endedPhase: null,
    waitedMs: null,
    talkedMs: null,
    heldMs: null,
    outcome: 'live',
    disposition: null,
    note: '',
    disposedBy: null,
    disposedAt: null,
    parts: [],
    joined: [],
  };
}
