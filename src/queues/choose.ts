import { mayBePassed, raisedPriority } from './priority.ts';

/**
 * Who is served next, by whom. Pure: the callers' and agents' states in, one pair out, with the reasons.
 *
 * Order of callers: who was given back to the line before all, then priority (1 before 9), which waiting raises
 * (priority.ts), then the one who waits longest over all queues (S4-02).
 * Order of agents: the one idle longest among those of the caller's queue; who missed this very call comes last, and who
 * refused it is not asked again before its time.
 */
export interface Waiting {
  readonly call: string;
  readonly queue: string;
  readonly priority: number;
  /** Talked already and lost the agent: before everybody who did not. */
  readonly first?: true;
  readonly queuedAt: number;
  /** Order of arrival within one millisecond. */
  readonly turn: number;
  /** Agents who missed an offer of this call, by id. */
  readonly missedBy: readonly string[];
  /** Until when this call is not offered to an agent, epoch ms by id. */
  readonly notBefore?: Readonly<Record<string, number>>;
  /** The place is kept, but nobody is rung for it: the telephone of this caller holds us. */
  readonly notYet: boolean;
}

export interface Candidate {
  readonly id: string;
  readonly queues: readonly string[];
  /** Null when a call may be offered, else the reason why not. */
  readonly whyNot: string | null;
  readonly idleSince: number;
}

export interface Choice {
  readonly call: string;
  readonly agent: string;
  readonly idleMs: number;
  /** Agents of the queue who were not taken, counted by reason. */
  readonly passedOver: Readonly<Record<string, number>>;
}

/** A pair that fits now, or when to look again. */
export interface Answer {
  readonly choice: Choice | null;
  /** When time alone makes a pair fit, epoch ms; null when it does not, or when one fits already. */
  readonly nextChangeAt: number | null;
}

/** The order that holds at `now`. */
export function inOrder(now: number): (a: Waiting, b: Waiting) => number {
  return (a, b) =>
    Number(b.first ?? false) - Number(a.first ?? false) ||
    raisedPriority(a, now) - raisedPriority(b, now) ||
    a.queuedAt - b.queuedAt ||
    a.turn - b.turn;
}

/** Puts a caller at their place in a list that is in order at `now`. */
export function insert(waiting: readonly Waiting[], caller: Waiting, now: number): Waiting[] {
  const order = inOrder(now);
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = waiting[middle];
    if (there && order(there, caller) <= 0) low = middle + 1;
    else high = middle;
  }
  return [...waiting.slice(0, low), caller, ...waiting.slice(low)];
}

/** The first caller in order who may be offered and for whom there is an agent. `waiting` is in order at `now`. */
export function choose(waiting: readonly Waiting[], agents: readonly Candidate[], now: number): Answer {
  const free = agents.filter(agent => agent.whyNot === null);
  const served = new Set(free.flatMap(agent => agent.queues));
  let nextChangeAt: number | null = null;
  for (const caller of waiting) {
    if (caller.notYet || !served.has(caller.queue)) continue;
    let best: Candidate | null = null;
    for (const agent of free) {
      if (!agent.queues.includes(caller.queue)) continue;
      const from = askedAgainAt(caller, agent);
      if (from > now) nextChangeAt = Math.min(nextChangeAt ?? from, from);
      else if (best === null || isBefore(caller, agent, best)) best = agent;
    }
    if (best) return { choice: chosen(caller, best, agents, now), nextChangeAt: null };
  }
  return { choice: null, nextChangeAt };
}

function chosen(caller: Waiting, best: Candidate, agents: readonly Candidate[], now: number): Choice {
  return {
    call: caller.call,
    agent: best.id,
    idleMs: now - best.idleSince,
    passedOver: countReasons(caller, best, agents, now),
  };
}

/** From when on a call may be offered to an agent, as far as they refused it. */
function askedAgainAt(caller: Waiting, agent: Candidate): number {
  return caller.notBefore?.[agent.id] ?? 0;
}

/** Whether `a` is to be asked before `b`. */
function isBefore(caller: Waiting, a: Candidate, b: Candidate): boolean {
  const missed = Number(caller.missedBy.includes(a.id)) - Number(caller.missedBy.includes(b.id));
  return (missed || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1)) < 0;
}

function countReasons(
  caller: Waiting,
  taken: Candidate,
  agents: readonly Candidate[],
  now: number,
): Record<string, number> {
  const counts: Record<string, number> = {};
  const { queue, notBefore, missedBy } = caller;
  const isNew = notBefore === undefined && missedBy.length === 0;
  for (const agent of agents) {
    if (agent.id === taken.id || !agent.queues.includes(queue)) continue;
    const reason = agent.whyNot ?? (isNew ? 'idle-shorter' : whyPassedOver(caller, agent, now));
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function whyPassedOver(caller: Waiting, agent: Candidate, now: number): string {
  if (askedAgainAt(caller, agent) > now) return 'refused-this-call';
  return caller.missedBy.includes(agent.id) ? 'missed-this-call' : 'idle-shorter';
}

/**
 * The worst place that a caller can come to have in their queue, 1 = next: all who came earlier count as ahead, those
 * who are just being offered (`offered`) and may come back as well. Null when they do not wait, or while whoever comes
 * later may still pass them. `waiting` is in order.
 */
export function surePlaceOf(
  waiting: readonly Waiting[],
  offered: Iterable<Waiting>,
  call: string,
  now: number,
): number | null {
  const at = waiting.findIndex(each => each.call === call);
  const caller = waiting[at];
  if (!caller || mayBePassed(caller, now)) return null;
  const isAhead = (other: Waiting, place: number) =>
    other.queue === caller.queue &&
    other !== caller &&
    (place < at || (other.first && !caller.first) || cameEarlier(other, caller));
  const inLine = waiting.filter(isAhead).length;
  return 1 + inLine + [...offered].filter(other => isAhead(other, Infinity)).length;
}

const cameEarlier = (a: Waiting, b: Waiting): boolean =>
  a.queuedAt < b.queuedAt || (a.queuedAt === b.queuedAt && a.turn < b.turn);

/** A caller's place among those of the same queue, 1 = next; null when they do not wait there. `waiting` is in order. */
export function placeOf(waiting: readonly Waiting[], call: string): number | null {
  const at = waiting.findIndex(each => each.call === call);
  const queue = waiting[at]?.queue;
  return queue === undefined ? null : waiting.slice(0, at + 1).filter(each => each.queue === queue).length;
}
