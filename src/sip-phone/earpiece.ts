import { performance } from 'node:perf_hooks';
import { SAMPLE_RATE } from './codecs.ts';
import { levelOf, SILENCE_DBFS, toneLevelOf } from './tones.ts';

/** How long sound is kept for questions about the past. */
const MEMORY_MS = 5_000;
/** Below this nobody would say that there is sound. */
export const QUIET_DBFS = -50;
/** A tone counts as heard when it is this loud ... */
const TONE_DBFS = -35;
/** ... and stands out of everything else by at least this share of the power. */
const TONE_SHARE = 0.3;

export interface Listening {
  /** How far back to listen, in milliseconds. */
  readonly ms?: number;
  /** The weakest level that counts. */
  readonly dbfs?: number;
  /** The least share of the whole power, 0 to 1; lower it to find a tone under music or speech. */
  readonly share?: number;
}

/**
 * What came out of the earpiece during the last seconds. Time without packets is silence,
 * because that is what a person would hear.
 */
export class Earpiece {
  #frames: { at: number; samples: Int16Array }[] = [];
  #packets = 0;
  readonly #listeners = new Set<(samples: Int16Array, at: number) => void>();

  /** Packets of voice received in all. */
  get packets(): number {
    return this.#packets;
  }

  add(samples: Int16Array, at = performance.now()): void {
    this.#packets++;
    this.#frames.push({ at, samples });
    for (const listener of this.#listeners) listener(samples, at);
    if (this.#frames.length > 16 && (this.#frames[0]?.at ?? at) < at - 2 * MEMORY_MS) {
      this.#frames = this.#frames.filter(frame => frame.at >= at - MEMORY_MS);
    }
  }

  /** Calls `listener` with each packet of voice as it comes, `at` by `performance.now()`; returns how to stop that. */
  follow(listener: (samples: Int16Array, at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets what was heard so far, so that the next question is about new sound only. */
  forget(): void {
    this.#frames = [];
  }

  /** The samples of the last `ms`, with silence in front where fewer arrived. */
  last(ms: number): Int16Array {
    const wanted = Math.round((ms * SAMPLE_RATE) / 1000);
    const samples = new Int16Array(wanted);
    const oldest = performance.now() - ms;
    let end = wanted;
    for (let i = this.#frames.length - 1; i >= 0 && end > 0; i--) {
      const frame = this.#frames[i];
      if (!frame || frame.at < oldest) break;
      const part = frame.samples.length <= end ? frame.samples : frame.samples.subarray(-end);
      end -= part.length;
      samples.set(part, end);
    }
    return samples;
  }

  /** Mean level of the last `ms` in dBFS; -120 is perfect silence. */
  level(ms = 200): number {
    return levelOf(this.last(ms));
  }

  /** Level of one frequency in the last `ms`, in dBFS. */
  toneLevel(hz: number, ms = 200): number {
    return toneLevelOf(this.last(ms), hz);
  }

  /** Whether this tone is what is heard. */
  hears(hz: number, { ms = 200, dbfs = TONE_DBFS, share = TONE_SHARE }: Listening = {}): boolean {
    const samples = this.last(ms);
    const tone = toneLevelOf(samples, hz);
    return tone >= dbfs && tone >= levelOf(samples) + 10 * Math.log10(share);
  }

  /** Whether there was nothing to hear for the last `ms`. */
  isQuiet(ms = 200, dbfs = QUIET_DBFS): boolean {
    return this.level(ms) < Math.max(dbfs, SILENCE_DBFS + 1);
  }
}
