import type { PhoneRest } from './events.ts';

/** How long a telephone is left alone the first time, ms; each time in a row twice as long, up to `LONGEST_MS`. */
const FIRST_MS: Readonly<Record<PhoneRest['why'], number>> = {
  busy: 10_000,
  forwards: 30_000,
  silent: 10_000,
  refuses: 10_000,
  unreachable: 3_000,
  failed: 3_000,
};
const LONGEST_MS = 60_000;

/** The rest that follows when a telephone has not taken an offer. */
export function nextRest(before: PhoneRest | undefined, why: PhoneRest['why'], now: number): PhoneRest {
  const times = before?.why === why ? before.times + 1 : 1;
  return { why, times, until: now + Math.min(LONGEST_MS, FIRST_MS[why] * 2 ** (times - 1)) };
}
