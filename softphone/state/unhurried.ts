import type { Clock } from '../../src/kit/clock.ts';
import type { Schedule } from './painted.ts';

/**
 * A frame at once after a quiet moment, and then one in `everyMs` at most: for what many things change that nobody follows one
 * by one, e.g. the table of a floor.
 */
export function unhurried(nextFrame: Schedule, everyMs: number, clock: Clock): Schedule {
  let last = Number.NEGATIVE_INFINITY;
  return run => {
    const draws = () => {
      last = clock.now();
      run();
    };
    const rest = last + everyMs - clock.now();
    if (rest <= 0) return nextFrame(draws);
    let cancel: () => void;
    const timer = clock.after(rest, () => {
      cancel = nextFrame(draws);
    });
    cancel = () => timer.cancel();
    return () => cancel();
  };
}
