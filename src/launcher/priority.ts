import { readdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { setPriority } from 'node:os';
import { AHEAD, SOCKET_VARIABLE } from './bootstrap/ahead.mjs';

/** Who goes first when the processor is short, first to last: a voice cannot wait, records and jobs can. */
export const RANKS = ['telephone', 'pages', 'records', 'jobs'] as const;
export type Rank = (typeof RANKS)[number];

/** Where both want all of a processor, pages get two thirds of what Asterisk gets and a job a quarter, never nothing. */
const BEHIND: Readonly<Record<Rank, number>> = { telephone: 0, pages: 2, records: 4, jobs: 6 };

/** Niceness to be tried, the best first: before what else runs on the machine where that is allowed, else beside it. */
export function nicenessOf(rank: Rank): readonly [number, number] {
  return [BEHIND[rank] - AHEAD, BEHIND[rank]];
}

/** Linux takes a new niceness of a session from one process in 100 ms, of the whole machine, root excepted; ms. */
const AGAIN_MS = 120;
const TRIES = 50;

/**
 * Gives a program that has just been launched its rank. Each program runs in a session of its own, and Linux shares the
 * processor between sessions first (autogroup, sched(7)), so the niceness of the session counts more than that of the
 * process; in cgroups (containers, services of systemd) only that of the process does, and the cgroup's weight. PostgreSQL
 * gives each of its processes a session, which stays at 0. Giving way takes no right. Going ahead of others takes
 * CAP_SYS_NICE or RLIMIT_NICE; where root has started us, its process that waits for us is asked (bootstrap/ahead.mjs).
 */
export function rankProgram(pid: number, rank: Rank): void {
  const [ahead, beside] = nicenessOf(rank);
  const giveWay = (): void => {
    setNiceness(pid, beside);
    askRoot(pid, ahead, isGranted => {
      if (!isGranted) setSession(pid, beside, TRIES);
    });
  };
  // Who runs ahead already may start programs that do, but their sessions do not.
  if (setNiceness(pid, ahead)) setSession(pid, ahead, TRIES, giveWay);
  else giveWay();
}

/** An ordinary process of the machine, whoever starts it. */
export function goWithOthers(pid: number): void {
  setNiceness(pid, 0);
}

/** False where it is not allowed. Threads have a niceness each. */
function setNiceness(pid: number, niceness: number): boolean {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), niceness);
    return true;
  } catch {
    return false;
  }
}

function askRoot(pid: number, niceness: number, answer: (isGranted: boolean) => void): void {
  const path = process.env[SOCKET_VARIABLE];
  if (!path) {
    answer(false);
    return;
  }
  const socket = createConnection(path, () => socket.write(`${pid} ${niceness}\n`)).unref();
  let said = '';
  socket.setEncoding('utf8').on('data', text => {
    said += text;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => answer(said === 'ok\n'));
}

function setSession(pid: number, niceness: number, tries: number, refused = (): void => undefined): void {
  // A new one has niceness 0.
  if (niceness === 0) return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    // A kernel without autogroup, or a program that is gone already, is no matter.
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EPERM') refused();
    if (code === 'EAGAIN' && tries > 1)
      setTimeout(() => setSession(pid, niceness, tries - 1, refused), AGAIN_MS).unref();
  }
}
