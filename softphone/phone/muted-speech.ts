/** A moment counts as a voice from this loudness on: breath into a headset, a fan and other people are below, dBFS. */
const LOUD_DBFS = -40;
/** A moment is heard in so many pieces, and is as loud as the middle one of them: the click of a key fills one or two. */
const PIECES = 8;
/** How often a voice's vowels cross zero, times a second: hum is below, breath and hiss are above. */
const CROSSINGS = { least: 150, most: 3_500 } as const;

/** Whether somebody speaks in this moment of sound, of about 80 ms. `rate`: samples a second. */
export function isVoice(samples: Float32Array, rate: number): boolean {
  if (samples.length === 0) return false;
  const size = Math.floor(samples.length / PIECES);
  const powers = Array.from({ length: PIECES }, (_, piece) =>
    powerOf(samples.subarray(piece * size, (piece + 1) * size)),
  ).sort((a, b) => a - b);
  const middle = powers[PIECES / 2] ?? 0;
  if (10 * Math.log10(middle + 1e-12) < LOUD_DBFS) return false;
  let crossings = 0;
  for (let i = 1; i < samples.length; i++) {
    if ((samples[i] ?? 0) >= 0 !== (samples[i - 1] ?? 0) >= 0) crossings++;
  }
  const each = (crossings * rate) / samples.length;
  return each >= CROSSINGS.least && each <= CROSSINGS.most;
}

function powerOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / Math.max(1, samples.length);
}

/** Who has spoken for so much of the last moments speaks, ms: a cough or a laugh is over sooner. */
const WITHIN_MS = 1_500;
const SPOKEN_MS = 700;
/** Told once in this time at most, ms. */
export const QUIET_AFTER_MS = 15_000;

/**
 * Tells whether it is now to be said that somebody speaks. It is given each moment in the order of time; one that comes late,
 * as in a window that nobody sees, counts for no longer than `every`, ms.
 */
export function speechRule(every: number): (voice: boolean, at: number) => boolean {
  let spoken: readonly number[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  return (voice, at) => {
    spoken = [...spoken.filter(each => each > at - WITHIN_MS), ...(voice ? [at] : [])];
    if (spoken.length * every < SPOKEN_MS || at - toldAt < QUIET_AFTER_MS) return false;
    toldAt = at;
    spoken = [];
    return true;
  };
}
