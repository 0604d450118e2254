import type { Refusal } from '../watches/refusals.ts';

/** What the telephone, the network or the telephone system said of the end of a channel. */
export type Ending =
  /** Ended as calls are: somebody put it down. */
  | 'hung-up'
  | 'busy'
  | 'declined'
  /** The telephone wants to be called elsewhere, which is never followed. */
  | 'forwards'
  /** Not to be reached now, or our own time limit: they look the same. */
  | 'unavailable'
  /** The network had no answer of the telephone, or we had none of the network. */
  | 'no-response'
  /** It did not answer, and nobody said more of it. */
  | 'no-answer'
  | 'switched-off'
  | 'out-of-order'
  | 'cancelled'
  | 'unknown-number'
  /** Not written as a number is. */
  | 'bad-number'
  | 'number-changed'
  | 'no-route'
  /** The carrier does not let us. */
  | 'not-permitted'
  /** Whoever asks us who we are does not take what we say. */
  | 'credentials'
  | 'failed';

export interface ChannelEnd {
  readonly why: Ending;
  /** The far end or its network said so itself, by an answer. */
  readonly answered: boolean;
  /** A channel that stood is gone without anybody having hung it up. */
  readonly dropped: boolean;
  /** What the records keep of it: a number of the telephone system's, 0 when unknown. Nothing is decided by it. */
  readonly code: number;
  /** The same for people who look for a fault, e.g. the name and number of an answer; '' when there was none. */
  readonly text: string;
}

/** Something that happened on the telephone system. Times are ours, at arrival. */
export type TelephonyEvent =
  /** A channel from outside entered our application (StasisStart without our args). */
  | {
      readonly kind: 'rang';
      readonly channel: string;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly dialled: string;
      /** `trunk` or `web` (a `/call` page), from the dialplan's arguments. */
      readonly from: string;
      /** What it came from: an address (as `addressKey` writes it), or the line of a page. */
      readonly source: string;
    }
  /** Somebody from outside could not be taken, and is told so. */
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** A leg we dialled was answered; `args` are those of its DialOrder. */
  | { readonly kind: 'leg-answered'; readonly channel: string; readonly args: readonly string[] }
  /** The network of a leg dialled with `early` says something before the answer, which is heard from now on. */
  | { readonly kind: 'early-media'; readonly channel: string }
  /** A channel left us or ended: final for this channel. May come twice. */
  | {
      readonly kind: 'ended';
      readonly channel: string;
      readonly end: ChannelEnd;
      /** A leg of ours that ended while its telephone was said to ring. */
      readonly rang: boolean;
    }
  | { readonly kind: 'digit'; readonly channel: string; readonly digit: string }
  /** The party of this channel put us on hold (RFC 3264, 8.4), or took us back. */
  | { readonly kind: 'held'; readonly channel: string; readonly held: boolean }
  | { readonly kind: 'played'; readonly playback: string; readonly ok: boolean }
  | {
      readonly kind: 'recorded';
      readonly recording: string;
      readonly ok: boolean;
      readonly seconds: number;
      /** Of a message: how long something was said, in whole seconds. */
      readonly spoken?: number;
    }
  /** A telephone line gained or lost its contact. */
  | { readonly kind: 'line'; readonly line: string; readonly reachable: boolean }
  /** The telephone of a line had itself called as a number, past the gate: what it began was ended. */
  | { readonly kind: 'line-astray'; readonly line: string }
  /** The connection to the telephone system came up (reconcile now) or went away. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' };

/** What lives on the telephone system at this moment. */
export interface TelephonySnapshot {
  readonly channels: readonly {
    readonly id: string;
    /** The line whose telephone this is; null for others. */
    readonly line: string | null;
    readonly answered: boolean;
    /** True when the channel is in our application. */
    readonly ours: boolean;
    /** The application's arguments, e.g. ['inbound','*626','trunk']. */
    readonly args: readonly string[];
    /** What a call from outside came from, as `rang` tells it; null for other channels. */
    readonly source: string | null;
    readonly callerNumber: string;
    readonly callerName: string;
    readonly createdAt: number;
  }[];
  readonly bridges: readonly { readonly id: string; readonly channels: readonly string[] }[];
  /** Channels that `snoop` made. */
  readonly snoops: readonly string[];
  /** Names of recordings of calls that are being made; messages are none. */
  readonly recordings: readonly string[];
  readonly lines: readonly { readonly id: string; readonly reachable: boolean }[];
}
