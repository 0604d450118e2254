/** For how long a call is not offered again to who refused it, where the queue does not say, ms. */
export const REFUSED_AGAIN_MS = 5_000;

/**
 * Whether the telephones of its agents answer its calls by themselves after a tone: each agent decides, all do, or none
 * does (S2-29).
 */
export const AUTO_ANSWER = ['allows', 'forces', 'forbids'] as const;
export type AutoAnswer = (typeof AUTO_ANSWER)[number];

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
  /** Whether an agent classifies the call before they get the next one. */
  readonly wrapUp: boolean;
  /** A wrap-up that lasts longer is an alarm on the supervisor's board, ms; 0 = none. It never ends by itself (S2-05). */
  readonly wrapUpAlarmMs: number;
  /** Service level threshold, ms. */
  readonly answerWithinMs: number;
  /** Between two announcements of the place in the queue, ms; 0 = none. */
  readonly announceEveryMs: number;
  /** Whether calls of this queue are recorded. */
  readonly record: boolean;
  /** Unknown in settings of an older version: each agent decides. */
  readonly autoAnswer?: AutoAnswer;
}
