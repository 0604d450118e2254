import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** The longest time to wait, in milliseconds. */
  readonly within?: number;
  /** What is waited for, as it should stand in the failure. */
  readonly what: string;
  /** How often to look, in milliseconds. */
  readonly every?: number;
}

const WITHIN_MS = 5_000;
const EVERY_MS = 25;

/**
 * Looks at a real condition until it gives something other than `undefined`, `null` or `false`, and resolves
 * with that. A look that throws counts as "not yet" and its message is told when the time is over.
 */
export async function waitUntil<Found>(
  look: () => Found | Promise<Found>,
  { within = WITHIN_MS, what, every = EVERY_MS }: Patience,
): Promise<Exclude<Found, undefined | null | false>> {
  const end = performance.now() + within;
  let last = '';
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) {
        return found as Exclude<Found, undefined | null | false>;
      }
      last = `last seen: ${String(found)}`;
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() >= end) throw new Error(`not within ${within} ms: ${what} (${last})`);
    await pause(Math.min(every, Math.max(1, end - performance.now())));
  }
}

/** A promise with a deadline of its own, so that a story names the step that hung. */
export async function within<Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
