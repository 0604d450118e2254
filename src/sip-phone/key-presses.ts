import { FRAME_SAMPLES } from './codecs.ts';
import { FRAME_MS } from './pacer.ts';
import { areKeys, formatDigit } from './rtp.ts';

/** The end of a key is sent three times, since a lost one would leave it pressed (RFC 4733 §2.5.1.4). */
const END_PACKETS = 3;

interface KeyPress {
  readonly digit: string;
  readonly frames: number;
  readonly gapFrames: number;
  readonly done: (() => void) | undefined;
}

/** The packet that replaces voice for one beat. */
export interface KeyPacket {
  readonly payload: Uint8Array;
  readonly first: boolean;
  /** All packets of one key carry the time at which it went down. */
  readonly timestamp: number;
}

/** Keys waiting to be pressed on one call, turned into one packet a beat. */
export class KeyPresses {
  #waiting: KeyPress[] = [];
  #frame = 0;
  #downAt = 0;

  /** Resolves when the gap behind the last key is over; at once for an empty text. */
  press(digits: string, ms: number, gapMs: number): Promise<void> {
    if (!areKeys(digits)) return Promise.reject(new RangeError(`not keys of a telephone: ${digits}`));
    if (digits === '') return Promise.resolve();
    const frames = Math.max(1, Math.round(ms / FRAME_MS));
    const gapFrames = Math.max(1, Math.round(gapMs / FRAME_MS));
    return new Promise(resolve => {
      [...digits].forEach((digit, index) => {
        const done = index === digits.length - 1 ? resolve : undefined;
        this.#waiting.push({ digit, frames, gapFrames, done });
      });
    });
  }

  /** The packet for this beat, or `undefined` when voice goes on. `now` is the stream's time stamp. */
  next(now: number): KeyPacket | undefined {
    const key = this.#waiting[0];
    if (!key) return undefined;
    const frame = this.#frame++;
    if (frame === 0) this.#downAt = now;
    if (frame < key.frames + END_PACKETS) {
      const ended = frame >= key.frames;
      const duration = Math.min(frame + 1, key.frames) * FRAME_SAMPLES;
      const payload = formatDigit({ digit: key.digit, ended, duration });
      return { payload, first: frame === 0, timestamp: this.#downAt };
    }
    if (frame >= key.frames + END_PACKETS + key.gapFrames) {
      this.#waiting.shift();
      this.#frame = 0;
      key.done?.();
    }
    return undefined;
  }

  /** The call is over: anyone who waits for a key waits no longer. */
  drop(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const key of waiting) key.done?.();
  }
}
