import type { Missed } from '../../agents/events.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import { REFUSED_AGAIN_MS } from '../../queues/events.ts';
import { type Call, type CallIn, nextId, type Queued, queuedOf } from '../call.ts';
import { waitsBeside } from '../call-parties.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import type { Outcome } from '../ports/telephony.ts';
import { apart } from '../rules/arrangement.ts';
import { ringsOn, toTalkOfOurs } from '../rules/direct.ts';
import { hearsOn, notTaken, stillDirected } from '../rules/directed.ts';
import { customerLeft, type Ended, UNSEEN } from '../rules/end-reason.ts';
import { firstWords, owesNotice, quiet, wordsRecover } from '../rules/first-words.ts';
import { AUTO_JOIN_LATER, asksAutoJoin, joinedAtOnce } from '../rules/joining.ts';
import { LEAST_RING_MS, offeredTo, offerTime, RING_SLACK_MS, toEnding, toTalking } from '../rules/moves.ts';
import { ASK_EVERY_MS, isUnheard, whyMissed } from '../rules/offer-end.ts';
import { ownRecording } from '../rules/recording.ts';
import { answersOf, ringOurs } from '../rules/ringing-ours.ts';
import { letGo } from '../rules/second-line.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';

/** The caller is said to have gone; the end of their channel should be reported within this time, ms. */
const LEFT_MS = 1_000;

/** No notice takes this long: an agent who has answered talks to the caller all the same, ms. */
const NOTICE_MS = 15_000;

/**
 * An agent's telephone rings. The caller still hears first words, music or an announcement; the first to act decides. An
 * agent who answers before the notice of the recording is over hears ringing on until then.
 */
export function offered(call: CallIn<'offered'>, input: CallInput, around: Surroundings): Step {
  if (call.phase.leg === '') return besideNoMore(whileBeside(call, input, around));
  const words = firstWords(call, input, around.now);
  if (words) return agentWaits(words.call) ? joinAfter(words, around) : words;
  return call.phase.agentUp ? whileNotice(call, input, around) : whileRinging(call, input, around);
}

/** An agent who has answered waits for nothing any more. */
function agentWaits(call: Call): call is CallIn<'offered'> {
  const { phase } = call;
  return phase.kind === 'offered' && phase.agentUp === true && !owesNotice(call as CallIn<'offered'>);
}

function joinAfter(words: Step, around: Surroundings): Step {
  return first(words.orders, answered(words.call as CallIn<'offered'>, around));
}

/** The leg is up; only its end or the caller's is news. */
function whileNotice(call: CallIn<'offered'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'timer':
      return input.name === 'ring' ? answered(call, around) : nothing(call);
    case 'channel-ended':
      if (input.channel === phase.leg)
        return missed(call, input.end.dropped ? 'unreachable' : 'refused', false, around);
      return whileRinging(call, input, around);
    case 'agent-sent-away':
    case 'ask-hang-up':
    case 'ask-rejoin':
    case 'recover':
      return whileRinging(call, input, around);
    default:
      return nothing(call);
  }
}

/** Nothing rings: the agent, who talks, sees that it waits. */
function whileBeside(call: CallIn<'offered'>, input: CallInput, around: Surroundings): Step {
  const { agent } = call.phase;
  switch (input.kind) {
    case 'leg-comes':
      return input.agent === agent ? taken(call, input, around) : letGo(call, input, around);
    case 'leg-gone':
      return input.agent === agent ? ringAfterTalk(call, around) : nothing(call);
    case 'channel-ended':
      return input.channel === call.id ? callerLeft(call, customerLeft(input), [], around) : nothing(call);
    case 'agent-line-lost':
      // Whether the talk is lost as well is heard by its leg.
      return input.agent === agent && input.over
        ? missed(call, 'unreachable', false, around, null)
        : nothing(call);
    case 'agent-sent-away':
      return input.agent === agent ? missed(call, 'unreachable', false, around, null) : nothing(call);
    case 'ask-hang-up':
      return input.agent === agent ? missed(call, 'refused', false, around) : nothing(call);
    case 'timer':
      if (input.name === 'auto-join') return asksAutoJoin(call, agent, around);
      return input.name === 'ring' ? missed(call, 'ignored', false, around) : nothing(call);
    case 'recover':
      return first(apart(call, input), besideRecovers(call, input, around));
    default:
      return nothing(call);
  }
}

const besideNoMore = (then: Step): Step =>
  waitsBeside(then.call) ? then : first([{ kind: 'cancel-timer', name: 'auto-join' }], then);

