import type { RecordingCard } from '../../src/recordings/events.ts';

/** A place in the audio where the recording was paused, and for how long, ms. */
export interface Cut {
  readonly atMs: number;
  readonly missingMs: number;
  /** When the pause began, by the clock of the call, ms from the start of the recording. */
  readonly sinceMs: number;
}

/**
 * Where the gaps of a recording lie in its audio. Gaps are told by the clock of the call; the file leaves them out,
 * so each is a single point in it, moved forward by what was missing before.
 */
export function cutsOf({ gaps, durationMs }: Pick<RecordingCard, 'gaps' | 'durationMs'>): readonly Cut[] {
  let missing = 0;
  return [...gaps]
    .sort((a, b) => a.fromMs - b.fromMs)
    .map(gap => {
      const atMs = Math.min(Math.max(gap.fromMs - missing, 0), durationMs);
      const missingMs = Math.max(gap.toMs - gap.fromMs, 0);
      missing += missingMs;
      return { atMs, missingMs, sinceMs: gap.fromMs };
    });
}
