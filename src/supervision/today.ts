import { MISSED, type Missed } from '../agents/events.ts';
import { isInLine } from '../calls/call-story.ts';
import type { AgentFact, CallFact } from '../calls/events.ts';

/** Counters of one queue since the day began in the centre's time zone; spans in ms. */
export interface QueueDay {
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly abandonedWithin: number;
  readonly waitedMs: number;
}

export interface AgentDay {
  readonly answered: number;
  /** Talks with customers, without hold (calls/rules/talk-time.ts). */
  readonly talkMs: number;
  /** How long they had customers on hold; absent while none was noted. */
  readonly heldMs?: number;
  /** Calls that another agent led, in which they talked as well, and for how long; absent while there were none. */
  readonly joined?: number;
  readonly joinedMs?: number;
  /** Offers not taken, by reason; none of a reason that did not occur. */
  readonly missed?: MissedCounts;
}

export type MissedCounts = Readonly<Partial<Record<Missed, number>>>;

/** What a call in progress has counted already. */
export interface OpenCall {
  readonly queue: string;
  readonly queuedAt: number;
  readonly agent: string | null;
  readonly answeredAt: number | null;
  /** Since when `agent` talks; null while nobody does. */
  readonly talkingSince: number | null;
  /** Who talks beside `agent`, and since when (today-joined.ts). */
  readonly joined?: Readonly<Record<string, number>>;
  /** Between two of ours: no figure counts it. */
  readonly internal?: true;
  /** Its answer is counted today, and was within the threshold (1) or not (0). */
  readonly within?: 0 | 1;
  /** Its agent has given it on: to a queue, where it is a new call, or straight to another agent. */
  readonly given?: true;
}

/** The day so far: by queue, by agent, and by call in progress. It is kept in the journal (today-states.ts). */
export interface Today {
  readonly day: string;
  readonly queues: ReadonlyMap<string, QueueDay>;
  readonly agents: ReadonlyMap<string, AgentDay>;
  readonly open: ReadonlyMap<string, OpenCall>;
}

/** The entries of a day that a fact changes, with their new values; null: the call is over. */
export interface DayChange {
  readonly queues?: readonly (readonly [string, QueueDay])[];
  readonly agents?: readonly (readonly [string, AgentDay])[];
  readonly open?: readonly (readonly [string, OpenCall | null])[];
}

export const EMPTY_QUEUE_DAY: QueueDay = {
  offered: 0,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  abandonedWithin: 0,
  waitedMs: 0,
};
export const EMPTY_AGENT_DAY: AgentDay = { answered: 0, talkMs: 0 };

/** What one fact changes of the day, or null. `answerWithinMs` is the threshold of a queue. */
export function countFact(
  today: Today,
  call: string | null,
  fact: CallFact | AgentFact,
  answerWithinMs: (queue: string) => number,
): DayChange | null {
  if (call === null) return null;
  const open = today.open.get(call);
  if (open?.internal) return fact.kind === 'call-ended' ? { open: [[call, null]] } : null;
  switch (fact.kind) {
    case 'call-arrived':
      return fact.direction === 'internal' ? { open: [[call, internalCall(fact.at)]] } : null;
    case 'queued': {
      if (open && !open.given) return null;
      const { queue, at } = fact;
      const entry = { queue, queuedAt: at, agent: null, answeredAt: null, talkingSince: null };
      return { queues: [addToQueue(today, queue, { offered: 1 })], open: [[call, entry]] };
    }
    case 'answered': {
      const { agent, at } = fact;
      const agents = [addToAgent(today, agent, { answered: 1 })];
      if (!open) {
        const entry = { queue: '', queuedAt: at, agent, answeredAt: at, talkingSince: at };
        return { agents, open: [[call, entry]] };
      }
      // From agent to agent it is the same call of the same queue.
      const { given: _, ...same } = open;
      const talks = { ...same, agent, talkingSince: at };
      if (open.answeredAt !== null) return { agents, open: [[call, talks]] };
      const within = isWithin(open, at, answerWithinMs);
      const more = { answered: 1, answeredWithin: within, waitedMs: fact.waitedMs };
      return {
        agents,
        queues: [addToQueue(today, open.queue, more)],
        open: [[call, { ...talks, answeredAt: at, within }]],
      };
    }
    case 'offer-ended':
      return isMissed(fact.why) ? { agents: [missed(today, fact.agent, fact.why)] } : null;
    case 'agent-leg-lost':
      if (!open) return null;
      // Whom we called comes to a queue for the first time.
      return {
        agents: talked(today, open, fact),
        open: [[call, open.queue === '' ? null : { ...open, talkingSince: null }]],
      };
    case 'handed-back':
      if (!open || fact.why !== 'hung-up') return null;
      // They had the customer for a moment, and did not know it.
      return {
        agents: [addToAgent(today, fact.agent, { answered: -1 })],
        open: [[call, open.queue === '' ? null : { ...open, talkingSince: null }]],
      };
    // For the next queue the call is a new one: it waits anew there, and is answered or abandoned there.
    case 'transferred':
      return open
        ? {
            agents: talked(today, open, fact),
            open: [[call, { ...open, talkingSince: null, given: true }]],
          }
        : null;
    // It is a call of this queue alone, with all its wait; one that was answered once stays with the queue it was answered in.
    case 'moved-queue': {
      if (!open || open.answeredAt !== null) return null;
      const { from, queue } = fact;
      const isCounted = (today.queues.get(from)?.offered ?? 0) > 0;
      return {
        queues: [
          ...(isCounted ? [addToQueue(today, from, { offered: -1 })] : []),
          addToQueue(today, queue, { offered: 1 }),
        ],
        open: [[call, { ...open, queue }]],
      };
    }
    // The others talk on, and none of it is a talk with the customer.
    case 'customer-left':
      return open
        ? {
            agents: talked(today, open, fact),
            open: [[call, { ...open, talkingSince: null, given: true }]],
          }
        : null;
    case 'call-ended': {
      if (!open) return null;
      const over = [[call, null]] as const;
      if (open.talkingSince !== null || open.queue === '')
        return { agents: talked(today, open, fact), open: over };
      // Who was given on to a number outside or to a menu after a talk was answered, and waits for nobody of ours.
      if (open.given && !isInLine(fact.phase)) return { open: over };
      const left = { abandoned: 1, abandonedWithin: isWithin(open, fact.at, answerWithinMs) };
      return { queues: [addToQueue(today, open.queue, { ...left, ...takenBack(open) })], open: over };
    }
    default:
      return null;
  }
}

