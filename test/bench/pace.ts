import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/**
 * Waits until `due` (`performance.now()`). A generator that is late waits for one turn of the event loop all the same: one that
 * makes up for lost time without reading what comes in measures that time as another's.
 */
export function until(due: number): Promise<void> {
  const early = due - performance.now();
  return early > 0 ? pause(early) : turn();
}
