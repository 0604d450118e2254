/**
 * A recording being listened to.
 *
 *            pressed            playing, moved
 *   still ───────────▶ loading ────────────────▶ sounding
 *     ▲                   ▲────────waiting, stuck────┘│
 *     └──────────────── stopped, failed ──────────────┘
 *
 * `stuck` tells and goes on: a slow line may still bring the audio, and moving takes the trouble away.
 */
export interface Playback {
  readonly phase: 'still' | 'loading' | 'sounding';
  /** Position in the audio, s. */
  readonly at: number;
  readonly trouble: Trouble | null;
}

/**
 * `refused`: the browser plays nothing just now; `unreached`: no audio came; `unreadable`: it is no audio it knows;
 * `damaged`: the server does not play it, because it is not what was kept.
 */
export type Trouble = 'refused' | 'unreached' | 'unreadable' | 'stuck' | 'damaged';

export type PlaybackInput =
  | { readonly kind: 'pressed' | 'playing' | 'waiting' | 'stopped' | 'stuck' }
  | { readonly kind: 'moved'; readonly at: number }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

/** Nothing moved for this long although it should sound: the listener is told, ms. */
export const STUCK_MS = 5_000;

export const STILL: Playback = { phase: 'still', at: 0, trouble: null };

export function reactPlayback(now: Playback, input: PlaybackInput): Playback {
  switch (input.kind) {
    case 'pressed':
      return { ...now, phase: 'loading', trouble: null };
    case 'playing':
      return now.phase === 'still' ? now : { ...now, phase: 'sounding' };
    case 'waiting':
      return now.phase === 'still' ? now : { ...now, phase: 'loading' };
    case 'moved':
      if (input.at === now.at) return now;
      return now.phase === 'still'
        ? { ...now, at: input.at }
        : { phase: 'sounding', at: input.at, trouble: null };
    case 'stuck':
      return now.phase === 'still' ? now : { ...now, phase: 'loading', trouble: 'stuck' };
    case 'stopped':
      return { ...now, phase: 'still', trouble: now.trouble === 'stuck' ? null : now.trouble };
    case 'failed':
      return { ...now, phase: 'still', trouble: input.trouble };
    default:
      return input satisfies never;
  }
}

/** The trouble behind a `play()` that was rejected; null when only somebody paused before it began. */
export function troubleOfRefusal(name: string): Trouble | null {
  if (name === 'AbortError') return null;
  return name === 'NotAllowedError' ? 'refused' : 'unreadable';
}

/** The trouble behind an `error` of the audio element, by its MediaError code (HTML standard, 4.8.11.1). */
export function troubleOfError(code: number | undefined): Trouble {
  const decoding = 3;
  return code === decoding ? 'unreadable' : 'unreached';
}
