import { MISSED, type Missed } from '../agents/events.ts';
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
  readonly talkMs: number;
  /** Offers not taken, by reason; none of a reason that did not occur. */
  readonly missed?: MissedCounts;
}

export type MissedCounts = Readonly<Partial<Record<Missed, number>>>;

/**
 * The day so far, folded from the facts of calls. It is kept in the journal (today-states.ts), so a restart forgets
 * nothing.
 * `open` remembers what a call in progress has counted already.
 */
export interface Today {
  readonly day: string;
  readonly queues: Readonly<Record<string, QueueDay>>;
  readonly agents: Readonly<Record<string, AgentDay>>;
  readonly open: Readonly<
    Record<
      string,
      {
        readonly queue: string;
        readonly queuedAt: number;
        readonly agent: string | null;
        readonly answeredAt: number | null;
        /** Since when `agent` talks; null while nobody does. */
        readonly talkingSince: number | null;
        /** Its answer is counted today, and was within the threshold (1) or not (0). */
        readonly within?: 0 | 1;
      }
    >
  >;
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

export function newDay(day: string, before: Today | null = null): Today {
  const open = Object.entries(before?.open ?? {}).map(([call, { within: _, ...entry }]) => [call, entry]);
  return { day, queues: {}, agents: {}, open: Object.fromEntries(open) };
}

/** Folds one fact. `answerWithinMs` is the threshold of a queue. */
export function foldToday(
  today: Today,
  call: string | null,
  fact: CallFact | AgentFact,
  answerWithinMs: (queue: string) => number,
): Today {
  if (call === null) return today;
  const open = today.open[call];
  switch (fact.kind) {
    case 'queued': {
      if (open) return today;
      const entry = {
        queue: fact.queue,
        queuedAt: fact.at,
        agent: null,
        answeredAt: null,
        talkingSince: null,
      };
      return { ...addToQueue(today, fact.queue, { offered: 1 }), open: { ...today.open, [call]: entry } };
    }
    case 'answered': {
      const agent = addToAgent(today, fact.agent, { answered: 1 });
      if (!open) {
        const entry = {
          queue: '',
          queuedAt: fact.at,
          agent: fact.agent,
          answeredAt: fact.at,
          talkingSince: fact.at,
        };
        return { ...agent, open: { ...today.open, [call]: entry } };
      }
      const again = open.answeredAt !== null;
      const within = isWithin(open, fact.at, answerWithinMs);
      const counted = again
        ? agent
        : addToQueue(agent, open.queue, { answered: 1, answeredWithin: within, waitedMs: fact.waitedMs });
      const entry = {
        ...open,
        agent: fact.agent,
        answeredAt: open.answeredAt ?? fact.at,
        talkingSince: fact.at,
        ...(again ? {} : { within }),
      };
      return { ...counted, open: { ...counted.open, [call]: entry } };
    }
    case 'offer-ended':
      return isMissed(fact.why) ? missed(today, fact.agent, fact.why) : today;
    case 'agent-leg-lost': {
      if (!open) return today;
      const waits = { ...open, talkingSince: null };
      return { ...talked(today, open, fact.at), open: { ...today.open, [call]: waits } };
    }
    case 'call-ended': {
      if (!open) return today;
      const { [call]: _, ...rest } = today.open;
      const closed = { ...today, open: rest };
      if (open.talkingSince !== null || open.queue === '') return talked(closed, open, fact.at);
      const left = takeBack(closed, open);
      const abandonedWithin = isWithin(open, fact.at, answerWithinMs);
      return addToQueue(left, open.queue, { abandoned: 1, abandonedWithin });
    }
    default:
      return today;
  }
}

type Open = Today['open'][string];

function isWithin({ queue, queuedAt }: Open, at: number, answerWithinMs: (queue: string) => number): 0 | 1 {
  return at - queuedAt <= answerWithinMs(queue) ? 1 : 0;
}

/** Whoever talked, lost the agent and left the line before another one came was not answered after all. */
function takeBack(today: Today, { queue, queuedAt, answeredAt, within }: Open): Today {
  if (within === undefined || answeredAt === null) return today;
  return addToQueue(today, queue, { answered: -1, answeredWithin: -within, waitedMs: queuedAt - answeredAt });
}

function isMissed(why: string): why is Missed {
  return (MISSED as readonly string[]).includes(why);
}

function missed(today: Today, agent: string, why: Missed): Today {
  const before = today.agents[agent] ?? EMPTY_AGENT_DAY;
  const counts = { ...before.missed, [why]: (before.missed?.[why] ?? 0) + 1 };
  return { ...today, agents: { ...today.agents, [agent]: { ...before, missed: counts } } };
}

function talked(today: Today, open: Open, at: number): Today {
  if (open.agent === null || open.talkingSince === null) return today;
  return addToAgent(today, open.agent, { talkMs: at - open.talkingSince });
}

function addToQueue(today: Today, queue: string, more: Partial<QueueDay>): Today {
  const before = today.queues[queue] ?? EMPTY_QUEUE_DAY;
  return { ...today, queues: { ...today.queues, [queue]: add(before, more) } };
}

function addToAgent(today: Today, agent: string, more: Partial<Omit<AgentDay, 'missed'>>): Today {
  const before = today.agents[agent] ?? EMPTY_AGENT_DAY;
  return { ...today, agents: { ...today.agents, [agent]: add(before, more) } };
}

function add<Counters extends object>(before: Counters, more: Partial<Counters>): Counters {
  const sums = Object.entries(more).map(([key, value]) => [
    key,
    (before[key as keyof Counters] as number) + Number(value),
  ]);
  return { ...before, ...Object.fromEntries(sums) } as Counters;
}
