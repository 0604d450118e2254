import type { Thresholds } from './thresholds.ts';

/** For how long a call is not offered again to who refused it, where the queue does not say, ms. */
export const REFUSED_AGAIN_MS = 5_000;

/**
 * Whether the telephones of its agents answer its calls by themselves after a tone: each agent decides, all do, or none
 * does (S2-29).
 */
export const AUTO_ANSWER = ['allows', 'forces', 'forbids'] as const;
export type AutoAnswer = (typeof AUTO_ANSWER)[number];

/**
 * Whether a talk is recorded: from its beginning to its end but for pauses; when its agent wishes so; or not at all.
 */
export const RECORDING_POLICIES = ['always', 'on-demand', 'never'] as const;
export type RecordingPolicy = (typeof RECORDING_POLICIES)[number];

/**
 * The longest pause of a recording at its agent's wish, ms, where the queue does not say: a card's number, date and code
 * are dictated and read back well within it, and who forgets to go on loses little of the talk.
 */
export const RECORDING_PAUSE_MS = 120_000;

/** For how long a customer waits for the same agent whose telephone was lost, where the queue does not say, ms. */
export const AWAIT_AGENT_MS = 10_000;

/** One queue of callers. Hours are a business calendar's name, `always` = 24×7. */
export interface QueueProfile {
  readonly name: string;
  readonly title: string;
  /** The area in which its calls become tickets. */
  readonly area: string;
  readonly calendar: string;
  /** How long one agent's telephone rings before the next one gets the call, ms. */
  readonly ringMs: number;
  /** For how long a call is not offered again to an agent who refused it, ms; unknown in settings of an older version. */
  readonly refusedAgainMs?: number;
  /**
   * For how long a customer waits for the same agent whose telephone was lost, before they are the head of the line, ms; 0: not
   * at all. Unknown in settings of an older version.
   */
  readonly awaitAgentMs?: number;
  /** Whether an agent classifies the call before they get the next one. */
  readonly wrapUp: boolean;
  /** A wrap-up that lasts longer is an alarm on the supervisor's board, ms; 0 = none. It never ends by itself (S2-05). */
  readonly wrapUpAlarmMs: number;
  /** Service level threshold, ms. */
  readonly answerWithinMs: number;
  /** Between two announcements of the place in the queue, ms; 0 = none. */
  readonly announceEveryMs: number;
  readonly recording: RecordingPolicy;
  /** A pause of the recording ends by itself after this, ms. */
  readonly recordingPauseMs: number;
  /** Unknown in settings of an older version: each agent decides. */
  readonly autoAnswer?: AutoAnswer;
  /** Its agents see only the last digits of customers' numbers (rights/numbers.ts). */
  readonly maskNumbers?: boolean;
  /** They may see that of a call that they have, with a reason, which is on record. */
  readonly revealNumbers?: boolean;
  /** From when on the wallboard says that something is wrong; unknown in settings of an older version: never. */
  readonly thresholds?: Thresholds;
}
