import { readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/** In the folder `run`, which only we and the machine's administrator can write. */
export const RESET_FILE = 'reset-second-factor';
/** A file that nobody made use of is worth nothing after this time, ms. */
const GOOD_FOR_MS = 15 * 60_000;

/**
 * How the last admin gets in who lost both telephone and recovery codes: anyone who may write on the machine puts the user
 * name into a file, and the next log-in with the right password removes the second factor, once.
 * Answers whether this person is meant; the file is gone then.
 */
export function machineReset(
  runFolder: string,
  clock: Pick<Clock, 'now'>,
  log: Pick<Log, 'warn'>,
): (username: string) => Promise<boolean> {
  const path = join(runFolder, RESET_FILE);
  return async username => {
    try {
      const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      if (text.trim().toLowerCase() !== username.toLowerCase()) return false;
      // Of two at once one removes it.
      await unlink(path);
      return clock.now() - mtimeMs < GOOD_FOR_MS;
    } catch (error) {
      const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
      // A log-in does not fail over it.
      if (isThere) log.warn({ err: error }, 'the file that removes a second factor cannot be used');
      return false;
    }
  };
}
