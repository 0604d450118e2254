import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, systemClock, type Timer } from '../../src/kit/clock.ts';

const clock: Clock = systemClock();
const server = createServer();
let near: Socket;
let far: Socket;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [far] = (await once(server, 'connection')) as [Socket];
});

afterAll(() => {
  near.destroy();
  far.destroy();
  server.close();
});

/** Keeps this process busy. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** A timer falls due while this process is busy, and a message arrives. What is seen of both, in its order. */
async function standingStill(onMessage: (timer: Timer) => void = () => {}): Promise<string[]> {
  const seen: string[] = [];
  const read = once(near, 'data').then(() => {
    seen.push('message');
    onMessage(timer);
  });
  // What follows is done between two looks at the sockets.
  await new Promise(setImmediate);
  const timer = clock.after(20, () => seen.push('timer'));
  const after = new Promise<void>(resolve => clock.after(20, resolve));
  far.write('.');
  work(200);
  await Promise.all([read, after]);
  return seen;
}

test('a timer that fell due while the process stood still runs after what had arrived is read', async () => {
  expect(await standingStill()).toEqual(['message', 'timer']);
});

test('what is read then may still cancel it', async () => {
  expect(await standingStill(timer => timer.cancel())).toEqual(['message']);
});

test('cancelling twice, or after it ran, does nothing', async () => {
  let timer: Timer = { cancel: () => {} };
  await new Promise<void>(resolve => {
    timer = clock.after(1, resolve);
  });
  timer.cancel();
  timer.cancel();
});
