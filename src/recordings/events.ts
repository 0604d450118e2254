import type { Direction } from '../calls/events.ts';
import type { LISTENING_OUTCOMES } from './audited-listening.ts';

/** What became of a recording's file. */
export const FILE_STATES = ['pending', 'kept', 'failed', 'erased'] as const;

/** As people are told; `too-short`: it failed, for it ended before there was any sound. */
export const RECORDING_STATES = [...FILE_STATES, 'too-short'] as const;

/** Of a talk, or of what a caller said to nobody. */
export const RECORDING_KINDS = ['call', 'message'] as const;
export type RecordingKind = (typeof RECORDING_KINDS)[number];

/** A kept recording as people see it. */
export interface RecordingCard {
  readonly id: string;
  readonly call: string;
  readonly kind: RecordingKind;
  /** '' for a message of a colleague. */
  readonly ticket: string;
  /**
   * Who spoke with the customer on it, also where another one took the call over later; the call's where that is not known. For whom a message
   * was left.
   */
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly callerNumber: string;
  /** As their telephone tells it, or a colleague's; '' when it tells none. */
  readonly callerName: string;
  /** Of the customer that its ticket, or its call, is of; null when nobody is known. */
  readonly customerName: string | null;
  /** In which the talk was, also where the call was given to another one later. */
  readonly queue: string | null;
  /** Of its call; null when that is not known. */
  readonly direction: Direction | null;
  /** The code with which its agent wrapped up their part. */
  readonly disposition: string | null;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly bytes: number;
  readonly sha256: string;
  /** That agent has listened to it. */
  readonly heard: boolean;
  readonly state: (typeof RECORDING_STATES)[number];
  /** Peaks 0..1 for the waveform, about 400 of them; empty while pending. */
  readonly peaks: readonly number[];
  /** Stretches that were not recorded, ms from the start. */
  readonly gaps: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/** One line of who had a recording, as it is shown: it stays when the recording is erased. */
export interface ListenCard {
  readonly id: number;
  readonly at: number;
  readonly person: string;
  readonly personName: string | null;
  readonly outcome: (typeof LISTENING_OUTCOMES)[number];
  /** How far it was played, ms from its beginning, as the page told it; null when it did not. */
  readonly untilMs: number | null;
  /** Why it was taken along; '' for a listening. */
  readonly reason: string;
  readonly recording: string;
  /** '' for a recording that is not known, or has no ticket. */
  readonly ticket: string;
  readonly agentName: string | null;
  readonly startedAt: number | null;
  readonly durationMs: number;
  readonly state: (typeof RECORDING_STATES)[number] | null;
}
