import { setTimeout as wait } from 'node:timers/promises';
import { NotPrepared } from '../adapters/postgres/schema-version.ts';
import { CauceError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

export interface Patience {
  /** Ends the waiting: the promise is rejected. */
  readonly signal?: AbortSignal;
  /** Told once when the database did not answer at the first try. One that is not prepared yet does answer. */
  readonly away?: () => void;
}

/** Does something with the database as soon as it answers, for ever; any other fault is the caller's. */
export async function untilStoreAnswers<T>(
  work: () => Promise<T>,
  log: Log,
  { signal, away }: Patience = {},
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CauceError && error.code === 'store-away')) throw error;
      if (tries === 0) {
        log.warn({ err: error }, 'waiting for the database');
        if (!(error instanceof NotPrepared)) away?.();
      }
      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries), undefined, { signal });
    }
  }
}
