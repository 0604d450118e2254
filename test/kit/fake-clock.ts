import type { Clock } from '../../src/kit/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on and runs every timer that falls due, in order. */
  advance(ms: number): void;
  /** How many timers still wait: after a test this is usually zero. */
  pending(): number;
}

export function fakeClock(start = Date.parse('2026-11-22T13:00:00Z')): FakeClock {
  let now = start;
  let turn = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  return {
    now: () => now,
    after(ms, run) {
      const id = ++turn;
      timers.set(id, { at: now + ms, run });
      return { cancel: () => timers.delete(id) };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...timers]
          .filter(([, t]) => t.at <= end)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].run();
      }
      now = end;
    },
    pending: () => timers.size,
  };
}
