import type { Missed } from '../agents/events.ts';
import type { Lookup } from '../ivr/conversation.ts';
import type { ErrorCode } from '../kit/errors.ts';
import { kindsOf } from '../kit/kinds.ts';
import type { CallFact } from './events.ts';
import type { LineInput } from './inputs.ts';
import type { DialOrder, MessageLimits, Outcome, Playable, SnoopKind } from './ports/telephony.ts';

/** What a step of a call asks the telephone system to do. Every outcome comes back as an input of the same call. */
export type TelephoneOrder =
  | { readonly kind: 'answer'; readonly channel: string }
  /** They hear ringing, or (`off`) no more: what is said to them ends it as well. */
  | { readonly kind: 'ring'; readonly channel: string; readonly off?: true }
  | {
      readonly kind: 'play';
      readonly channel: string;
      readonly playback: string;
      readonly sounds: readonly Playable[];
    }
  | { readonly kind: 'stop-playing'; readonly playback: string }
  | { readonly kind: 'music'; readonly channel: string; readonly on: boolean }
  | { readonly kind: 'dial'; readonly order: DialOrder }
  /** Nothing is sent to the channel, or again. */
  | { readonly kind: 'silence'; readonly channel: string; readonly on: boolean }
  /** What the channel says is heard by nobody, whatever bridge it is in; or by those in its bridge again. */
  | { readonly kind: 'mute'; readonly channel: string }
  | { readonly kind: 'unmute'; readonly channel: string }
  /** Asks whether the leg's telephone rings: done, or refused when it has said nothing. */
  | { readonly kind: 'ask-ringing'; readonly channel: string }
  | { readonly kind: 'hang-up'; readonly channel: string }
  | { readonly kind: 'join'; readonly bridge: string; readonly channels: readonly string[] }
  | { readonly kind: 'leave'; readonly bridge: string; readonly channel: string }
  | { readonly kind: 'destroy-bridge'; readonly bridge: string }
  /** One of several goes into the bridge of a talk, or one who is beside it out of it: what becomes of that is theirs alone. */
  | { readonly kind: 'step-in'; readonly bridge: string; readonly channel: string }
  | { readonly kind: 'step-out'; readonly bridge: string; readonly channel: string }
  /** Makes a channel by which `channel` is heard, and spoken to where it whispers. */
  | { readonly kind: 'snoop'; readonly channel: string; readonly snoop: string; readonly how: SnoopKind }
  | { readonly kind: 'record'; readonly channel: string; readonly recording: string }
  /** After a tone the channel is recorded until its party hangs up, presses #, says nothing for so long, or the time is over. */
  | {
      readonly kind: 'take-message';
      readonly channel: string;
      readonly recording: string;
      readonly limits: MessageLimits;
    }
  /** Asks whether a recording is still being made: refused while it is, gone when it is over. */
  | { readonly kind: 'ask-recording'; readonly recording: string }
  /** Nobody is to hear it: it is removed where it was made. */
  | { readonly kind: 'erase-message'; readonly recording: string }
  | { readonly kind: 'pause-recording'; readonly recording: string; readonly paused: boolean }
  | { readonly kind: 'stop-recording'; readonly recording: string };

/** What a step asks of the centre around the call; carried out at once, in memory. */
export type CentreOrder =
  | { readonly kind: 'enqueue' }
  | { readonly kind: 'dequeue' }
  /** `second`: beside the call that they are at or have to wrap up, if there is one. */
  | { readonly kind: 'agent-offered'; readonly agent: string; readonly second?: true }
  /** Of their two calls this is the one that they are at. */
  | { readonly kind: 'agent-at'; readonly agent: string }
  /** Something happens to the agent's other call: it has their leg now, or loses it. */
  | { readonly kind: 'other-line'; readonly to: string; readonly input: LineInput }
  | { readonly kind: 'agent-talks'; readonly agent: string }
  /** Their talk goes on in this call; it was in `from`. */
  | { readonly kind: 'agent-comes-over'; readonly agent: string; readonly from: string }
  /** What is held against the agent or their telephone; null: nothing. */
  | { readonly kind: 'agent-missed'; readonly agent: string; readonly why: Missed | null }
  | { readonly kind: 'agent-finished'; readonly agent: string; readonly wrapUp: boolean }
  | { readonly kind: 'agent-disposed'; readonly agent: string }
  /** They are in this call beside its agent, or are not any more: meanwhile nothing is offered to them. */
  | { readonly kind: 'supervises'; readonly person: string; readonly on: boolean }
  /** What a supervisor meant to take over they have not: the audit log is told, and why. */
  | {
      readonly kind: 'not-taken-over';
      readonly person: string;
      readonly rows: readonly number[];
      readonly code: ErrorCode;
    }
  | { readonly kind: 'lookup'; readonly lookup: Lookup }
  /** This call, which waits beside the agent's talk, is to be in it, if it may and they have set so (rules/joining.ts). */
  | { readonly kind: 'ask-auto-join'; readonly agent: string }
  /** Starts a timer of this call; one of the same name is replaced. */
  | { readonly kind: 'timer'; readonly name: TimerName; readonly ms: number }
  | { readonly kind: 'cancel-timer'; readonly name: TimerName }
  /** Every timer of this call. */
  | { readonly kind: 'cancel-timers' }
  | { readonly kind: 'fact'; readonly fact: CallFact }
  /** Nothing is left to do: forget the call. */
  | { readonly kind: 'close' };

