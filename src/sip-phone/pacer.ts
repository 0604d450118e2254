import { performance } from 'node:perf_hooks';

/** Length of one packet of voice. */
export const FRAME_MS = 20;
/** After a longer stall the lost time is skipped: a burst of old packets would be worse than a gap. */
const MAX_CATCH_UP_FRAMES = 5;

type Tick = () => void;

const steps = new Set<Tick>();
let timer: NodeJS.Timeout | undefined;
let nextAt = 0;

/**
 * Calls `step` every 20 ms until the returned function is called. All calls of the process share one
 * timer, and each beat is counted from the first one, so that packets keep their mean pace exactly.
 */
export function everyFrame(step: Tick): () => void {
  steps.add(step);
  if (!timer) {
    nextAt = performance.now() + FRAME_MS;
    timer = setTimeout(beat, FRAME_MS);
  }
  return () => {
    steps.delete(step);
    if (steps.size === 0 && timer) {
      clearTimeout(timer);
      timer = undefined;
    }
  };
}

function beat(): void {
  const now = performance.now();
  let due = Math.floor((now - nextAt) / FRAME_MS) + 1;
  nextAt += due * FRAME_MS;
  due = Math.min(due, MAX_CATCH_UP_FRAMES);
  timer = setTimeout(beat, Math.max(0, nextAt - performance.now()));
  for (; due > 0; due--) for (const step of [...steps]) step();
}
