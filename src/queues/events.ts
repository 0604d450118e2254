/** One queue of callers. Hours are a business calendar's name, `always` = 24×7. */
export interface QueueProfile {
  readonly name: string;
  readonly title: string;
  readonly calendar: string;
  /** How long one agent's telephone rings before the next one gets the call, ms. */
  readonly ringMs: number;
  /** Longest wrap-up without disposition that is not yet an alarm, ms; 0 = no wrap-up at all. */
  readonly wrapUpMs: number;
  /** Service level threshold, ms. */
  readonly answerWithinMs: number;
  /** Between two announcements of the place in the queue, ms; 0 = none. */
  readonly announceEveryMs: number;
  /** Whether calls of this queue are recorded. */
  readonly record: boolean;
}