/** The agent has put their talk on hold, and comes with its leg. */
function taken(
  call: CallIn<'offered'>,
  { agent, channel, endpoint = call.phase.endpoint, joins }: Extract<CallInput, { kind: 'leg-comes' }>,
  around: Surroundings,
): Step {
  const phase = { ...call.phase, leg: channel, ...(endpoint === undefined ? {} : { endpoint }) };
  const goesOver = joins !== undefined && around.takesParty(joins.to);
  const talk = answered({ ...call, phase }, around, goesOver);
  return first(
    [{ kind: 'agent-at', agent }],
    joinedAtOnce(talk, agent, goesOver ? joins : undefined, around),
  );
}

/** The talk beside which it waited is over: their telephone rings for what is left of the time. */
function ringAfterTalk(call: CallIn<'offered'>, around: Surroundings): Step {
  const { phase } = call;
  const { endpoint, offeredAt = around.now } = phase;
  if (endpoint === undefined) return missed(call, 'unreachable', false, around, null);
  const leg = nextId(call, 'leg');
  const left = offeredAt + offerTime(phase, offeredAt, around) - around.now;
  const ringMs = Math.max(left, LEAST_RING_MS);
  return step(
    { ...leg.call, phase: { ...phase, leg: leg.id } },
    ringOurs(call, { channel: leg.id, endpoint }, { ringMs, answers: answersOf(phase.agent, null, around) }),
    { kind: 'timer', name: 'ring', ms: ringMs + RING_SLACK_MS },
  );
}

function besideRecovers(call: CallIn<'offered'>, there: StillThere, around: Surroundings): Step {
  if (!there.alive.has(call.id)) return callerLeft(call, UNSEEN, [], around);
  const { agent } = call.phase;
  return first(
    [
      { kind: 'agent-offered', agent, second: true },
      { kind: 'timer', name: 'ring', ms: offerTime(call.phase, around.now, around) },
      AUTO_JOIN_LATER,
    ],
    ringsOn({ ...call, up: there.answered.has(call.id) }),
  );
}

function whileRinging(call: CallIn<'offered'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'leg-answered':
      return input.channel === phase.leg ? picksUp(call, around) : nothing(call);
    case 'channel-ended':
      if (input.channel === call.id) return callerLeft(call, customerLeft(input), [phase.leg], around);
      return input.channel === phase.leg ? legEnded(call, input, around) : nothing(call);
    case 'outcome':
      if (input.order === 'dial' && input.subject === phase.leg) return dialled(call, input.outcome, around);
      if (input.order === 'ask-ringing' && input.subject === phase.leg)
        return ringsOutcome(call, input.outcome, around);
      return played(call, input);
    case 'agent-line-lost':
      if (input.agent !== phase.agent) return nothing(call);
      return input.over ? missed(call, 'unreachable', true, around) : lineLost(call, around);
    case 'agent-sent-away':
      return input.agent === phase.agent ? missed(call, 'unreachable', true, around) : nothing(call);
    case 'timer':
      if (input.name === 'ring')
        return phase.silence ? unheard(call, true, around) : missed(call, 'ignored', true, around);
      if (input.name === 'silent') return step(call, { kind: 'ask-ringing', channel: phase.leg });
      if (input.name === 'left') return missed(call, 'failed', true, around);
      return input.name === 'announce' ? playMusic(call) : nothing(call);
    case 'played':
      return input.playback === phase.playback ? playMusic(call) : nothing(call);
    case 'ask-hang-up':
      return input.agent === phase.agent ? missed(call, 'refused', true, around) : nothing(call);
    case 'ask-rejoin':
      return input.agent === phase.agent ? ringAnew(call, around) : nothing(call);
    case 'recover':
      return first(apart(call, input), recover(call, input, around));
    default:
      return nothing(call);
  }
}

function picksUp(call: CallIn<'offered'>, around: Surroundings): Step {
  if (!owesNotice(call)) return answered(call, around);
  return step(
    { ...call, phase: { ...call.phase, agentUp: true } },
    { kind: 'ring', channel: call.phase.leg },
    { kind: 'timer', name: 'ring', ms: NOTICE_MS },
  );
}

/** `goesOver`: into the agent's other call at once; what they say in this one before is nothing. */
function answered(call: CallIn<'offered'>, around: Surroundings, goesOver = false): Step {
  const { phase } = call;
  const { agent, leg, endpoint } = phase;
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const policy =
    ownRecording(call, agent, phase, around)?.policy ?? around.queue(phase.queue)?.recording ?? 'never';
  const recording = goesOver ? 'never' : policy;
  const timers: Order[] = [
    { kind: 'cancel-timer', name: 'ring' },
    { kind: 'cancel-timer', name: 'silent' },
    { kind: 'cancel-timer', name: 'left' },
    ...(phase.words ? [{ kind: 'cancel-timer', name: 'first' } as const] : []),
    { kind: 'cancel-timer', name: 'announce' },
  ];
  const from = call.direct?.from;
  return first(
    [...answer, ...quiet(call), ...timers],
    from
      ? toTalkOfOurs(call, from, around)
      : toTalking(call, { agent, leg, endpoint, queued: queuedOf(phase), recording }, around),
  );
}