const internalCall = (at: number): OpenCall => ({
  queue: '',
  queuedAt: at,
  agent: null,
  answeredAt: null,
  talkingSince: null,
  internal: true,
});

function isWithin(
  { queue, queuedAt }: OpenCall,
  at: number,
  answerWithinMs: (queue: string) => number,
): 0 | 1 {
  return at - queuedAt <= answerWithinMs(queue) ? 1 : 0;
}

/** Anyone who talked, lost the agent and left the line before another one came was not answered after all. */
function takenBack({ queuedAt, answeredAt, within }: OpenCall): Partial<QueueDay> {
  if (within === undefined || answeredAt === null) return {};
  return { answered: -1, answeredWithin: -within, waitedMs: queuedAt - answeredAt };
}

function isMissed(why: string): why is Missed {
  return (MISSED as readonly string[]).includes(why);
}

function missed(today: Today, agent: string, why: Missed): [string, AgentDay] {
  const before = today.agents.get(agent) ?? EMPTY_AGENT_DAY;
  return [agent, { ...before, missed: { ...before.missed, [why]: (before.missed?.[why] ?? 0) + 1 } }];
}

function talked(
  today: Today,
  { agent, talkingSince }: OpenCall,
  { at, heldMs = 0 }: { readonly at: number; readonly heldMs?: number },
): [string, AgentDay][] {
  if (agent === null || talkingSince === null) return [];
  return [addToAgent(today, agent, { talkMs: at - talkingSince - heldMs, heldMs })];
}

function addToQueue(today: Today, queue: string, more: Partial<QueueDay>): [string, QueueDay] {
  const before = today.queues.get(queue) ?? EMPTY_QUEUE_DAY;
  const after = {
    offered: before.offered + (more.offered ?? 0),
    answered: before.answered + (more.answered ?? 0),
    answeredWithin: before.answeredWithin + (more.answeredWithin ?? 0),
    abandoned: before.abandoned + (more.abandoned ?? 0),
    abandonedWithin: before.abandonedWithin + (more.abandonedWithin ?? 0),
    waitedMs: before.waitedMs + (more.waitedMs ?? 0),
  };
  return [queue, after];
}

function addToAgent(
  today: Today,
  agent: string,
  more: Partial<Omit<AgentDay, 'missed'>>,
): [string, AgentDay] {
  const before = today.agents.get(agent) ?? EMPTY_AGENT_DAY;
  const heldMs = (before.heldMs ?? 0) + (more.heldMs ?? 0);
  const after: AgentDay = {
    ...before,
    answered: before.answered + (more.answered ?? 0),
    talkMs: before.talkMs + (more.talkMs ?? 0),
    ...(heldMs > 0 ? { heldMs } : {}),
  };
  return [agent, after];
}
