import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { getPriority, userInfo } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { servePriorities } from '../../src/launcher/bootstrap/ahead.mjs';
import { goWithOthers, nicenessOf, RANKS, rankProgram } from '../../src/launcher/priority.ts';
import { waitUntil } from '../kit/wait-until.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process in a session of its own, as the launcher starts its programs. */
function sleeper(): number {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  started.push(child);
  if (child.pid === undefined) throw new Error('it does not run');
  return child.pid;
}

/** Niceness of a session; that of its process on a kernel that does not know the other. */
function sessionOf(pid: number): number {
  const path = `/proc/${pid}/autogroup`;
  if (!existsSync(path)) return getPriority(pid);
  return Number(/nice (-?\d+)/.exec(readFileSync(path, 'utf8'))?.[1]);
}

test('Asterisk and calls go first, then pages, records and jobs, before others or beside them', () => {
  expect(RANKS.map(nicenessOf)).toEqual([
    [-10, 0],
    [-8, 2],
    [-6, 4],
    [-4, 6],
  ]);
});

test('programs that are launched at once all get their rank, process and session', async () => {
  const launched = RANKS.map(rank => ({ rank, pid: sleeper() }));
  for (const { rank, pid } of launched) rankProgram(pid, rank);
  const first = launched[0]?.pid ?? 0;
  const isRanked = ({ rank, pid }: (typeof launched)[number]): boolean =>
    nicenessOf(rank).includes(getPriority(pid)) && sessionOf(pid) === getPriority(pid);
  const order = () => launched.map(({ pid }) => getPriority(pid) - getPriority(first));
  await waitUntil(() => launched.every(isRanked) && String(order()) === '0,2,4,6', {
    what: 'all are ranked',
  });
});

test('root lets the processes of its service user go ahead by so much, and nobody else', async () => {
  const { uid, gid } = userInfo();
  const served = await servePriorities({ uid, gid });
  const pid = sleeper();
  const ask = async (text: string): Promise<string> => {
    const socket = createConnection(served.path).setEncoding('utf8');
    socket.write(text);
    const [said] = await once(socket, 'data');
    return said;
  };
  expect(await ask(`${pid} 0\n`)).toBe('ok\n');
  expect(await ask(`${pid} -11\n`)).toBe('no\n');
  expect(await ask(`${pid} 1\n`)).toBe('no\n');
  expect(await ask('999999999 -10\n')).toBe('no\n');
  // The first process of the machine is root's.
  expect(await ask('1 0\n')).toBe(uid === 0 ? 'ok\n' : 'no\n');
  expect(getPriority(pid)).toBe(0);
  expect(statSync(dirname(served.path))).toMatchObject({ uid, mode: 0o40700 });
  served.close();
  expect(existsSync(served.path)).toBe(false);
});

test('what is no part of the exchange goes with the others', () => {
  const pid = sleeper();
  goWithOthers(pid);
  expect([getPriority(pid), sessionOf(pid)]).toEqual([0, 0]);
});