/** `gone` means the caller, whose codec was to be offered: nobody else is to be rung for them. */
function dialled(call: CallIn<'offered'>, outcome: Outcome, around: Surroundings): Step {
  switch (outcome) {
    case 'done':
      return step(withRung(call), { kind: 'timer', name: 'silent', ms: ASK_EVERY_MS });
    case 'lost':
      return nothing(call);
    case 'gone':
      return step(call, { kind: 'timer', name: 'left', ms: LEFT_MS });
    case 'refused':
      return missed(call, 'unreachable', false, around);
    case 'timed-out':
      return unheard(call, true, around);
    default:
      return outcome satisfies never;
  }
}

/**
 * Whether the telephone has said anything by now: not twice in a row, and it is silent. While the silence may be ours it is asked
 * on, until its ring time is over. An end that is `gone` is heard of by itself.
 */
function ringsOutcome(call: CallIn<'offered'>, outcome: Outcome, around: Surroundings): Step {
  const { silence, ...phase } = call.phase;
  switch (outcome) {
    case 'done':
      return silence ? nothing({ ...call, phase }) : nothing(call);
    case 'refused': {
      if (around.silenceIsOurs()) return askAgain(call, 'ours');
      return silence === 'once' ? missed(call, 'silent', true, around) : askAgain(call, 'once');
    }
    case 'timed-out':
      return askAgain(call, 'ours');
    case 'gone':
    case 'lost':
      return nothing(call);
    default:
      return outcome satisfies never;
  }
}

function askAgain(call: CallIn<'offered'>, silence: 'once' | 'ours'): Step {
  return step(
    { ...call, phase: { ...call.phase, silence } },
    { kind: 'timer', name: 'silent', ms: ASK_EVERY_MS },
  );
}

/** Nothing came of the offer, and nothing is held against the agent or their telephone: we may have been late ourselves. */
function unheard(call: CallIn<'offered'>, hangUp: boolean, around: Surroundings): Step {
  return missed(call, 'failed', hangUp, around, null);
}