/**
 * `left`: a channel was not there any more when it was needed; its end should be heard of within this time.
 * `silent`: a telephone that was dialled should have said something by then.
 * `paused`: the recording stands still for too long; `recording-pause`: its agent's pause of it is over.
 * `supervisor`: a supervisor's telephone that was dialled should have been answered by then.
 * `consult`: a colleague who was asked should have answered by then.
 * `message`: a message, or what is said before and after it, should be over by then.
 * `only`: the agent for whom alone the caller waits should have been rung by then.
 * `auto-join`: the agent has been told of the call that waits beside their talk for long enough to refuse it, or is asked about again.
 */
export const TIMERS = [
  'digits',
  'lookup',
  'first',
  'announce',
  'ring',
  'rejoin',
  'silent',
  'left',
  'paused',
  'recording-pause',
  'notice',
  'supervisor',
  'consult',
  'only',
  'auto-join',
  'message',
  'ending',
] as const;
export type TimerName = (typeof TIMERS)[number];

export type Order = TelephoneOrder | CentreOrder;

/** Who carries out an order: the telephone system (true) or the centre around the call. */
const FOR_TELEPHONE: Readonly<Record<TelephoneOrder['kind'], true> & Record<CentreOrder['kind'], false>> = {
  answer: true,
  ring: true,
  play: true,
  'stop-playing': true,
  music: true,
  dial: true,
  silence: true,
  mute: true,
  unmute: true,
  'ask-ringing': true,
  'hang-up': true,
  join: true,
  leave: true,
  'destroy-bridge': true,
  'step-in': true,
  'step-out': true,
  snoop: true,
  record: true,
  'take-message': true,
  'ask-recording': true,
  'erase-message': true,
  'pause-recording': true,
  'stop-recording': true,
  enqueue: false,
  dequeue: false,
  'agent-offered': false,
  'agent-at': false,
  'other-line': false,
  'agent-talks': false,
  'agent-comes-over': false,
  'agent-missed': false,
  'agent-finished': false,
  'agent-disposed': false,
  supervises: false,
  'not-taken-over': false,
  lookup: false,
  'ask-auto-join': false,
  timer: false,
  'cancel-timer': false,
  'cancel-timers': false,
  fact: false,
  close: false,
};

export const isTelephoneOrder = (order: Order): order is TelephoneOrder => FOR_TELEPHONE[order.kind];

/** The kinds of orders whose outcomes come back as inputs. */
export const TELEPHONE_KINDS: readonly TelephoneOrder['kind'][] = kindsOf(FOR_TELEPHONE).filter(
  (kind): kind is TelephoneOrder['kind'] => FOR_TELEPHONE[kind],
);

/**
 * Which orders are told of when they were carried out. Of the others that is taken for done (rules/arrangement.ts), so that no rule
 * asks for it: only what became of one that was not is an input.
 */
const DONE_IS_NEWS = {
  dial: true,
  'ask-ringing': true,
  unmute: true,
  snoop: true,
  record: true,
  'take-message': true,
  'ask-recording': true,
  'pause-recording': true,
  answer: false,
  ring: false,
  play: false,
  'stop-playing': false,
  music: false,
  silence: false,
  mute: false,
  'hang-up': false,
  join: false,
  leave: false,
  'destroy-bridge': false,
  'step-in': false,
  'step-out': false,
  'erase-message': false,
  'stop-recording': false,
} as const satisfies Readonly<Record<TelephoneOrder['kind'], boolean>>;

type Told = {
  [Kind in TelephoneOrder['kind']]: (typeof DONE_IS_NEWS)[Kind] extends true ? Kind : never;
}[TelephoneOrder['kind']];

/** What became of an order, as its call is told of it; `subject` is what `subjectOf` names. */
export type OrderOutcome = { readonly subject: string } & (
  | { readonly order: Told; readonly outcome: 'done' }
  | { readonly order: TelephoneOrder['kind']; readonly outcome: Exclude<Outcome, 'done'> }
);

/** What its call is told of an order; null where it is told nothing. */
export const news = (
  order: TelephoneOrder['kind'],
  subject: string,
  outcome: Outcome,
): OrderOutcome | null => {
  if (outcome !== 'done') return { order, subject, outcome };
  return isTold(order) ? { order, subject, outcome } : null;
};

const isTold = (order: TelephoneOrder['kind']): order is Told => DONE_IS_NEWS[order];

/** The channel, bridge, playback or recording an order is about; names it in the outcome. */
export function subjectOf(order: TelephoneOrder): string {
  switch (order.kind) {
    case 'play':
    case 'stop-playing':
      return order.playback;
    case 'dial':
      return order.order.channel;
    case 'join':
    case 'leave':
    case 'destroy-bridge':
      return order.bridge;
    case 'snoop':
      return order.snoop;
    case 'record':
    case 'take-message':
    case 'ask-recording':
    case 'erase-message':
    case 'pause-recording':
    case 'stop-recording':
      return order.recording;
    case 'answer':
    case 'ring':
    case 'music':
    case 'silence':
    case 'mute':
    case 'unmute':
    case 'ask-ringing':
    case 'hang-up':
    case 'step-in':
    case 'step-out':
      return order.channel;
    default:
      return order satisfies never;
  }
}
