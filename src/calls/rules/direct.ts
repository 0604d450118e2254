import type { Endpoint } from '../../agents/ports.ts';

import { aloud } from '../../ivr/aloud.ts';

import {
  type Call,
  type CallIn,
  type Direct,
  nextId,
  type Only,
  type Queued,
  type Talking,
} from '../call.ts';

import { callerIn, isInternal } from '../call-parties.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { type ColleagueLeg, ownLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { RINGING, toDirected } from './directed.ts';
import { AUTO_JOIN_LATER } from './joining.ts';
import { toVoicemail } from './messages.ts';
import { ringTime, UNQUEUED_PRIORITY } from './moves.ts';
import { CONSENT, inTime, LONGEST_MS, NO_LONGER } from './owed-notice.ts';
import { NOT_HELD } from './talk-time.ts';

/**
 * A call for one agent alone: somebody dialled their own number, or a colleague calls them. It rings at theirs as a wait for one
 * agent alone does (directed.ts); who does not take it has a voicemail.
 *
 *   from outside ──▶ welcome ───┬─may ring──▶ waiting ⇄ offered ──▶ talking
 *      (the notice, where       │
 *       all are recorded)       │
 *   a colleague ──▶ dialling ───┼─they talk──────────▶ offered, beside the talk
 *      (their own telephone)    │                │ not taken
 *                               └─may not ring───┴──▶ voicemail ──▶ ending
 *
 * Who talks, and has their second line free, is told of it on their page and by a tone that they alone hear: no telephone is
 * rung. They take it with the leg of the talk, whose customer is on hold meanwhile (second-line.ts), or it joins the talk by itself
 * (joining.ts). So it is beside a conference that they lead, which goes on, and beside a consultation: who is asked hears music, too.
 * Beside a colleague's call it waits until they leave that. Where the talk is over before, their telephone rings for what is left of
 * the time; and so it does at once while they wrap up, for then they talk to nobody.
 *
 * It has no place in a queue, and no figure of one counts it. A customer whose agent is lost in the talk waits for that one, and
 * then in that one's first queue. Its recording has a policy of its own: where all are recorded, who calls hears the notice
 * before it rings; where the agent decides, in the talk (notice-in-talk.ts). In a call between two of ours nobody is a customer:
 * it is in no recording, nobody wraps it up, and each of the two may hold, ask a third one in and have a second line
 * (leading.ts), to which the other one may come over (joining.ts). With the last but one it is over.
 */

type Arriving = CallIn<'welcome'> & Required<Pick<Call, 'direct'>>;

/** For one agent alone; once an agent has given it to a flow it is so no more. */
export const arrivesDirect = (call: CallIn<'welcome'>): call is Arriving =>
  call.direct !== undefined && call.phase.place === null && !call.phase.sent;

/** Who calls comes through no menu, and has been told of no recording. */
export function directArrives(before: Arriving, around: Surroundings): Step {
  const { to } = before.direct;
  if (!around.facts.announceRecording) return toDirect(before, to, around);
  const call: Arriving = { ...before, noticeOwed: CONSENT };
  const isTold = around.directRecording.policy === 'always' && mayRing(to, around);
  return isTold ? tellsFirst(call) : toDirect(call, to, around);
}

/** They have heard it to its end. */
export function directTold({ noticeOwed: _, ...call }: Arriving, around: Surroundings): Step {
  return first([NO_LONGER], toDirect({ ...call, noticeHeard: true }, call.direct.to, around));
}

/** It could not be said: it is said in the talk. */
export const directUntold = (call: Arriving, around: Surroundings): Step =>
  first([NO_LONGER], toDirect(call, call.direct.to, around));

function tellsFirst(call: Arriving): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const { call: named, id: playback } = nextId({ ...call, up: true }, 'playback');
  return step(
    { ...named, phase: { ...call.phase, playback } },
    ...answer,
    { kind: 'play', channel: call.id, playback, sounds: aloud(CONSENT) },
    inTime(LONGEST_MS),
  );
}

const mayRing = (to: string, around: Surroundings): boolean => {
  const why = around.whyNotRung(to);
  return why === null || (why === 'busy' && around.freeLine(to) !== null);
};

