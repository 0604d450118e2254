import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { backOff } from '../../../src/adapters/sockets/back-off.ts';
import { PING_EVERY_MS } from '../../../src/adapters/sockets/heartbeat.ts';
import { LastingSocket } from '../../../src/adapters/sockets/lasting-socket.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { freePort } from '../../../src/launcher/ports.ts';
import { fakeClock } from '../../kit/fake-clock.ts';
import { waitUntil } from '../../kit/wait-until.ts';

let close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of close) await one();
  close = [];
});

async function server(port: number, options: { autoPong?: boolean } = {}) {
  const sockets = new WebSocketServer({ port, host: '127.0.0.1', ...options });
  await new Promise(resolve => sockets.once('listening', resolve));
  const end = async () => {
    for (const one of sockets.clients) one.terminate();
    await new Promise(resolve => sockets.close(resolve));
  };
  close.push(end);
  return { sockets, end };
}

function lasting(port: number, clock = systemClock()) {
  const said: string[] = [];
  const socket = new LastingSocket({
    url: `ws://127.0.0.1:${port}/`,
    clock,
    opened: () => said.push('opened'),
    message: text => said.push(text),
    closed: () => said.push('closed'),
    failed: status => said.push(`failed ${status}`),
  });
  close.unshift(() => socket.close());
  return { socket, said };
}

test('the pause doubles from a tenth of a second to two seconds, less a random part', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(failures => backOff(failures, 0))).toEqual([
    100, 200, 400, 800, 1_600, 2_000, 2_000,
  ]);
  expect(backOff(50, 0.999)).toBeGreaterThanOrEqual(1_000);
});

test('it tries until somebody is there, and comes back when they return', async () => {
  const port = await freePort();
  const { said } = lasting(port);
  await waitUntil(() => said.filter(word => word === 'failed null').length >= 2, { what: 'two vain tries' });
  const first = await server(port);
  await waitUntil(() => said.includes('opened'), { what: 'it stands' });
  await first.end();
  close.splice(close.indexOf(first.end), 1);
  await waitUntil(() => said.includes('closed'), { what: 'it is gone' });
  await server(port);
  await waitUntil(() => said.filter(word => word === 'opened').length === 2, { what: 'it stands again' });
});

test('it tells with which status it was turned away', async () => {
  const port = await freePort();
  const gate = createServer((client: Socket) => client.resume().end('HTTP/1.1 401 Unauthorized\r\n\r\n'));
  await new Promise<void>(resolve => gate.listen(port, '127.0.0.1', resolve));
  close.push(() => new Promise(resolve => gate.close(resolve)));
  const { said } = lasting(port);
  await waitUntil(() => said.includes('failed 401'), { what: 'the status' });
});

test('a peer that answers no ping is cut off, for it may be dead without a word', async () => {
  const port = await freePort();
  const clock = fakeClock();
  await server(port, { autoPong: false });
  const { said } = lasting(port, clock);
  await waitUntil(() => said.includes('opened'), { what: 'it stands' });
  clock.advance(PING_EVERY_MS);
  expect(said).not.toContain('closed');
  clock.advance(PING_EVERY_MS);
  await waitUntil(() => said.includes('closed'), { what: 'it is cut off' });
});

test('a peer that answers stays', async () => {
  const port = await freePort();
  const clock = fakeClock();
  const { sockets } = await server(port);
  const pings: number[] = [];
  sockets.on('connection', one => one.on('ping', () => pings.push(1)));
  const { socket, said } = lasting(port, clock);
  await waitUntil(() => said.includes('opened'), { what: 'it stands' });
  for (let beats = 1; beats <= 3; beats += 1) {
    clock.advance(PING_EVERY_MS);
    await waitUntil(() => pings.length === beats, { what: 'the ping' });
    // The pong travels behind this text, so it has arrived when the text has.
    for (const one of sockets.clients) one.send(`after ping ${beats}`);
    await waitUntil(() => said.includes(`after ping ${beats}`), { what: 'the pong' });
  }
  expect(socket.isOpen()).toBe(true);
});

test('once closed it stays closed', async () => {
  const port = await freePort();
  const clock = fakeClock();
  await server(port);
  const { socket, said } = lasting(port, clock);
  await waitUntil(() => said.includes('opened'), { what: 'it stands' });
  await socket.close();
  expect(clock.pending()).toBe(0);
  expect(said).toEqual(['opened']);
});

test('what is sent in one round of the event loop leaves together, in its order', async () => {
  const port = await freePort();
  const { sockets } = await server(port);
  const chunks: number[] = [];
  const heard: string[] = [];
  sockets.on('connection', (socket, request) => {
    request.socket.on('data', chunk => chunks.push(chunk.length));
    socket.on('message', data => heard.push(data.toString()));
  });
  const { socket, said } = lasting(port);
  await waitUntil(() => said.includes('opened'), { what: 'it stands' });
  for (const text of ['one', 'two', 'three']) expect(socket.send(text)).toBe(true);
  await waitUntil(() => heard.length === 3, { what: 'all three' });
  expect(heard).toEqual(['one', 'two', 'three']);
  expect(chunks).toHaveLength(1);
  socket.send('four');
  await waitUntil(() => heard.length === 4, { what: 'the next round' });
});
