import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Records can wait a moment, a voice cannot. */
export const RECORDS_NICENESS = 5;

/**
 * Lets a process give way to the telephone: 0 gives way to nobody, 19 to everybody.
 * Each program runs in a session of its own, and Linux shares the processor between sessions first (autogroup, sched(7)),
 * so the niceness of the session counts more than that of the process. Both may be raised without any right; where one
 * is not there the program runs all the same, only less politely.
 */
export function giveWay(pid: number, niceness: number): void {
  // Whoever starts others may go before everybody, as the bench does; that is handed on to nobody.
  if (niceness === 0 && getPriority() >= 0) return;
  try {
    setPriority(pid, niceness);
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // A kernel without autogroup, or a program that is gone already.
  }
}
