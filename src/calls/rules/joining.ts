import type { Call, CallIn, Joins, JoinsColleague } from '../call.ts';
import { callerIn, isInternal, owesWrapUp } from '../call-parties.ts';
import type { CallInput, LineInput, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentLeg,
  askedLegs,
  colleagues,
  consulted,
  isAway,
  isOnHold,
  peopleIn,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { wantedOf } from './arrangement.ts';
import { RECORDED_AS } from './end-reason.ts';
import { toEnding } from './moves.ts';
import { noticeFirst, partyOf } from './outside-leg.ts';
import { rearranged } from './rearranging.ts';
import { MOST_PEOPLE } from './ringing-asked.ts';

/**
 * An agent who has two calls makes one conference of them. The other one of the later call, whom they called or who called them
 * alone, goes over to the earlier one, as somebody at a number outside (rules/outside-leg.ts); a colleague goes over from the call
 * with them, whichever of the two is earlier, and is one in the other call as if they had been asked there (rules/consulting.ts).
 * The call that they were in is over:
 *
 *   that call ──ask-join──▶ ending: joined; of a customer, its own disposition is owed
 *        ├──leg-comes───▶ the other call: the agent is there, if they were not
 *        └──party-comes──▶ the other call: one more outside or colleague's leg, in the talk
 *
 * Where the agent has set so, a call that waits beside their talk is taken and joined by itself, once they have been told of it
 * for long enough to refuse it. Where it may not, it waits, and is asked about again: a talk on hold may be taken back.
 *
 * The channel keeps its id, which may be that of the call that is over, and its limit in time. Both calls change in one line of
 * the journal (call-control.ts): whenever the process dies, whoever goes over is in one of the two. After a restart they are put
 * where they belong (rules/arrangement.ts).
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

/** Whether the other one of this call may go over to another one: it stood in no queue, and nobody else is in it. */
export function mayGoOver(call: Call): call is CallIn<'talking'> {
  const { phase, direction, direct } = call;
  if (phase.kind !== 'talking' || (direction !== 'out' && direct === undefined)) return false;
  const leg = agentLeg(phase);
  const [other, ...others] = phase.legs.filter(each => each !== leg);
  if (others.length > 0 || (leg?.state !== 'up' && leg?.state !== 'away')) return false;
  return isInternal(call) ? other?.who === 'colleague' && other.state === 'up' : other?.who === 'customer';
}

/**
 * Whether one more may come into this talk from the agent's other call; `full`: there is no room; `owes`: the colleague who would
 * has had a part in it, and has to wrap that up.
 */
export function takesParty(call: CallIn<'talking'>, from?: Call): boolean | 'full' | 'owes' {
  const { phase } = call;
  if (consulted(phase)) return false;
  if (from && colleaguesIn(from).some(agent => owesWrapUp(call, agent))) return 'owes';
  return peopleIn(phase) < MOST_PEOPLE || 'full';
}

/** Who is with the agent, or calls them, in a call between two of ours. */
export function colleaguesIn(call: Call): string[] {
  const caller = callerIn(call);
  if (caller) return [caller.agent];
  return call.phase.kind === 'talking' ? colleagues(call.phase).map(({ agent }) => agent) : [];
}

/** Whether its agent, who has or gets their leg there, may bring in whoever is in the other call with them. */
export function mayComeInto(into: Call, from: Call): boolean {
  if (into.phase.kind !== 'talking' || !('agent' in from.phase) || into.phase.agent !== from.phase.agent)
    return false;
  const state = agentLeg(into.phase)?.state;
  return (state === 'up' || state === 'away') && takesParty(into as CallIn<'talking'>, from) === true;
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
  joins: Joins | JoinsColleague | undefined,
  around: Surroundings,
): Step {
  const over =
    joins && joining(talk.call as CallIn<'talking'>, { kind: 'ask-join', agent, ...joins }, around);
  return over ? first(talk.orders, over) : talk;
}

/** Who was to come cannot stay. */
export function turnedAway(
  call: Call,
  { party, call: from }: Extract<LineInput, { kind: 'party-comes' }>,
): Step {
  const { channel } = party;
  const free: Order[] =
    party.who === 'colleague'
      ? [
          { kind: 'agent-comes-over', agent: party.agent, from },
          { kind: 'agent-finished', agent: party.agent, wrapUp: false },
        ]
      : [];
  return step(call, ...free, { kind: 'hang-up', channel });
}

type AskJoin = Extract<CallInput, { kind: 'ask-join' }>;

function goesOver(before: CallIn<'talking'>, input: AskJoin, around: Surroundings): Step {
  // Whose telephone has us on hold hears the talk again when it is back: nobody is told of that in the other call (far-hold.ts).
  const { farHold, ...call } = before;
  const { phase } = call;
  const { agent, to, ticket } = input;
  const leg = agentLeg(phase);
  const party = mayGoOver(call) && to !== call.id ? partyFrom(call, input, around) : null;
  if (!leg || !party || !around.takesParty(to)) return nothing(before);
  const isOurs = party.who === 'colleague';
  const { channel, endpoint } = leg;
  const comes: LineInput = {
    kind: 'leg-comes',
    agent,
    channel,
    ...(endpoint === undefined ? {} : { endpoint }),
    talk: true,
  };
  const ended = toEnding(
    call,
    {
      by: 'agent',
      why: 'joined',
      cause: RECORDED_AS.normal,
      open: [],
      awaits: isOurs ? null : { agent, queue: phase.queued?.queue ?? null },
    },
    around,
  );
  return step(
    ended.call,
    { kind: 'agent-finished', agent, wrapUp: !isOurs },
    fact({ kind: 'went-over', at: around.now, agent, ...partyOf(party), call: to, ticket }),
    ...ended.orders,
    ...allApart(call),
    ...(farHold ? [{ kind: 'silence', channel: call.id, on: false } as const] : []),
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

/** As what the other one of this call is in the one that they go over to. */
function partyFrom(call: CallIn<'talking'>, input: AskJoin, { now: since }: Surroundings): AskedLeg | null {
  const leg = { state: 'up', place: 'talk', since, note: '' } as const;
  if ('outside' in input) {
    const { agent: by, outside } = input;
    return isInternal(call) ? null : { who: 'outside', channel: call.id, ...outside, ...leg, by };
  }
  const [other] = colleagues(call.phase);
  if (!isInternal(call) || !other) return null;
  const { channel, agent, endpoint } = other;
  return { who: 'colleague', channel, agent, endpoint, ...leg, queue: input.queue };
}

/** Nobody hears anybody, nor music, and the bridge is gone. */
function allApart(call: CallIn<'talking'>): Order[] {
  const { bridges, music } = wantedOf(call);
  return [
    ...[...music].map((channel): Order => ({ kind: 'music', channel, on: false })),
    ...[...bridges].flatMap(([bridge, channels]): Order[] => [
      ...[...channels].map((channel): Order => ({ kind: 'leave', bridge, channel })),
      { kind: 'destroy-bridge', bridge },
    ]),
  ];
}

/**
 * The customer is taken back from hold. Who comes from outside is told of the recording first, if they were not in the call that
 * they come from.
 */
function partyComes(
  before: CallIn<'talking'>,
  input: Extract<LineInput, { kind: 'party-comes' }>,
  around: Surroundings,
): Step {
  const { agent, party, noticeHeard = false } = input;
  const isHere = agentLeg(before.phase)?.state === 'up';
  const isIn = askedLegs(before.phase).some(({ channel }) => channel === party.channel);
  if (isIn) return nothing(before);
  if (agent !== before.phase.agent || !isHere || takesParty(before) !== true)
    return turnedAway(before, input);
  const told =
    party.who === 'outside' && !noticeHeard
      ? noticeFirst(before, party, around)
      : { call: before, leg: party, orders: [] };
  const call = told.call as CallIn<'talking'>;
  const { notReached: _, ...phase } = withoutLeg(withHold(call.phase, false), undefined, told.leg);
  const moved = rearranged(call, phase, around);
  const at = around.now;
  const known = { at, agent, ...partyOf(party) };
  const isTold = 'notice' in told.leg && told.leg.notice !== undefined;
  return step(
    moved.call,
    ...(party.who === 'colleague'
      ? [{ kind: 'agent-comes-over', agent: party.agent, from: input.call } as const]
      : []),
    ...(isOnHold(before.phase) ? [fact({ kind: 'resumed', at, agent })] : []),
    ...moved.orders,
    ...told.orders,
    fact({ kind: 'came-over', ...known, call: input.call, ticket: input.ticket }),
    ...(isTold ? [] : [fact({ kind: 'joined', ...known })]),
  );
}
