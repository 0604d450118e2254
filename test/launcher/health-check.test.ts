import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '..', '..', '.docker', 'healthy.mjs');

let data: string;
let socket: string;
let role: ReturnType<typeof spawn>;
let gone: Promise<unknown>;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cauce-health-'));
  socket = join(data, 'worker.sock');
  mkdirSync(join(data, 'run'));
  role = spawn('sleep', ['600']);
  gone = once(role, 'exit');
});

afterEach(async () => {
  role.kill('SIGKILL');
  await gone;
  rmSync(data, { recursive: true });
});

/** The exit code of one check of a worker. */
function check(): Promise<number> {
  return new Promise(answer => {
    const env = { ...process.env, CAUCE_DATA_DIR: data };
    const probe = execFile(process.execPath, [PROGRAM, 'worker', socket], { env }, () =>
      answer(probe.exitCode ?? -1),
    );
  });
}

const servesFrom = () => writeFileSync(join(data, 'run', 'worker.ready'), `${role.pid}\n`);

/** Answers once and is gone again. */
async function answerOnce(): Promise<number> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  await once(server.listen(socket), 'listening');
  const code = await check();
  await new Promise(resolve => server.close(resolve));
  return code;
}

const lives = () => role.exitCode === null && role.signalCode === null;

describe('the health check in a container', () => {
  test('says healthy when the process answers, whatever the answer', async () => {
    servesFrom();
    expect(await answerOnce()).toBe(0);
  });

  test('ends a process that has served and then stays silent three times in a row', async () => {
    servesFrom();
    expect([await check(), await check()]).toEqual([1, 1]);
    expect(lives()).toBe(true);
    expect(await check()).toBe(1);
    await gone;
    expect(role.signalCode).toBe('SIGKILL');
    expect(existsSync(join(data, 'run', 'worker.ready'))).toBe(false);
  });

  test('counts anew after an answer', async () => {
    servesFrom();
    await check();
    await check();
    await answerOnce();
    expect([await check(), await check()]).toEqual([1, 1]);
    expect(lives()).toBe(true);
  });

  test('leaves a process alone that does not serve yet', async () => {
    for (const _ of [1, 2, 3, 4]) expect(await check()).toBe(1);
    expect(lives()).toBe(true);
  });
});
