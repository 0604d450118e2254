import { type Agent, mayBeOffered, queuesOf, reachOf } from '../agents/agent.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { Call, CallIn, Help, Queued, Talking } from '../calls/call.ts';

import { agentOf, isBeforeRinging, isInHandOf, telephoneOf } from '../calls/call-parties.ts';

import {
  agentLeg,
  colleagues,
  isAsked,
  isAway,
  isMuted,
  isOnHold,
  type Leg,
  outsideLegs,
  peopleIn,
  supervisorLegs,
} from '../calls/legs.ts';
import { isPartOver } from '../calls/rules/customer-leaves.ts';
import { partnerIn } from '../calls/rules/leading.ts';
import { toBeTold } from '../calls/rules/owed-notice.ts';

import { endsForAll } from '../calls/rules/parting.ts';
import { isRecorded, wantedRecorder } from '../calls/rules/recording.ts';
import { policyOf } from '../calls/rules/recording-orders.ts';
import { MOST_PEOPLE } from '../calls/rules/ringing-asked.ts';
import { modeOf } from '../calls/rules/supervision-told.ts';
import { debtOf } from '../customers/customer.ts';
import type { QueueProfile } from '../queues/events.ts';
import type {
  AgentPicture,
  CallPicture,
  ColleaguePicture,
  CustomerCard,
  QueuePicture,
  RecorderPicture,
  TransferPicture,
} from './events.ts';
import { EMPTY_AGENT_DAY, EMPTY_QUEUE_DAY, type Today } from './today.ts';

type Writable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** Drawn at every change of every agent: what is not always there is added, for a spread of nothing costs half a microsecond. */
export function drawAgent(agent: Agent, today: Today): AgentPicture {
  const { profile, will, willSince, phone, work, beside, missed, leaving } = agent;
  const { rest, directed, moved, held, supervises, autoJoin, noCallWaiting } = agent;
  const day = today.agents.get(profile.id) ?? EMPTY_AGENT_DAY;
  const drawn: Writable<AgentPicture> = {
    ...profile,
    queues: queuesOf(agent),
    will,
    willSince,
    phone,
    work,
    mayBeOffered: mayBeOffered(agent),
    reach: reachOf(agent),
    missed,
    answeredToday: day.answered,
    talkMsToday: day.talkMs,
    heldMsToday: day.heldMs ?? 0,
    joinedToday: day.joined ?? 0,
    joinedMsToday: day.joinedMs ?? 0,
    missedToday: day.missed ?? {},
  };
  if (beside) drawn.beside = beside;
  if (leaving) drawn.leaving = leaving;
  if (rest) drawn.rest = rest;
  if (directed) drawn.directed = { ...directed, by: directed.by.name };
  if (held) drawn.held = { ...held, by: held.by.name };
  if (moved) drawn.moved = moved;
  if (autoJoin) drawn.autoJoin = autoJoin;
  if (noCallWaiting) drawn.noCallWaiting = noCallWaiting;
  if (supervises !== undefined) drawn.supervises = supervises;
  return drawn;
}

/**
 * `lineAt` is the line whose telephone is rung at an endpoint; `leaderMayLeave` as in the centre's policies; `hasTwo`: the agent
 * is in two talks.
 */
