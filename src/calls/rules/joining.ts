import type { Call, CallIn, Joins } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { CallInput, LineInput, Surroundings } from '../inputs.ts';
import {
  agentLeg,
  consulted,
  isAway,
  isOnHold,
  type OutsideLeg,
  peopleIn,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { wantedOf } from './arrangement.ts';
import { RECORDED_AS } from './end-reason.ts';
import { toEnding } from './moves.ts';
import { noticeFirst } from './outside-leg.ts';
import { rearranged } from './rearranging.ts';
import { MOST_PEOPLE } from './ringing-asked.ts';

/**
 * An agent who has two calls makes one conference of them. The party of the later one, whom they called or who called them
 * alone, goes over to the other one, as somebody at a number outside (rules/outside-leg.ts), and the call that they were in is over:
 *
 *   the later call ──ask-join──▶ ending: joined; its own disposition is owed
 *        ├──leg-comes───▶ the other call: the agent is there, if they were not
 *        └──party-comes──▶ the other call: one more outside leg, in the talk
 *
 * Where the agent has set so, a call that waits beside their talk is taken and joined by itself, once they have been told of it
 * for long enough to refuse it. Where it may not, it waits, and is asked about again: a talk on hold may be taken back.
 *
 * The channel keeps its id, which is that of the call that is over, and its limit in time. Between the two steps nobody has it:
 * if the process dies there, the call that is over hangs it up (phases/ending.ts), and one that cannot take it does so at once.
 */

/** How long the agent hears that a call waits before it joins, and until it is asked about again, ms. */
export const JOINS_AFTER_MS = 2_000;

export const AUTO_JOIN_LATER: Order = { kind: 'timer', name: 'auto-join', ms: JOINS_AFTER_MS };

/** What is due of a call that waits beside the agent's talk. */
export function asksAutoJoin(call: Call, agent: string, around: Surroundings): Step {
  const asks: Order[] = around.autoJoins(agent) ? [{ kind: 'ask-auto-join', agent }] : [];
  return step(call, ...asks, AUTO_JOIN_LATER);
}

/** Whether somebody may come into this talk without its agent's asking now: nobody is on hold, nor says what is in no recording. */
export const isOpenToJoin = ({ farHold, phase }: CallIn<'talking'>): boolean =>
  !isOnHold(phase) && farHold === undefined && phase.pause === undefined;

/** Whether the party of this call may go over to another one: it stood in no queue, and nobody else is in it. */
export function mayGoOver(call: Call): call is CallIn<'talking'> {
  const { phase, direction, direct } = call;
  if (phase.kind !== 'talking' || isInternal(call)) return false;
  if (direction !== 'out' && direct === undefined) return false;
  const alone = phase.legs.every(({ who }) => who === 'customer' || who === 'agent');
  const leg = agentLeg(phase);
  return alone && phase.legs.length === 2 && (leg?.state === 'up' || leg?.state === 'away');
}

/** Whether one more may come into this talk from the agent's other call; `full`: there is no room. */
export function takesParty({ phase }: CallIn<'talking'>): boolean | 'full' {
  if (consulted(phase)) return false;
  return peopleIn(phase) < MOST_PEOPLE || 'full';
}

/** What a talk does when it is joined to its agent's other one; null when it is nothing of that. */
export function joining(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  switch (input.kind) {
    case 'ask-join':
      return input.agent === call.phase.agent ? goesOver(call, input, around) : nothing(call);
    case 'party-comes':
      return partyComes(call, input, around);
    default:
      return null;
  }
}

/** A talk that has just begun, and joins the agent's other one at once. */
export function joinedAtOnce(
  talk: Step,
  agent: string,
  joins: Joins | undefined,
  around: Surroundings,
): Step {
  const over =
    joins && joining(talk.call as CallIn<'talking'>, { kind: 'ask-join', agent, ...joins }, around);
  return over ? first(talk.orders, over) : talk;
}

/** Who was to come cannot stay. */
export const turnedAway = (call: Call, { party }: Extract<LineInput, { kind: 'party-comes' }>): Step =>
  step(call, { kind: 'hang-up', channel: party.channel });

function goesOver(
  call: CallIn<'talking'>,
  { agent, to, ticket, outside }: Extract<CallInput, { kind: 'ask-join' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const leg = agentLeg(phase);
  if (!leg || !mayGoOver(call) || to === call.id) return nothing(call);
  const party: OutsideLeg = {
    who: 'outside',
    channel: call.id,
    ...outside,
    state: 'up',
    place: 'talk',
    since: around.now,
    by: agent,
    note: '',
  };
  const { bridge } = phase;
  const inIt = [...(wantedOf(call).bridges.get(bridge) ?? [])];
  const apart: Order[] = isOnHold(phase)
    ? [{ kind: 'music', channel: call.id, on: false }]
    : inIt.map(channel => ({ kind: 'leave', bridge, channel }));
  const { channel, endpoint } = leg;
  const comes: LineInput = {
    kind: 'leg-comes',
    agent,
    channel,
    ...(endpoint === undefined ? {} : { endpoint }),
    talk: true,
  };
  const told = { agent, dialled: outside.dialled };
  const ended = toEnding(
    call,
    {
      by: 'agent',
      why: 'joined',
      cause: RECORDED_AS.normal,
      open: [],
      awaits: { agent, queue: phase.queued?.queue ?? null },
    },
    around,
  );
  return step(
    ended.call,
    { kind: 'agent-finished', agent, wrapUp: true },
    fact({ kind: 'went-over', at: around.now, ...told, call: to, ticket }),
    ...ended.orders,
    ...apart,
    { kind: 'destroy-bridge', bridge },
    ...(isAway(phase) ? [] : [{ kind: 'other-line', to, input: comes } as const]),
    {
      kind: 'other-line',
      to,
      input: {
        kind: 'party-comes',
        agent,
        party,
        call: call.id,
        ticket: call.ticket,
        ...(call.noticeHeard ? { noticeHeard: true } : {}),
      },
    },
  );
}

/** The customer is taken back from hold. Who comes is told of the recording first, if they were not in the call that they come from. */
function partyComes(
  before: CallIn<'talking'>,
  input: Extract<LineInput, { kind: 'party-comes' }>,
  around: Surroundings,
): Step {
  const { agent, party, noticeHeard = false } = input;
  const isHere = agentLeg(before.phase)?.state === 'up';
  if (agent !== before.phase.agent || !isHere || takesParty(before) !== true)
    return turnedAway(before, input);
  const told = noticeHeard ? { call: before, leg: party, orders: [] } : noticeFirst(before, party, around);
  const call = told.call as CallIn<'talking'>;
  const { notReached: _, ...phase } = withoutLeg(withHold(call.phase, false), undefined, told.leg);
  const moved = rearranged(call, phase, around);
  const at = around.now;
  const { dialled } = party;
  return step(
    moved.call,
    ...(isOnHold(before.phase) ? [fact({ kind: 'resumed', at, agent })] : []),
    ...moved.orders,
    ...told.orders,
    fact({ kind: 'came-over', at, agent, dialled, call: input.call, ticket: input.ticket }),
    ...(told.leg.notice === undefined ? [fact({ kind: 'joined', at, agent, dialled })] : []),
  );
}
