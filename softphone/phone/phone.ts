import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { LineLog } from './line-log.ts';
import type { WayResult } from './way-check.ts';

/**
 * The telephone of one browser tab.
 *
 * line   off ──start──▶ connecting ──REGISTER 200──▶ registered
 *         ▲                │    ▲                       │ socket lost
 *        stop              │    └──── retry ────┐       ▼
 *                          └──── lost ──▶ reconnecting ◀┘
 *        connecting / reconnecting ──REGISTER 4xx──▶ refused
 *        start ──another tab has the lock──▶ elsewhere ◀──another tab took it── any state
 *
 * call   none ──INVITE in──▶ ringing ──answer──▶ answering ──ACK──▶ talking ──BYE──▶ none
 *        none ──dial──▶ calling ──200──▶ talking
 *        ringing / answering / calling ──rejected, cancelled, failed──▶ none
 *
 * One call at a time: a second INVITE is answered 486 and never reaches this picture.
 */
export type LineState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'registered' }
  | { readonly kind: 'reconnecting' }
  /** The server knows no such account, or its password is over. `status` is the SIP status code. */
  | { readonly kind: 'refused'; readonly status: number }
  /** `taken` is true when this tab had the telephone and another one took it. */
  | { readonly kind: 'elsewhere'; readonly taken: boolean };

/** What every phase of a call knows: `leg` is this browser's own id of it, `call` the centre's (X-Cauce-Call). */
interface Leg {
  readonly leg: string;
  readonly call: string | null;
  readonly direction: 'in' | 'out';
  readonly number: string;
  readonly name: string;
}

export type PhoneCall =
  /** `byItself`: the centre asks this telephone to answer by itself, after a tone. */
  | (Leg & { readonly phase: 'ringing'; readonly byItself?: boolean })
  | (Leg & { readonly phase: 'answering' })
  /** `early`: the far end already sends audio, so the page makes no ringback of its own. */
  | (Leg & { readonly phase: 'calling'; readonly early: boolean })
  /** `since` is epoch ms by this browser's clock; `heardAt`: when its audio had found a way. */
  | (Leg & {
      readonly phase: 'talking';
      readonly since: number;
      readonly muted: boolean;
      readonly heardAt?: number;
    });

/** No call without a microphone: it is not allowed, there is none, or another program has it. */
export type MicrophoneEnd = 'microphone-refused' | 'microphone-missing' | 'microphone-busy';

/** Why the last call is over; null while none has ended yet. */
export type CallEnd =
  | { readonly why: 'hung-up' }
  | { readonly why: 'they-hung-up' }
  | { readonly why: 'cancelled' }
  | { readonly why: MicrophoneEnd }
  /** The other side said no; `status` is the SIP status code (486 busy, 404 unknown number, ...). */
  | { readonly why: 'rejected'; readonly status: number }
  | { readonly why: 'failed' };

export interface PhonePicture {
  readonly line: LineState;
  readonly call: PhoneCall | null;
  readonly lastEnd: CallEnd | null;
}

export const SILENT_PHONE: PhonePicture = { line: { kind: 'off' }, call: null, lastEnd: null };

export interface SipMessage {
  readonly sent: boolean;
  readonly text: string;
}

/** What the page can do with its telephone. Commands that come too late do nothing. */
export interface Phone {
  picture(): PhonePicture;
  /** Calls `changed` after every change; returns how to stop that. */
  watch(changed: () => void): () => void;
  /** Calls `heard` with each span of a talk's voice; returns how to stop that. */
  onVoice(heard: (span: VoiceSample) => void): () => void;
  /** Calls `heard` with each SIP message, secrets and all, beginning with the first ones; returns how to stop that. */
  onMessage(heard: (message: SipMessage) => void): () => void;
  /** Takes the one-tab lock and registers. With `take`, from another tab that has it. */
  start(take?: boolean): Promise<void>;
  /** Hangs up, unregisters and gives the lock back. */
  stop(): Promise<void>;
  dial(number: string): Promise<void>;
  answer(): Promise<void>;
  hangUp(): Promise<void>;
  mute(on: boolean): void;
  /** Sends `0-9 * # A-D` in-band as RFC 4733 events; whether they go out. */
  digits(digits: string): boolean;
  /** Registers again at once, e.g. because the server does not see this telephone. */
  refresh(): void;
  /** Whether voice goes to the centre and back, by a call of its own that is none of the centre's; any other goes before. */
  checkWay(): Promise<WayResult>;
  /** Ends that at once. */
  dropWay(): void;
  /** What became of the line until now. */
  readonly line: {
    log(): LineLog;
    /** Calls `changed` after every new entry; returns how to stop that. */
    watch(changed: () => void): () => void;
  };
}