export function drawCall(
  call: Call,
  position: number | null,
  lineAt: (endpoint: Endpoint) => string | null,
  leaderMayLeave = true,
  hasTwo: (agent: string) => boolean = () => false,
): CallPicture {
  const { phase, wrapUps } = call;
  const agent = agentOf(call);
  const lineOf = (person: string) => {
    const telephone = telephoneOf(call, person);
    return telephone === null ? null : lineAt(telephone);
  };
  const queued = queuedIn(phase);
  const from = call.direct?.from;
  const caller = from && isInHandOf(call, from.agent) ? from.agent : undefined;
  return {
    id: call.id,
    direction: call.direction,
    phase: isBeforeRinging(call) ? 'waiting' : phase.kind,
    ticket: call.ticket,
    callerNumber: call.callerNumber,
    callerName: call.callerName,
    dialled: call.dialled,
    customer: drawCustomer(call),
    ...(call.candidates
      ? { candidates: call.candidates.map(({ id, name, document }) => ({ id, name, document })) }
      : {}),
    learned: call.learned,
    queue: queued?.queue ?? wrapUps?.find(each => each.agent === agent)?.queue ?? handedOutOf(call),
    topic: queued?.topic ?? null,
    arrivedAt: call.arrivedAt,
    queuedAt: queued?.queuedAt ?? null,
    position,
    ...(phase.kind === 'talking' && phase.queued?.unheard ? { unheard: phase.queued.unheard } : {}),
    ...(phase.kind === 'voicemail' ? { message: phase.stage } : {}),
    ...(phase.kind === 'voicemail' && phase.why ? { notTaken: phase.why } : {}),
    ...(call.direct ? { directTo: call.direct.to } : {}),
    ...(caller === undefined ? {} : { caller: { agent: caller, line: lineOf(caller) } }),
    ...(partnerIn(call) && agent !== null && !hasTwo(agent) ? { pair: true } : {}),
    agent,
    line: agent === null ? null : lineOf(agent),
    ...(wrapUps
      ? { wrapUps: wrapUps.map(({ endpoint: _, ...owed }) => ({ ...owed, line: lineOf(owed.agent) })) }
      : {}),
    ...(phase.kind === 'talking' && isAway(phase) ? { away: agentLeg(phase)?.awayAt ?? 0 } : {}),
    ...drawLeg(call),
    ...(phase.kind === 'talking' ? drawColleagues(call.id, phase, lineOf) : {}),
    ...(endsForAll(call, leaderMayLeave) ? { endsForAll: true } : {}),
    ...(phase.kind === 'talking' && peopleIn(phase) >= MOST_PEOPLE ? { full: true } : {}),
    ...('legs' in phase ? drawOutside(phase.legs) : {}),
    ...(phase.kind === 'talking' && phase.notReached ? { notReached: phase.notReached } : {}),
    ...(phase.kind === 'talking' && phase.unanswered ? { unanswered: phase.unanswered } : {}),
    ...(phase.kind === 'talking' && phase.before !== undefined ? { before: phase.before } : {}),
    ...drawTransfer(call, queued?.transfer),
    ...(phase.kind === 'waiting' && phase.only ? { waitsFor: phase.only.agent } : {}),
    ...(phase.kind === 'offered' && phase.only?.by ? { givenBy: phase.only.by.name } : {}),
    ...(call.help ? { help: drawHelp(call.help) } : {}),
    ...drawSupervisors(call, lineAt),
    ...(phase.kind === 'offered' && phase.agentUp ? { agentUp: true } : {}),
    answeredAt: phase.kind === 'talking' ? phase.answeredAt : null,
    ...(phase.kind === 'talking' && phase.customerLeft ? { customerLeft: true } : {}),
    ...(isPartOver(call) ? { owedByNobody: true } : {}),
    onHold: phase.kind === 'talking' && isOnHold(phase),
    ...(phase.kind === 'talking' && phase.held?.since !== undefined ? { heldSince: phase.held.since } : {}),
    ...(call.farHold ? { farHold: true } : {}),
    ...(phase.kind === 'dialling' && phase.early?.heard ? { earlyMedia: true } : {}),
    ...(phase.kind === 'dialling' && phase.stage !== 'agent' ? { customerRung: true } : {}),
    recording: call.recording !== null && !call.recording.paused,
    ...(isTalk(call) ? { recorder: drawRecorder(call) } : {}),
    ...(phase.kind === 'ending' && phase.end ? { ended: phase.end } : {}),
    openTickets: call.openTickets.map(({ number, state, level, summary, openedAt }) => ({
      number,
      state,
      level,
      summary,
      openedAt,
    })),
  };
}

function drawTransfer({ phase }: Call, transfer: TransferPicture | undefined): Pick<CallPicture, 'transfer'> {
  if (transfer) return { transfer };
  if (phase.kind !== 'welcome' || !phase.sent) return {};
  const { from, note, at } = phase.sent;
  return { transfer: { from, note, at } };
}

/** Who rings at one agent alone, because they called that one, is in no queue. */
function queuedIn(phase: Call['phase']): Queued | null {
  if (phase.kind === 'talking' || phase.kind === 'giving-out') return phase.queued;
  return 'queuedAt' in phase && phase.only?.why !== 'direct' ? phase : null;
}

/** The queue for which a number outside was called that the customer talks with. */
const handedOutOf = ({ phase }: Call): string | null =>
  phase.kind === 'handed-out' ? (outsideLegs(phase)[0]?.queue ?? null) : null;

/** `leg-<call>-<n>`: the call that it was dialled for names it on the telephone (`X-Cauce-Call`). */
const LEG = /^leg-(.+)-\d+$/;

function drawLeg({ id, phase }: Call): Pick<CallPicture, 'legOf'> {
  const channel =
    phase.kind === 'talking' ? agentLeg(phase)?.channel : phase.kind === 'dialling' ? phase.leg : undefined;
  return legOf(id, channel);
}

/** A leg that is named after another call, or was that call's own channel. */
function legOf(call: string, channel: string | undefined): { readonly legOf?: string } {
  const of = channel ? (LEG.exec(channel)?.[1] ?? channel) : undefined;
  return of === undefined || of === call ? {} : { legOf: of };
}

function drawHelp({ agent, since, seenBy }: Help): NonNullable<CallPicture['help']> {
  return { agent, since, ...(seenBy ? { seenBy: seenBy.name } : {}) };
}

const isTalk = (call: Call): call is CallIn<'talking'> => call.phase.kind === 'talking';

function drawRecorder(call: CallIn<'talking'>): RecorderPicture {
  const { recording, phase } = call;
  const policy = policyOf(call);
  if (phase.pause) {
    const state = recording && (recording.unanswered ?? 0) > 0 ? 'pausing' : 'paused';
    const { until, why } = phase.pause;
    return { policy, state, until, ...(why === undefined ? {} : { why }) };
  }
  if (!isRecorded(call)) return { policy, state: 'off' };
  if (toBeTold(call) !== null) return { policy, state: 'notice' };
  const wanted = wantedRecorder(call);
  if (!wanted || wanted.paused) return { policy, state: 'waits' };
  return { policy, state: recording && !recording.paused ? 'on' : 'off' };
}

