import type { Place } from './place.ts';
import { mayBePassed, raisedPriority } from './priority.ts';

/**
 * Who is served next, by whom. Pure: the places and the agents in, one pair out, with the reasons.
 *
 * Order of places: who was given back to the line before all, then priority (1 before 9), which waiting raises
 * (priority.ts), then the one who waits longest over all queues (S4-02).
 * Order of agents: the one idle longest among those of the place's queue; who missed this very call comes last, and who
 * refused it is not asked again before its time. A place that is for one agent alone (`only`) goes to nobody else.
 */
export interface Candidate {
  readonly id: string;
  readonly queues: readonly string[];
  /** Null when a call may be offered, else the reason why not. */
  readonly unavailable: string | null;
  readonly idleSince: number;
  /** Calls that may be offered to them all the same, if the place is for them alone; null: none. */
  readonly back?: 'any' | { readonly call: string } | null;
  /** A call that is for them alone and `Place.ringsInWrapUp` may be offered to them. */
  readonly ringsInWrapUp?: boolean;
  /** So may one that is `Place.askedFor`. */
  readonly ringsAskedFor?: boolean;
  /** So may one that was theirs in a talk (`Place.lost`). */
  readonly takesLost?: boolean;
}

export interface Choice {
  /** The id of the place. */
  readonly place: string;
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
export function inOrder(now: number): (a: Place, b: Place) => number {
  return (a, b) =>
    Number(b.first ?? false) - Number(a.first ?? false) ||
    raisedPriority(a, now) - raisedPriority(b, now) ||
    a.since - b.since ||
    a.turn - b.turn;
}

/** Puts a place where it belongs in a list that is in order at `now`. */
export function insert(waiting: readonly Place[], place: Place, now: number): Place[] {
  const order = inOrder(now);
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = waiting[middle];
    if (there && order(there, place) <= 0) low = middle + 1;
    else high = middle;
  }
  return [...waiting.slice(0, low), place, ...waiting.slice(low)];
}

/** The first place in order that may be offered and for which there is an agent. `waiting` is in order at `now`. */
export function choose(waiting: readonly Place[], agents: readonly Candidate[], now: number): Answer {
  const free = agents.filter(agent => agent.unavailable === null);
  const served = new Set<string>();
  for (const { queues } of free) for (const queue of queues) served.add(queue);
  let nextChangeAt: number | null = null;
  for (const place of waiting) {
    if (place.held) continue;
    if (place.only !== undefined) {
      const taker = agents.find(agent => agent.id === place.only);
      if (taker && takes(taker, place)) return { choice: given(place, taker, now), nextChangeAt: null };
      continue;
    }
    if (!served.has(place.queue)) continue;
    let best: Candidate | null = null;
    for (const agent of free) {
      if (!agent.queues.includes(place.queue)) continue;
      const from = askedAgainAt(place, agent);
      if (from > now) nextChangeAt = Math.min(nextChangeAt ?? from, from);
      else if (best === null || isBefore(place, agent, best)) best = agent;
    }
    if (best) return { choice: chosen(place, best, agents, now), nextChangeAt: null };
  }
  return { choice: null, nextChangeAt };
}

/** Whether an agent may be offered a place that is for them alone. */
export function takes(
  { unavailable, back, ringsInWrapUp, ringsAskedFor, takesLost }: Candidate,
  place: Pick<Place, 'for' | 'ringsInWrapUp' | 'askedFor' | 'lost'>,
): boolean {
  if (unavailable === null || back === 'any' || back?.call === place.for.call) return true;
  const isWanted = (ringsInWrapUp && place.ringsInWrapUp) || (ringsAskedFor && place.askedFor);
  return isWanted || (takesLost && place.lost) || false;
}

/** There was no choice: nobody else was passed over. */
function given(place: Place, { id: agent, idleSince }: Candidate, now: number): Choice {
  return { place: place.id, agent, idleMs: now - idleSince, passedOver: {} };
}

function chosen(place: Place, best: Candidate, agents: readonly Candidate[], now: number): Choice {
  return {
    place: place.id,
    agent: best.id,
    idleMs: now - best.idleSince,
    passedOver: countReasons(place, best, agents, now),
  };
}

/** From when on a call may be offered to an agent, as far as they refused it. */
function askedAgainAt(place: Place, agent: Candidate): number {
  return place.notBefore?.[agent.id] ?? 0;
}

/** Whether `a` is to be asked before `b`. */
function isBefore(place: Place, a: Candidate, b: Candidate): boolean {
  const missed = Number(place.missedBy.includes(a.id)) - Number(place.missedBy.includes(b.id));
  return (missed || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1)) < 0;
}

function countReasons(
  place: Place,
  taken: Candidate,
  agents: readonly Candidate[],
  now: number,
): Record<string, number> {
  const counts: Record<string, number> = {};
  const { queue, notBefore, missedBy } = place;
  const isNew = notBefore === undefined && missedBy.length === 0;
  let idleShorter = 0;
  for (const agent of agents) {
    if (agent.id === taken.id || !agent.queues.includes(queue)) continue;
    const reason = agent.unavailable ?? (isNew ? IDLE_SHORTER : whyPassedOver(place, agent, now));
    if (reason === IDLE_SHORTER) idleShorter += 1;
    else counts[reason] = (counts[reason] ?? 0) + 1;
  }
  if (idleShorter > 0) counts[IDLE_SHORTER] = idleShorter;
  return counts;
}

/** The reason of most where many are free. */
const IDLE_SHORTER = 'idle-shorter';

function whyPassedOver(place: Place, agent: Candidate, now: number): string {
  if (askedAgainAt(place, agent) > now) return 'refused-this-call';
  return place.missedBy.includes(agent.id) ? 'missed-this-call' : IDLE_SHORTER;
}

/**
 * The worst position that a place can come to have in its queue, 1 = next: all who came earlier count as ahead, those
 * who are just being offered (`offered`) and may come back as well. Null when it does not wait, or while the one who comes
 * later may still pass it. `waiting` is in order.
 */
export function surePositionOf(
  waiting: readonly Place[],
  offered: Iterable<Place>,
  id: string,
  now: number,
): number | null {
  const at = waiting.findIndex(each => each.id === id);
  const place = waiting[at];
  if (!place || mayBePassed(place, now)) return null;
  const isAhead = (other: Place, index: number) =>
    other.queue === place.queue &&
    other !== place &&
    (index < at || (other.first && !place.first) || cameEarlier(other, place));
  const inLine = waiting.filter(isAhead).length;
  return 1 + inLine + [...offered].filter(other => isAhead(other, Infinity)).length;
}

const cameEarlier = (a: Place, b: Place): boolean =>
  a.since < b.since || (a.since === b.since && a.turn < b.turn);
