import type { RecordingPolicy } from '../../queues/events.ts';
import {
  type Call,
  type CallIn,
  type Hearing,
  hearingOf,
  nextId,
  type Offered,
  type Queued,
  queuedOf,
  ringsInWrapUp,
  type Talking,
  type WrapUp,
} from '../call.ts';
import { callerIn, isBeforeRinging, telephoneOf } from '../call-parties.ts';
import type { Surroundings } from '../inputs.ts';
import { ownLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, type Step, step } from '../step.ts';

import { aloneWithMusic, arrange, NOWHERE, wantedOf } from './arrangement.ts';

import type { Ended } from './end-reason.ts';
import { recorderFollows, recordingsOf } from './recording.ts';
import { pauseGoesOn, pauseLeft } from './recording-orders.ts';
import { answersOf, ringOurs } from './ringing-ours.ts';
import { NOT_HELD, partTimes } from './talk-time.ts';

/**
 * The ways from one phase to another that more than one phase takes. Each closes what its phase had open, so that no
 * playback, timer or leg is left behind.
 */

/** What an ending awaits of the telephone system should be heard of within this time, ms. */
export const ENDING_MS = 5_000;

/** For a queue that was removed while callers wait in it, ms. */
const DEFAULT_RING_MS = 20_000;

/** Of a customer whom we called and who has been in no queue so far: that of most callers. */
export const UNQUEUED_PRIORITY = 3;

/** The place of a customer whom we called, in the queue where they would wait; null: there is no queue. */
export const firstQueue = (queue: string | null, { now }: Surroundings): Queued | null =>
  queue === null || queue === ''
    ? null
    : { queue, topic: '', priority: UNQUEUED_PRIORITY, queuedAt: now, missedBy: [] };

/** The agent's telephone is given this long beyond its ring time before we stop waiting for Asterisk, ms. */
export const RING_SLACK_MS = 2_000;

/** What a caller hears who begins to wait, and when the place is announced, ms (null = after what is played). */
export interface Hears extends Hearing {
  readonly announceMs: number | null;
}

/** Nothing yet: the place first, then music. */
export const SILENCE: Hears = { playback: null, music: false, announceMs: 0 };

/** Music, which goes on; the place is announced when it is due. */
export function music(queue: string, around: Surroundings): Hears {
  const every = around.queue(queue)?.announceEveryMs ?? 0;
  return { playback: null, music: true, announceMs: every > 0 ? every : null };
}

/** What the caller hears goes on: an announcement to its end, music without another one before its time. */
export function heardOn(hearing: Hearing, queue: string, around: Surroundings): Hears {
  if (hearing.playback || hearing.words) return { ...hearingOf(hearing), announceMs: null };
  return hearing.music ? music(queue, around) : SILENCE;
}

/** The caller goes (or goes back) to wait; a caller who waited before keeps the place. */
export function toWaiting(call: Call, queued: Queued, hears: Hears): Step {
  const { announceMs } = hears;
  const waiting: Call = { ...call, phase: { kind: 'waiting', ...queuedOf(queued), ...hearingOf(hears) } };
  const announce: Order[] = announceMs === null ? [] : [{ kind: 'timer', name: 'announce', ms: announceMs }];
  return step(waiting, { kind: 'enqueue' }, ...announce);
}

/** A page answers what was lost by itself, but its browser may first ask for the microphone, ms. */
export const LEAST_RING_MS = 5_000;

/** How long an agent's telephone rings for a queue, ms. */
export function ringTime(queue: string, around: Surroundings): number {
  return around.queue(queue)?.ringMs ?? DEFAULT_RING_MS;
}

/** The same of an offer made at `at`: a telephone that was lost rings for what is left of the time for it. */
export function offerTime({ queue, only }: Queued, at: number, around: Surroundings): number {
  const ms = ringTime(queue, around);
  return only?.why === 'lost' ? Math.min(ms, Math.max(only.until - at, LEAST_RING_MS)) : ms;
}

/** The agent's telephone is rung; the caller goes on hearing the same. */
export function toOffered(
  before: CallIn<'waiting'>,
  offer: {
    agent: string;
    endpoint: string;
    idleMs: number;
    passedOver: Readonly<Record<string, number>>;
    position: number;
  },
  around: Surroundings,
): Step {
  const { phase } = before;
  const ringMs = offerTime(phase, around.now, around);
  const leg = nextId(before, 'leg');
  const named = nextId(leg.call, 'offer');
  const offered: Offered = {
    kind: 'offered',
    ...queuedOf(phase),
    ...hearingOf(phase),
    offeredAt: around.now,
    agent: offer.agent,
    offer: named.id,
    leg: leg.id,
    endpoint: offer.endpoint,
  };
  const { idleMs, passedOver, position } = offer;
  // They talked with the customer a moment ago: as when their page is loaded anew.
  const hadIt = phase.only?.why === 'lost';
  const queue = phase.only?.why === 'direct' ? null : phase.queue;
  return step(
    { ...named.call, phase: offered },
    ringOurs(
      before,
      { channel: leg.id, endpoint: offer.endpoint },
      { ringMs, answers: hadIt ? 'at-once' : answersOf(offer.agent, queue, around) },
    ),
    { kind: 'dequeue' },
    ...(phase.only ? [{ kind: 'cancel-timer', name: 'only' } as const] : []),
    offeredTo(offered),
    { kind: 'timer', name: 'ring', ms: ringMs + RING_SLACK_MS },
    fact({
      kind: 'offered',
      at: around.now,
      agent: offer.agent,
      offer: named.id,
      reasons: { idleMs, passedOver, position },
    }),
  );
}

