import type { Clock } from '../../kit/clock.ts';
import type { AlarmBook } from '../../supervision/ports.ts';
import type { TicketJob } from '../../tickets/jobs.ts';

const ALARM = 'recordings.disk-full';
const FULL = new Set(['ENOSPC', 'EDQUOT']);

type Run = (job: TicketJob, key: string) => Promise<void>;

/** Raises an alarm when a recording finds no room on the disk, and clears it with the next one that does. */
export function watchingDisk(run: Run, alarms: AlarmBook, clock: Clock): Run {
  // An alarm of an earlier process may stand.
  let mayStand = true;
  return async (job, key) => {
    try {
      await run(job, key);
    } catch (error) {
      if (error instanceof Error && 'code' in error && FULL.has(String(error.code))) {
        mayStand = true;
        await alarms.raise({ id: ALARM, since: clock.now(), severity: 'critical', words: WORDS });
      }
      throw error;
    }
    if (!mayStand || !('recording' in job)) return;
    await alarms.clear(ALARM, clock.now());
    mayStand = false;
  };
}

const WORDS = {
  es: 'No queda espacio en disco para guardar grabaciones; esperan en el nodo de telefonía.',
  en: 'There is no room on the disk to keep recordings; they wait on the telephone node.',
};
