import type { Missed } from '../../agents/events.ts';
import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { type CallIn, type Dialling, nextId } from '../call.ts';
import { legsOf } from '../call-parties.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import type { DialOrder } from '../ports/telephony.ts';
import {
  answeredAlone,
  diallingAnew,
  diallingRecovers,
  isForNobody,
  stillComing,
} from '../rules/dialling-anew.ts';
import { toDirect } from '../rules/direct.ts';
import { type Ended, RECORDED_AS, UNSEEN } from '../rules/end-reason.ts';
import { joinedAtOnce } from '../rules/joining.ts';
import { RING_SLACK_MS, toEnding, toTalking } from '../rules/moves.ts';
import {
  AGENT_RING_MS,
  agentEnded,
  brokenOff,
  CUSTOMER_RING_MS,
  customerEnded,
  notDialled,
  ourFailure,
  telephoneFailed,
} from '../rules/not-reached.ts';
import { SENT_AWAY } from '../rules/parting.ts';
import { COMES_WITHIN_MS, letGo } from '../rules/second-line.ts';
import { first, nothing, type Step, step } from '../step.ts';

/**
 * An agent calls a customer back: their own telephone first, then the customer's line, then a notice to the customer
 * that the call may be recorded, then both into the bridge. While the customer's line is rung the agent hears what its
 * network says; an answer takes the two apart again until the notice is over. Who is in a talk already is not rung: their leg
 * comes from there (rules/second-line.ts). Whose leg dies meanwhile: rules/dialling-anew.ts.
 */
export function dialling(call: CallIn<'dialling'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  const anew = diallingAnew(call, input, around);
  if (anew) return unlessForNobody(anew, around);
  switch (input.kind) {
    case 'begin':
      return phase.second ? awaitsLeg(call) : ringAgent(call);
    case 'leg-comes':
      return legComes(call, input, around);
    case 'leg-answered':
      if (input.channel === phase.leg && phase.stage === 'agent') return ringCustomer(call, around);
      return input.channel === call.id && phase.stage === 'customer'
        ? customerAnswered(call, around)
        : nothing(call);
    case 'early-media':
      return input.channel === call.id ? networkSpeaks(call) : nothing(call);
    case 'played':
      return phase.stage === 'notice' && input.playback === phase.playback
        ? join(input.ok ? { ...call, noticeHeard: true } : call, around)
        : nothing(call);
    case 'channel-ended':
      if (input.channel === phase.leg)
        return give(call, agentEnded(call, input, around), besideLeg(call), around);
      return input.channel === call.id
        ? give(call, customerEnded(call, input, around), legsOf(call), around)
        : nothing(call);
    case 'outcome':
      return failed(call, input, around);
    case 'timer':
      return input.name === 'ring' ? unheard(call, around) : nothing(call);
    case 'ask-hang-up':
      return input.agent === phase.agent
        ? give(call, brokenOff(call, RECORDED_AS.hungUp), [...legsOf(call), call.id], around)
        : nothing(call);
    case 'agent-sent-away':
      return input.agent === phase.agent ? sentAway(call, around) : nothing(call);
    case 'recover':
      return recover(call, input, around);
    case 'agent-line-lost':
      return input.agent === phase.agent && phase.stage === 'agent'
        ? give(call, telephoneFailed('unreachable', RECORDED_AS.notThere), legsOf(call), around)
        : nothing(call);
    default:
      return nothing(call);
  }
}

/** The leg on its way was the last one of an agent's to come: who is rung would answer nobody. */
function unlessForNobody(anew: Step, around: Surroundings): Step {
  if (!isForNobody(anew.call)) return anew;
  const { id } = anew.call;
  return first(
    anew.orders,
    give(anew.call as CallIn<'dialling'>, ourFailure(RECORDED_AS.lineDropped), [id], around),
  );
}

function ringAgent(call: CallIn<'dialling'>): Step {
  const { agent, leg } = call.phase;
  return step(call, { kind: 'agent-offered', agent, second: true }, dial(call, leg, 'agent'), {
    kind: 'timer',
    name: 'ring',
    ms: AGENT_RING_MS + RING_SLACK_MS,
  });
}

function awaitsLeg(call: CallIn<'dialling'>): Step {
  const { agent } = call.phase;
  return step(
    call,
    { kind: 'agent-offered', agent, second: true },
    { kind: 'timer', name: 'ring', ms: COMES_WITHIN_MS },
  );
}

