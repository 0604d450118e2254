import type { Clock } from '../../src/kit/clock.ts';
import type { PhoneCall } from '../phone/phone.ts';
import type { Schedule } from './painted.ts';

/** Who is not heard by then is not heard for another reason than that the page draws, ms. */
export const VOICE_WITHIN_MS = 400;
/** From the way that the audio has found to what is played of it: a packet, and what is kept against jitter, ms. */
export const PLAYED_WITHIN_MS = 60;

export interface VoiceParts {
  readonly call: () => PhoneCall | null;
  /** Hears of each change of the call. */
  readonly watch: (changed: () => void) => () => void;
  readonly clock: Clock;
}

/**
 * Draws nothing between the answer to a call and its first sound, but that it is being answered: on the same thread it would
 * take as long as all that the browser has to do there for the voice.
 */
export function voiceFirst(nextFrame: Schedule, { call, watch, clock }: VoiceParts): Schedule {
  /** The leg whose answer is drawn, and when all the rest is at the latest, epoch ms. */
  let answered = { leg: '', until: 0 };

  /** How long what is to be drawn has to wait, ms. */
  function wait(): number {
    const now = clock.now();
    const on = call();
    if (on?.phase !== 'answering' && on?.phase !== 'talking') return 0;
    if (on.leg !== answered.leg) {
      answered = { leg: on.leg, until: now + VOICE_WITHIN_MS };
      return 0;
    }
    const heardAt = on.phase === 'talking' ? on.heardAt : undefined;
    const until =
      heardAt === undefined ? answered.until : Math.min(answered.until, heardAt + PLAYED_WITHIN_MS);
    // The clock may have been set back meanwhile.
    return Math.min(until - now, VOICE_WITHIN_MS);
  }

  return run => {
    const first = wait();
    if (first <= 0) return nextFrame(run);
    let cancel = () => {
      stop();
      timer.cancel();
    };
    const draw = () => {
      cancel();
      cancel = nextFrame(run);
    };
    let timer = clock.after(first, draw);
    const stop = watch(() => {
      timer.cancel();
      timer = clock.after(Math.max(0, wait()), draw);
    });
    return () => cancel();
  };
}