function legEnded(
  call: CallIn<'offered'>,
  { end, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  around: Surroundings,
): Step {
  const { endpoint = '', offeredAt = around.now, silence } = call.phase;
  const afterMs = around.now - offeredAt;
  if (isUnheard({ why: end.why, rang, afterMs }, silence)) return unheard(call, false, around);
  const why = whyMissed({
    why: end.why,
    rang,
    afterMs,
    limitMs: offerTime(call.phase, offeredAt, around),
    desk: isDeskLine(around.lineAt(endpoint) ?? ''),
  });
  return missed(call, why, false, around);
}

/**
 * The agent's page was loaded anew or has another connection: what rings is a leg that nobody can answer. One that needs
 * that again for the same call cannot be rung.
 */
function ringAnew(call: CallIn<'offered'>, around: Surroundings): Step {
  const { agent, missedBy, only } = call.phase;
  const isSecond = only ? only.anew === true : missedBy.includes(agent);
  return isSecond
    ? missed(call, 'unreachable', true, around)
    : missed(anew(call), 'unreachable', true, around, null, true);
}

/**
 * The contact of the telephone that rings is gone: its page may be loaded anew. Who waits for this agent alone waits on for as long
 * as it would have rung, once.
 */
function lineLost(call: CallIn<'offered'>, around: Surroundings): Step {
  const { only, offeredAt = around.now } = call.phase;
  if (!only || only.anew) return missed(call, 'unreachable', true, around);
  const until = Math.max(only.until, offeredAt + offerTime(call.phase, offeredAt, around));
  return missed(anew(call, until), 'unreachable', true, around, null, true);
}

function anew(call: CallIn<'offered'>, until = call.phase.only?.until): CallIn<'offered'> {
  const { only } = call.phase;
  if (!only || until === undefined) return call;
  return { ...call, phase: { ...call.phase, only: { ...only, until, anew: true } } };
}

function withRung(call: CallIn<'offered'>): CallIn<'offered'> {
  return call.phase.only && !call.phase.rung ? { ...call, phase: { ...call.phase, rung: true } } : call;
}

/**
 * The next agent gets the call; the caller keeps their place. `hangUp`: the leg may still ring; `ringAnew`: an agent for whom
 * alone they wait is rung once more.
 */
function missed(
  call: CallIn<'offered'>,
  why: Missed,
  hangUp: boolean,
  around: Surroundings,
  against: Missed | null = why,
  ringAnew = false,
): Step {
  const { phase } = call;
  const leg: Order[] = hangUp ? [{ kind: 'hang-up', channel: phase.leg }] : [];
  // Whoever lets a call for them alone ring, or declines it, leaves it to their voicemail: no caller is kept waiting by it.
  const isTheirs = phase.only?.why === 'direct' && (against === 'ignored' || against === 'refused');
  const queued = missedOnce(phase, why, around);
  const hears = hearsOn(phase, around);
  const again = ringAnew && queued.only;
  const waiting = again
    ? stillDirected(call, queued, again, hears, around)
    : notTaken(call, queued, why, hears, around);
  return first(
    [
      ...leg,
      { kind: 'cancel-timer', name: 'ring' },
      { kind: 'cancel-timer', name: 'silent' },
      { kind: 'cancel-timer', name: 'left' },
      { kind: 'agent-missed', agent: phase.agent, why: isTheirs ? null : against },
      fact({ kind: 'offer-ended', at: around.now, agent: phase.agent, offer: phase.offer, why }),
    ],
    waiting,
  );
}

function callerLeft(
  call: CallIn<'offered'>,
  ended: Ended,
  open: readonly string[],
  around: Surroundings,
): Step {
  const { phase } = call;
  return first(
    [
      { kind: 'agent-missed', agent: phase.agent, why: null },
      fact({
        kind: 'offer-ended',
        at: around.now,
        agent: phase.agent,
        offer: phase.offer,
        why: 'caller-left',
      }),
    ],
    toEnding(call, { ...ended, open, awaits: null }, around),
  );
}

function played(call: CallIn<'offered'>, input: Extract<CallInput, { kind: 'outcome' }>): Step {
  return input.order === 'play' && input.subject === call.phase.playback ? playMusic(call) : nothing(call);
}

/** The caller, the leg or both may have gone meanwhile; or the agent has answered, and nobody told us. */
function recover(call: CallIn<'offered'>, there: StillThere, around: Surroundings): Step {
  const { phase } = call;
  const rings = there.alive.has(phase.leg);
  if (!there.alive.has(call.id)) return callerLeft(call, UNSEEN, rings ? [phase.leg] : [], around);
  const up = { ...call, up: there.answered.has(call.id) };
  const offered = offeredTo(phase);
  const answers = there.answered.has(phase.leg);
  if (answers && !owesNotice(call)) return first([offered], answered(up, around));
  const heard = wordsRecover(up, there) ?? playAgain(up);
  if (answers) return first([offered, ...heard.orders], picksUp(heard.call as CallIn<'offered'>, around));
  const again = heard.call as CallIn<'offered'>;
  // The order to ring may have been lost with us: who waits for one agent alone is not to miss them by that.
  const ringAnew = phase.only !== undefined && !phase.rung;
  if (!rings) return first(heard.orders, missed(again, 'failed', false, around, null, ringAnew));
  const ringMs = offerTime(phase, around.now, around) + RING_SLACK_MS;
  const timers: Order[] = [
    { kind: 'timer', name: 'ring', ms: ringMs },
    { kind: 'timer', name: 'silent', ms: ASK_EVERY_MS },
  ];
  return first([offered, ...timers], heard);
}

function playAgain(call: CallIn<'offered'>): Step {
  if (call.phase.only?.why === 'direct') return ringsOn(call);
  return call.up
    ? playMusic({ ...call, phase: { ...call.phase, music: false } })
    : nothing({ ...call, phase: { ...call.phase, playback: null, music: false } });
}

function playMusic(call: CallIn<'offered'>): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const on: Order[] = call.phase.music ? [] : [{ kind: 'music', channel: call.id, on: true }];
  return step({ ...call, up: true, phase: { ...call.phase, playback: null, music: true } }, ...answer, ...on);
}

/** What the caller brings back to the queue: who has missed this call, and who must not be asked again at once. */
function missedOnce(phase: CallIn<'offered'>['phase'], why: Missed, around: Surroundings): Queued {
  const { agent, queue } = phase;
  const queued = queuedOf(phase);
  const missedBy = [...new Set([...queued.missedBy, agent])];
  if (why !== 'refused') return { ...queued, missedBy };
  const again = around.now + (around.queue(queue)?.refusedAgainMs ?? REFUSED_AGAIN_MS);
  return { ...queued, missedBy, notBefore: { ...queued.notBefore, [agent]: again } };
}