/** Rings at the agent's, or asks for a message at once. */
export function toDirect(call: Call, to: string, around: Surroundings): Step {
  const why = around.whyNotRung(to);
  const talksAt = why === 'busy' ? around.freeLine(to) : null;
  if (why !== null && talksAt === null) return toVoicemail(call, to, why, around);
  const queued: Queued = {
    queue: isInternal(call) ? '' : (around.queueFor(null, to) ?? ''),
    topic: '',
    priority: UNQUEUED_PRIORITY,
    queuedAt: around.now,
    missedBy: [],
  };
  const only = { agent: to, why: 'direct' } as const;
  const waits =
    talksAt === null
      ? null
      : besideTalk(call, { ...queued, only: { ...only, until: around.now } }, talksAt, around);
  return first(ringing(call), waits ?? toDirected(call, queued, only, RINGING, around));
}

function besideTalk(
  before: Call,
  queued: Queued & { readonly only: Only },
  endpoint: Endpoint,
  around: Surroundings,
): Step {
  const { agent } = queued.only;
  const { call, id: offer } = nextId(before, 'offer');
  const { playback, music } = RINGING;
  const at = around.now;
  const reasons = { idleMs: 0, passedOver: {}, position: 0 };
  return step(
    {
      ...call,
      phase: {
        kind: 'offered',
        ...queued,
        first: true,
        playback,
        music,
        offeredAt: at,
        agent,
        offer,
        leg: '',
        endpoint,
      },
    },
    { kind: 'agent-offered', agent, second: true },
    { kind: 'timer', name: 'ring', ms: ringTime(queued.queue, around) },
    AUTO_JOIN_LATER,
    fact({ kind: 'offered', at, agent, offer, reasons }),
  );
}

/** The caller hears that it rings; before an answer their own network lets them hear it. */
export const ringing = ({ id, up }: Call): Order[] => (up ? [{ kind: 'ring', channel: id }] : []);

/** The same after a restart, in an offer. */
export const ringsOn = (call: CallIn<'offered'>): Step =>
  step({ ...call, phase: { ...call.phase, playback: null, music: false } }, ...ringing(call));

/** The two of ours talk: the colleague who called has a leg as whoever else is asked into a call. */
export function toTalkOfOurs(
  before: CallIn<'offered'>,
  from: NonNullable<Direct['from']>,
  around: Surroundings,
): Step {
  const { agent, leg: channel, endpoint } = before.phase;
  const { call, id: bridge } = nextId(before, 'bridge');
  const at = around.now;
  const caller: ColleagueLeg = {
    who: 'colleague',
    channel: call.id,
    ...from,
    state: 'up',
    place: 'talk',
    since: at,
    note: '',
    queue: '',
  };
  const own = ownLeg({ channel, agent, endpoint });
  const phase: Talking = {
    kind: 'talking',
    agent,
    legs: [own, caller],
    bridge,
    answeredAt: at,
    held: NOT_HELD,
    recordingPolicy: 'never',
    queued: null,
  };
  return step(
    { ...call, phase, up: true },
    { kind: 'join', bridge, channels: [call.id, channel] },
    { kind: 'agent-talks', agent },
    fact({ kind: 'answered', at, agent, waitedMs: at - before.phase.queuedAt }),
  );
}

/**
 * What the colleague who calls does once their telephone is answered, until the two talk; null when it is nothing of theirs. The
 * call is over with their channel: nobody has been reached by it yet.
 */
export function callerActs(call: Call, input: CallInput): Step | null {
  const caller = callerIn(call);
  if (!caller || call.phase.kind === 'dialling') return null;
  const leaves = step(call, { kind: 'hang-up', channel: call.id });
  if (input.kind === 'outcome') {
    const isUnsure = input.order === 'hang-up' && input.subject === call.id && input.outcome === 'timed-out';
    return isUnsure ? leaves : null;
  }
  if (!('agent' in input) || input.agent !== caller.agent) return null;
  return LEAVES.has(input.kind) ? leaves : nothing(call);
}

const LEAVES: ReadonlySet<CallInput['kind']> = new Set(['ask-hang-up', 'ask-rejoin', 'agent-sent-away']);
