import type { OwnKeys } from '../agents/desk-keys.ts';
import type { CallRecord } from '../calls/history.ts';
import type { NoticeCard } from '../notices/notice.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { CentreChange, CentrePicture } from '../supervision/events.ts';
import type { TicketCard } from '../tickets/events.ts';

/**
 * The closed union both sides of the live socket (`/live`) share. Pages send commands by HTTP; the socket only carries events.
 * The first message of a page is `hello`; with the last seen `epoch` and `seq` the server resumes without a gap
 * where it still can, else it sends a new `snapshot`.
 */
export type PageMessage =
  | { readonly kind: 'hello'; readonly epoch: string | null; readonly seq: number }
  | { readonly kind: 'alive' };

export type LiveMessage =
  /** What this reader may see, cut to their role. `now` = server clock, for honest counters. */
  | {
      readonly kind: 'snapshot';
      readonly epoch: string;
      readonly seq: number;
      readonly now: number;
      readonly picture: CentrePicture;
      /** The areas whose tickets are this reader's to work on. */
      readonly areas: readonly string[];
      readonly callsAway: boolean;
      readonly notices: readonly NoticeCard[];
    }
  | {
      readonly kind: 'change';
      readonly seq: number;
      readonly put: CentreChange['put'];
      readonly gone: CentreChange['gone'];
    }
  | { readonly kind: 'calls-away'; readonly seq: number; readonly away: boolean }
  | { readonly kind: 'ticket'; readonly seq: number; readonly ticket: TicketCard }
  | { readonly kind: 'recording'; readonly seq: number; readonly recording: RecordingCard }
  /** Something of the reader's scheduled calls has changed: they are read again. */
  | { readonly kind: 'scheduled-calls'; readonly seq: number }
  /** All notices that are for the reader; who sees everything is told by it that there is something new, and has none. */
  | { readonly kind: 'notices'; readonly seq: number; readonly notices: readonly NoticeCard[] }
  /** It has ended, and several had a part in it: who left it before does not see it live any more. */
  | { readonly kind: 'call'; readonly seq: number; readonly call: CallRecord }
  /** The keys of the desk that the reader has set anew, on this page or another one. */
  | { readonly kind: 'own-keys'; readonly seq: number; readonly keys: OwnKeys }
  /**
   * Nothing is new. A page cannot see WebSocket pings, so the server says so in words; `now` = server clock. `reduced`: the
   * server is behind, and tells of changes that are not the reader's own less often.
   */
  | { readonly kind: 'alive'; readonly now: number; readonly reduced?: true }
  /** The session ended in this call: its controls are all that is left, until `logged-out` when it is wrapped up. */
  | { readonly kind: 'session-ending'; readonly seq: number; readonly call: string }
  /** The session ended elsewhere: log out, take down the telephone. */
  | { readonly kind: 'logged-out'; readonly seq: number };

/** Close code (RFC 6455 §7.4.2): the person opened newer pages than may be open at once. */
export const CROWDED = 4002;

/** The page answers nothing for this long: the socket is taken for dead (both sides), ms. */
export const SILENCE_LIMIT_MS = 15_000;
/** Each side says something at least this often, ms. */
export const ALIVE_EVERY_MS = 5_000;

/** Reads one message; null for anything that is not one (a newer server may say more). */
export function readLiveMessage(text: string): LiveMessage | null {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
    ? (value as LiveMessage)
    : null;
}
