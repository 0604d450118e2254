/**
 * Who is served next, by whom. Pure: the caller's state in, one pair out, with the reasons.
 *
 * Order of callers: explicit priority first (1 before 9), then the one who waits longest over all queues (S4-02).
 * Order of agents: the one idle longest among those of the caller's queue; who missed this very call comes last.
 */
export interface Waiting {
  readonly call: string;
  readonly queue: string;
  readonly priority: number;
  readonly queuedAt: number;
  /** Order of arrival within one millisecond. */
  readonly turn: number;
  /** Agents who missed an offer of this call, by id. */
  readonly missedBy: readonly string[];
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

export function inOrder(a: Waiting, b: Waiting): number {
  return a.priority - b.priority || a.queuedAt - b.queuedAt || a.turn - b.turn;
}

/** Puts a caller at his place in a list that is in order. */
export function insert(waiting: readonly Waiting[], caller: Waiting): Waiting[] {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = waiting[middle];
    if (there && inOrder(there, caller) <= 0) low = middle + 1;
    else high = middle;
  }
  return [...waiting.slice(0, low), caller, ...waiting.slice(low)];
}

/** The first caller in order who may be offered and for whom there is an agent, or null. `waiting` is in order. */
export function choose(
  waiting: readonly Waiting[],
  agents: readonly Candidate[],
  now: number,
): Choice | null {
  const free = agents.filter(agent => agent.whyNot === null);
  if (free.length === 0) return null;
  const served = new Set(free.flatMap(agent => agent.queues));
  for (const caller of waiting) {
    if (caller.notYet || !served.has(caller.queue)) continue;
    const best = free
      .filter(agent => agent.queues.includes(caller.queue))
      .sort((a, b) => missedOrder(caller, a, b) || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1))[0];
    if (!best) continue;
    return {
      call: caller.call,
      agent: best.id,
      idleMs: now - best.idleSince,
      passedOver: countReasons(caller, best, agents),
    };
  }
  return null;
}

function missedOrder(caller: Waiting, a: Candidate, b: Candidate): number {
  return Number(caller.missedBy.includes(a.id)) - Number(caller.missedBy.includes(b.id));
}

function countReasons(
  caller: Waiting,
  taken: Candidate,
  agents: readonly Candidate[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const agent of agents) {
    if (agent.id === taken.id || !agent.queues.includes(caller.queue)) continue;
    const reason = agent.whyNot ?? (caller.missedBy.includes(agent.id) ? 'missed-this-call' : 'idle-shorter');
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

/** A caller's place among those of the same queue, 1 = next; null when he does not wait there. */
export function placeOf(waiting: readonly Waiting[], call: string): number | null {
  const caller = waiting.find(each => each.call === call);
  if (!caller) return null;
  return waiting.filter(each => each.queue === caller.queue && inOrder(each, caller) <= 0).length;
}
