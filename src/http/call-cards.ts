import type { CallPicture } from '../supervision/events.ts';
import { isPartOf, peopleOf } from '../supervision/parts.ts';
import type { CallCard } from './shapes/calls.ts';
import type { List } from './shapes/list.ts';

/** A living call as lists show it. Waiting is told once it is over, talking once the call has ended. */
export function cardOfLive(call: CallPicture): CallCard {
  const waitedFrom = call.queuedAt ?? call.arrivedAt;
  return {
    id: call.id,
    direction: call.direction,
    ticket: call.ticket,
    callerNumber: call.callerNumber,
    dialled: call.dialled,
    queue: call.queue,
    // Of two of ours the one who called, as in the history.
    agent: call.caller?.agent ?? call.agent,
    agents: peopleOf(call),
    madeBy: makerOf(call),
    joined: [],
    arrivedAt: call.arrivedAt,
    answeredAt: call.answeredAt,
    endedAt: null,
    waitedMs: call.answeredAt === null ? null : Math.max(0, call.answeredAt - waitedFrom),
    talkedMs: null,
    heldMs: null,
    outcome: 'live',
    endedWhy: null,
    disposition: null,
  };
}

/** Who gave it on wraps up first. */
const makerOf = ({ direction, caller, agent, wrapUps = [] }: CallPicture): string | null =>
  direction === 'out' ? (wrapUps[0]?.agent ?? agent) : (caller?.agent ?? null);

/** The living calls, newest first, of one agent or (undefined) of everyone. */
export function liveCalls(calls: readonly CallPicture[], agent: string | undefined): CallCard[] {
  return calls
    .filter(call => agent === undefined || isPartOf(agent, call))
    .map(cardOfLive)
    .sort((a, b) => b.arrivedAt - a.arrivedAt);
}

/**
 * A page of the history with the living calls as they are now. Facts reach the history a moment late, so calls
 * that are not there yet are put on top of the first page.
 */
export function withLive(page: List<CallCard>, living: readonly CallCard[], offset: number): List<CallCard> {
  const now = new Map(living.map(call => [call.id, call]));
  const items = page.items.map(call => (call.outcome === 'live' ? (now.get(call.id) ?? call) : call));
  if (offset > 0) return { items, total: page.total };
  const known = new Set(page.items.map(call => call.id));
  const oldestShown = page.items.at(-1)?.arrivedAt ?? 0;
  const missing = living.filter(call => !known.has(call.id) && call.arrivedAt >= oldestShown);
  return { items: [...missing, ...items], total: page.total + missing.length };
}