function legComes(
  call: CallIn<'dialling'>,
  input: Extract<CallInput, { kind: 'leg-comes' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const { agent, channel, endpoint = phase.agentEndpoint } = input;
  if (!phase.second || phase.leg !== '' || agent !== phase.agent) return letGo(call, input, around);
  const here = { ...call, phase: { ...phase, leg: channel, agentEndpoint: endpoint } };
  return first([{ kind: 'agent-at', agent }], ringCustomer(here, around));
}

function dial(call: CallIn<'dialling'>, channel: string, who: 'agent' | 'customer'): Order {
  const toAgent = who === 'agent';
  return {
    kind: 'dial',
    order: {
      channel,
      endpoint: toAgent ? call.phase.agentEndpoint : call.phase.endpoint,
      callerNumber: toAgent
        ? call.direct
          ? call.dialled
          : call.callerNumber
        : (call.outgoing?.callerId ?? ''),
      callerName: toAgent && !call.direct ? call.callerName : '',
      args: [call.direct ? 'caller' : who, call.id],
      ringMs: toAgent ? AGENT_RING_MS : CUSTOMER_RING_MS,
      ...(toAgent ? {} : toCustomer(call)),
      headers: toAgent ? { 'X-Cauce-Call': call.id, 'X-Cauce-Answer': 'auto' } : {},
    },
  };
}

function toCustomer({
  phase: { leg, early },
  outgoing,
}: CallIn<'dialling'>): Pick<DialOrder, 'originator' | 'early' | 'longestMs' | 'withheld'> {
  const longestMs = outgoing?.longestMs;
  return {
    originator: leg,
    ...(longestMs === undefined ? {} : { longestMs }),
    ...(outgoing?.withheld ? { withheld: true } : {}),
    ...(early ? { early: { bridge: early.bridge, listener: leg } } : {}),
  };
}

/** The agent hears ringing until the network says something itself. */
function ringCustomer(before: CallIn<'dialling'>, around: Surroundings): Step {
  if (before.direct) return ringColleague(before, before.direct.to, around);
  const { now } = around;
  const named = nextId(before, 'early');
  const phase: Dialling = { ...before.phase, stage: 'customer', rungAt: now, early: { bridge: named.id } };
  const call = { ...named.call, phase };
  return step(call, { kind: 'ring', channel: phase.leg }, dial(call, call.id, 'customer'), {
    kind: 'timer',
    name: 'ring',
    ms: CUSTOMER_RING_MS + RING_SLACK_MS,
  });
}

/** Their own telephone is the call's channel from now on; the colleague is rung. */
function ringColleague(call: CallIn<'dialling'>, to: string, around: Surroundings): Step {
  return first(
    [
      { kind: 'cancel-timer', name: 'ring' },
      { kind: 'agent-talks', agent: call.phase.agent },
    ],
    toDirect({ ...call, up: true }, to, around),
  );
}

function networkSpeaks(call: CallIn<'dialling'>): Step {
  const { early } = call.phase;
  if (!early || early.heard) return nothing(call);
  return nothing({ ...call, phase: { ...call.phase, early: { ...early, heard: true } } });
}

/** Nobody is to hear the other before the notice is over. */
function customerAnswered(call: CallIn<'dialling'>, around: Surroundings): Step {
  const { early, ...phase } = call.phase;
  if (!early) return notice(call, around);
  const { bridge } = early;
  const apart: Order[] = [
    { kind: 'leave', bridge, channel: call.id },
    ...(phase.lost ? [] : [{ kind: 'leave', bridge, channel: phase.leg } as const]),
    { kind: 'destroy-bridge', bridge },
  ];
  return first(apart, notice({ ...call, phase }, around));
}

function notice(call: CallIn<'dialling'>, around: Surroundings): Step {
  if (!around.facts.announceRecording) return join(call, around);
  const named = nextId({ ...call, up: true }, 'playback');
  const sounds = aloud([{ kind: 'file', name: PROMPTS.consent }]);
  return step(
    { ...named.call, phase: { ...call.phase, stage: 'notice', playback: named.id } },
    { kind: 'cancel-timer', name: 'ring' },
    { kind: 'play', channel: call.id, playback: named.id, sounds },
  );
}

function join(call: CallIn<'dialling'>, around: Surroundings): Step {
  if (call.phase.lost)
    return (
      answeredAlone({ ...call, phase: { ...call.phase, playback: null } }, around) ??
      give(call, ourFailure(RECORDED_AS.lineDropped), [call.id], around)
    );
  const { agent, leg, agentEndpoint: endpoint, joins, second } = call.phase;
  const isWished = second === true && around.autoJoins(agent);
  const goesOver = isWished && joins && around.otherLine(agent) === joins.to && around.takesParty(joins.to);
  // What they say in it, before they are in the other call, is nothing.
  const recording = goesOver ? 'never' : (call.outgoing?.recording ?? 'always');
  const talk = first(
    [{ kind: 'cancel-timer', name: 'ring' }],
    stillComing(toTalking(call, { agent, leg, endpoint, queued: null, recording }, around), call.phase),
  );
  if (goesOver) return joinedAtOnce(talk, agent, joins, around);
  // A colleague in the other call comes over to this one, once they talk.
  return isWished ? step(talk.call, ...talk.orders, { kind: 'ask-auto-join', agent }) : talk;
}

/** Asterisk said nothing, although it ends every ringing by itself: whether a telephone rang is not known. */
function unheard(call: CallIn<'dialling'>, around: Surroundings): Step {
  const failure =
    call.phase.stage === 'agent' && !call.phase.second
      ? telephoneFailed('failed', RECORDED_AS.noAnswer)
      : ourFailure(RECORDED_AS.noAnswer);
  return give(call, failure, [...legsOf(call), call.id], around);
}

function failed(
  call: CallIn<'dialling'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  if (input.outcome === 'done') return nothing(call);
  if (input.order === 'play' && input.subject === phase.playback) return join(call, around);
  if (input.order !== 'dial') return nothing(call);
  const leg = phase.stage === 'agent' ? [] : legsOf(call);
  // Without an answer in time the telephone may ring all the same.
  const unknown = input.outcome === 'timed-out' ? [input.subject] : [];
  return give(call, notDialled(call, input.outcome, around), [...leg, ...unknown], around);
}

/** Goes on where the two telephones are now. Whether the customer heard the notice to its end is not known: again. */
function recover(before: CallIn<'dialling'>, there: StillThere, around: Surroundings): Step {
  const isRung = before.phase.stage !== 'agent';
  const { call, told } = isRung ? diallingRecovers(before, there, around) : { call: before, told: [] };
  return first(told, goesOn(call, there, around));
}

function goesOn(call: CallIn<'dialling'>, there: StillThere, around: Surroundings): Step {
  const { phase } = call;
  const needed = [...(phase.lost ? [] : [phase.leg]), ...(phase.stage === 'agent' ? [] : [call.id])];
  const isAnswered = there.answered.has(call.id);
  if (needed.some(each => !there.alive.has(each)) || (isForNobody(call) && !isAnswered)) {
    const open = [...legsOf(call), call.id].filter(each => there.alive.has(each));
    return give(call, UNSEEN, open, around);
  }
  const offered: Order = { kind: 'agent-offered', agent: phase.agent, second: true };
  if (phase.stage === 'agent' && there.answered.has(phase.leg))
    return first([offered], ringCustomer(call, around));
  if (isAnswered) {
    const alone = phase.second && phase.lost && !phase.coming ? answeredAlone(call, around) : null;
    if (alone) return first([offered], alone);
    const quiet: Order[] = phase.playback ? [{ kind: 'stop-playing', playback: phase.playback }] : [];
    return first([offered, ...quiet], customerAnswered(call, around));
  }
  const ms = (phase.stage === 'agent' ? AGENT_RING_MS : CUSTOMER_RING_MS) + RING_SLACK_MS;
  return step(call, offered, { kind: 'timer', name: 'ring', ms });
}

/**
 * Not reached. Who was connected to their own telephone already tells what came of it; else that telephone is left alone
 * for a while, and its person is told why. A call of one's own that one does not take is no ignored offer.
 */
function give(call: CallIn<'dialling'>, failure: Ended, open: readonly string[], around: Surroundings): Step {
  const { agent, stage } = call.phase;
  const tried = stage !== 'agent';
  const finish: Order[] = tried
    ? [
        { kind: 'agent-talks', agent },
        { kind: 'agent-finished', agent, wrapUp: true },
      ]
    : [{ kind: 'agent-missed', agent, why: against(failure) }];
  return first(
    [...finish, ...bridgeGone(call)],
    toEnding(call, { ...failure, open, awaits: tried ? { agent, queue: null } : null }, around),
  );
}

/** The other channels, when the agent's leg is gone. */
const besideLeg = (call: CallIn<'dialling'>): string[] =>
  call.phase.stage === 'agent'
    ? []
    : [...legsOf(call), call.id].filter(channel => channel !== call.phase.leg);

function against({ telephone }: Ended): Missed | null {
  return telephone === undefined || telephone === 'ignored' ? null : telephone;
}

function bridgeGone({ phase: { early } }: CallIn<'dialling'>): Order[] {
  return early ? [{ kind: 'destroy-bridge', bridge: early.bridge }] : [];
}

/**
 * The agent may not go on with it: a customer who has answered waits for somebody else. Else the call ends by the centre, and nobody
 * has to wrap it up.
 */
function sentAway(call: CallIn<'dialling'>, around: Surroundings): Step {
  const { agent, stage } = call.phase;
  const elsewhere = stage === 'notice' ? answeredAlone(call, around, 'ended-by-admin') : null;
  if (elsewhere) return elsewhere;
  const open = [...legsOf(call), ...(stage === 'agent' ? [] : [call.id])];
  return first(
    [{ kind: 'agent-missed', agent, why: null }, ...bridgeGone(call)],
    toEnding(call, { ...SENT_AWAY, open, awaits: null }, around),
  );
}