function drawSupervisors(
  { phase }: Call,
  lineAt: (endpoint: Endpoint) => string | null,
): Pick<CallPicture, 'supervisors'> {
  const legs = phase.kind === 'talking' ? supervisorLegs(phase) : [];
  if (legs.length === 0) return {};
  return {
    supervisors: legs.map(leg => {
      const { person, endpoint, state, seen, since, notTaken } = leg;
      const told = notTaken ? { notTaken } : {};
      return { person, line: lineAt(endpoint), mode: modeOf(leg), up: state === 'up', seen, since, ...told };
    }),
  };
}

function drawColleagues(
  call: string,
  talk: Talking,
  lineOf: (person: string) => string | null,
): Pick<CallPicture, 'colleagues' | 'customerMuted' | 'aside'> {
  const all = colleagues(talk);
  const isCustomerMuted = talk.legs.some(leg => leg.who === 'customer' && isMuted(leg));
  const aside = {
    ...(isCustomerMuted ? { customerMuted: true as const } : {}),
    ...(agentLeg(talk)?.place === 'aside' ? { aside: true as const } : {}),
  };
  if (all.length === 0) return aside;
  const drawn = all.map((leg): ColleaguePicture => {
    const { agent, state, place, since, note, tried, queue } = leg;
    const joined = place !== 'aside' && !isAsked(leg);
    return {
      agent,
      ...legOf(call, leg.channel),
      line: lineOf(agent),
      state: joined ? 'joined' : state === 'dialled' ? 'ringing' : 'aside',
      since,
      note,
      ...(tried ? { queue } : {}),
      ...(isMuted(leg) ? { muted: true } : {}),
    };
  });
  return { colleagues: drawn, ...aside };
}

function drawOutside(legs: readonly Leg[]): Pick<CallPicture, 'outside'> {
  const all = outsideLegs({ legs });
  if (all.length === 0) return {};
  return {
    outside: all.map(leg => {
      const { channel, dialled, state, place, since, notice, by } = leg;
      const there = notice === undefined ? (place === 'aside' ? 'aside' : 'joined') : 'notice';
      const muted = isMuted(leg) ? { muted: true as const } : {};
      return { leg: channel, dialled, by, state: state === 'dialled' ? 'ringing' : there, since, ...muted };
    }),
  };
}

function drawCustomer(call: Call): CustomerCard | null {
  const { customer } = call;
  if (!customer) return null;
  const line = customer.lines.find(each => each.number === call.callerNumber) ?? customer.lines[0];
  const debt = debtOf(customer.account);
  return {
    id: customer.id,
    name: customer.name,
    document: customer.document,
    segment: customer.segment,
    line: line?.number ?? call.callerNumber,
    service: line?.service ?? '',
    accountState: customer.account.state,
    debt: debt ? { amount: debt.amount, currency: debt.currency } : null,
    ...(call.identifiedBy ? { by: call.identifiedBy } : {}),
  };
}

export function drawQueue(
  queue: QueueProfile,
  centre: { calls: readonly Call[]; agents: readonly Agent[]; today: Today; open: boolean },
): QueuePicture {
  const waiting = centre.calls.flatMap(({ phase }) =>
    (phase.kind === 'waiting' || phase.kind === 'offered') &&
    phase.queue === queue.name &&
    phase.only?.why !== 'direct'
      ? [phase.queuedAt]
      : [],
  );
  const agents = centre.agents.filter(agent => queuesOf(agent).includes(queue.name));
  const day = centre.today.queues.get(queue.name) ?? EMPTY_QUEUE_DAY;
  const ended = day.answered + day.abandoned;
  return {
    name: queue.name,
    title: queue.title,
    open: centre.open,
    waiting: waiting.length,
    oldestSince: waiting.length > 0 ? Math.min(...waiting) : null,
    agentsReady: agents.filter(mayBeOffered).length,
    agentsTalking: agents.filter(agent => agent.work.kind === 'talking').length,
    agentsOnBreak: agents.filter(
      ({ will, work }) => work.kind === 'idle' && (will.kind === 'break' || will.kind === 'dnd'),
    ).length,
    wrapUpAlarmMs: queue.wrapUpAlarmMs,
    autoAnswer: queue.autoAnswer ?? 'allows',
    maskNumbers: queue.maskNumbers ?? false,
    revealNumbers: queue.revealNumbers ?? false,
    recording: queue.recording,
    recordingPauseMs: queue.recordingPauseMs,
    thresholds: queue.thresholds ?? {},
    today: {
      offered: day.offered,
      answered: day.answered,
      abandoned: day.abandoned,
      serviceLevel: day.answered > 0 ? day.answeredWithin / day.answered : null,
      serviceLevelInclusive: ended > 0 ? (day.answeredWithin + day.abandonedWithin) / ended : null,
      averageWaitMs: day.answered > 0 ? Math.round(day.waitedMs / day.answered) : null,
      answerWithinMs: queue.answerWithinMs,
    },
  };
}
