import type { Clock } from '../kit/clock.ts';

/** The answer, or null when there is none in time or it fails: a call never waits for another part. */
export async function withinLimit<Value>(
  clock: Clock,
  ms: number,
  work: Promise<Value>,
): Promise<Value | null> {
  return new Promise(resolve => {
    const timer = clock.after(ms, () => resolve(null));
    work.then(
      value => {
        timer.cancel();
        resolve(value);
      },
      () => {
        timer.cancel();
        resolve(null);
      },
    );
  });
}