/** Whom it is for alone may have another one to wrap up, which waits beside it. */
export const offeredTo = ({ agent, only }: Pick<Offered, 'agent' | 'only'>): Order => ({
  kind: 'agent-offered',
  agent,
  ...(ringsInWrapUp(only) ? { second: true } : {}),
});

/** Both sides are there: into one bridge, which stays the same for the whole conversation. */
export function toTalking(
  before: Call,
  talk: {
    agent: string;
    leg: string;
    endpoint: string | undefined;
    queued: Queued | null;
    recording: RecordingPolicy;
  },
  around: Surroundings,
): Step {
  const bridge = nextId(before, 'bridge');
  const now = around.now;
  const recorded = talk.recording === 'always';
  const { agent, leg: channel, endpoint } = talk;
  const agentLeg = ownLeg({ channel, agent, endpoint });
  const unheard = talk.queued?.unheard;
  const waitedMs = talk.queued ? now - (talk.queued.transfer?.at ?? talk.queued.queuedAt) : 0;
  const phase: Talking = {
    kind: 'talking',
    agent,
    legs: [{ who: 'customer', channel: before.id, place: 'talk' }, agentLeg],
    bridge: bridge.id,
    answeredAt: now,
    held: NOT_HELD,
    ...(recorded ? { recorded } : {}),
    recordingPolicy: talk.recording,
    ...pauseLeft(talk.queued?.pause, recorded, around),
    queued: talk.queued && asTalked(talk.queued),
  };
  const call: CallIn<'talking'> = { ...withoutOwed(bridge.call, agent), phase, up: true };
  const recorder = recorderFollows(call, null, around);
  return step(
    recorder.call,
    ...arrange(
      wantedOf(call),
      before.phase.kind === 'offered' && before.phase.music ? aloneWithMusic(before.id) : NOWHERE,
    ),
    { kind: 'agent-talks', agent },
    fact({ kind: 'answered', at: now, agent, waitedMs, ...(unheard ? { unheard } : {}) }),
    ...recorder.after,
    ...pauseGoesOn(call, around),
  );
}

/**
 * The conversation is over. What is still open is hung up; the call stays until its channels are gone and, where an
 * agent talked, until they have chosen a disposition.
 */
export function toEnding(
  before: Call,
  end: Ended & {
    /** Channels to hang up. */
    open: readonly string[];
    awaits: { agent: string; queue: string | null } | null;
  },
  around: Surroundings,
): Step {
  const recording: Order[] = before.recording
    ? [{ kind: 'stop-recording', recording: before.recording.name }]
    : [];
  // Who was given to a number outside has talked.
  const spoke = 'legs' in before.phase;
  const open = [...new Set(end.open)];
  const { by, why, cause } = (before.phase.kind === 'talking' && before.phase.customerLeft) || end;
  const caller = callerIn(before);
  const free: Order[] = caller ? [{ kind: 'agent-finished', agent: caller.agent, wrapUp: false }] : [];
  const call: Call = {
    ...before,
    ...(end.awaits ? { wrapUps: withWrapUp(before, { ...end.awaits, spoke }) } : {}),
    phase: {
      kind: 'ending',
      open,
      endedAt: around.now,
      end: { by, why, spoke },
    },
  };
  return closeWhenDone(
    step(
      call,
      { kind: 'cancel-timers' },
      ...recording,
      ...free,
      ...open.map((channel): Order => ({ kind: 'hang-up', channel })),
      fact({
        kind: 'call-ended',
        at: around.now,
        by,
        why,
        phase: isBeforeRinging(before) ? 'waiting' : before.phase.kind,
        cause,
        ...(end.telephone ? { telephone: end.telephone } : {}),
        ...(end.supervisor === undefined ? {} : { supervisor: end.supervisor }),
        ...(before.phase.kind === 'welcome' && before.phase.place?.informed ? { informed: true } : {}),
        ...(before.phase.kind === 'voicemail' && before.phase.taken ? { message: true } : {}),
        ...(before.phase.kind === 'talking' ? partTimes(before.phase, around) : {}),
      }),
      { kind: 'timer', name: 'ending', ms: ENDING_MS },
    ),
  );
}

/** The wrap-ups that are owed, and one more: that of an agent whose talk is over. */
export function withWrapUp(call: Call, owed: Omit<WrapUp, 'endpoint'>): readonly WrapUp[] {
  const endpoint = telephoneOf(call, owed.agent);
  return [...(call.wrapUps ?? []), { ...owed, ...(endpoint === null ? {} : { endpoint }) }];
}

/** Who talks waits for nobody any more. */
function asTalked({ only: _, pause: __, ...queued }: Queued): Queued {
  return queued;
}

/** Nobody owes the disposition of a talk that they go on with. */
export function withoutOwed(call: Call, agent: string): Call {
  const { wrapUps = [], ...rest } = call;
  const others = wrapUps.filter(each => each.agent !== agent);
  return others.length > 0 ? { ...rest, wrapUps: others } : rest;
}

/** Adds `close` once neither a channel, the end of a recording nor a disposition is awaited any more. */
export function closeWhenDone(done: Step): Step {
  const { phase, wrapUps } = done.call;
  const busy = phase.kind !== 'ending' || phase.open.length > 0 || wrapUps !== undefined;
  if (busy || recordingsOf(done.call).length > 0) return done;
  return {
    call: done.call,
    orders: [...done.orders, { kind: 'cancel-timer', name: 'ending' }, { kind: 'close' }],
  };
}
