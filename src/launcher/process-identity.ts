import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A process, and not just a number that the kernel may give to another one later: the start time (clock ticks
 * since boot, field 22 of `/proc/<pid>/stat`) makes it certain.
 */
export type ProcessIdentity = { readonly pid: number; readonly startTime: string };

const POLL_MS = 20;

/** The identity of a process that runs now; null when there is none, or only its zombie. */
export function identify(pid: number): ProcessIdentity | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in parentheses, may itself hold blanks and parentheses: the fields begin after the last one.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[18];
  return state === 'Z' || startTime === undefined ? null : { pid, startTime };
}

export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startTime === process.startTime;
}

const NS_PER_MS = 1e6;

/**
 * For how long the main thread of a process has been ready to run without getting a processor, since it began, ms: the
 * second field of `/proc/<pid>/schedstat`. 0 where the kernel does not tell, or the process is gone.
 */
export function waitedForProcessor(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / NS_PER_MS || 0;
  } catch {
    return 0;
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

/** Waits until the process is gone; false when it is still there after `withinMs`. */
export async function untilGone(target: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isAlive(target)) {
    if (performance.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}

/** Asks a process to end and kills it when it does not within `withinMs`. Ends when the process is gone. */
export async function end(
  target: ProcessIdentity,
  name: NodeJS.Signals,
  withinMs: number,
): Promise<'ended' | 'killed'> {
  signal(target, name);
  if (await untilGone(target, withinMs)) return 'ended';
  signal(target, 'SIGKILL');
  await untilGone(target, Number.POSITIVE_INFINITY);
  return 'killed';
}
