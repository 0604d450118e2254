import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { AriLink } from '../../../src/adapters/asterisk/link.ts';
import { REQUEST_LIMIT_MS } from '../../../src/adapters/asterisk/request.ts';
import type { AriEvent } from '../../../src/adapters/asterisk/wire.ts';
import {
  type ServedSocket,
  type SocketServer,
  serveSockets,
} from '../../../src/adapters/sockets/socket-server.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { freePort } from '../../../src/launcher/ports.ts';
import { type FakeClock, fakeClock } from '../../kit/fake-clock.ts';
import { waitUntil } from '../../kit/wait-until.ts';

interface Asked {
  readonly request_id: string;
  readonly method: string;
  readonly uri: string;
}

/** The other end of the event socket, which answers as it is told. */
interface Peer {
  readonly asked: Asked[];
  readonly sockets: ServedSocket[];
  version: string;
  left: number;
  /** Requests whose address holds this are never answered. */
  deafTo: string;
  say(event: object): void;
}

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

/** Takes connections and breaks them off, as they look to a client of an Asterisk that hangs. */
async function abandons(port: number, count: number): Promise<() => Promise<void>> {
  let taken = 0;
  const server = createServer(socket => {
    taken += 1;
    socket.destroy();
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    await waitUntil(() => taken >= count, { what: `${count} handshakes were given up`, within: 10_000 });
    server.close();
    await once(server, 'close');
  };
}

async function peerAndLink(clock: FakeClock | null = null, version = '22.10.1', ghosts = 0) {
  const peer: Peer = {
    asked: [],
    sockets: [],
    version,
    left: 0,
    deafTo: 'nothing',
    say(event) {
      this.sockets.at(-1)?.send(JSON.stringify(event));
    },
  };
  const port = await freePort();
  const hangs = ghosts > 0 ? await abandons(port, ghosts) : null;
  const serve = (): Promise<SocketServer> =>
    serveSockets({
      address: { kind: 'tcp', host: '127.0.0.1', port },
      clock: systemClock(),
      admits: () => true,
      joined: socket => peer.sockets.push(socket),
      left: () => {
        peer.left += 1;
      },
      message(socket, text) {
        const request = JSON.parse(text) as Asked;
        peer.asked.push(request);
        if (request.uri.includes(peer.deafTo)) return;
        if (request.uri.includes('eventFilter'))
          peer.say({ type: 'PlaybackFinished', playback: { id: 'early' } });
        const body = request.uri === 'asterisk/info' ? { system: { version: peer.version } } : {};
        socket.send(
          JSON.stringify({
            type: 'RESTResponse',
            request_id: request.request_id,
            status_code: 200,
            message_body: JSON.stringify(body),
          }),
        );
      },
    });
  const heard: string[] = [];
  let server = hangs ? null : await serve();
  const link = new AriLink(
    {
      url: `http://cauce:secret@127.0.0.1:${port}`,
      clock: clock ?? systemClock(),
      log: makeLog('test', 'silent'),
      road: 'socket',
    },
    {
      event: (event: AriEvent) => heard.push(event.type),
      connected: () => heard.push('connected'),
      disconnected: () => heard.push('disconnected'),
    },
  );
  if (hangs) await hangs();
  server ??= await serve();
  open = [link, server];
  return { peer, link, heard };
}

const addresses = (peer: Peer) => peer.asked.map(one => `${one.method} ${one.uri}`);
const PREPARING = [
  'GET asterisk/info',
  'PUT applications/cauce/eventFilter',
  'PUT applications/cauce-lines/eventFilter',
  'PUT applications/cauce-dials/eventFilter',
  'POST applications/cauce-lines/subscription',
];

test('filters and subscriptions are set at each connection, for Asterisk forgets them', async () => {
  const { peer, link, heard } = await peerAndLink();
  await link.firstContact();
  expect(addresses(peer)).toEqual(PREPARING);
  peer.sockets[0]?.drop();
  await waitUntil(() => heard.filter(word => word === 'connected').length === 2, { what: 'it is back' });
  expect(addresses(peer)).toEqual([...PREPARING, ...PREPARING]);
});

test('what happens while it prepares is told after "connected", in order', async () => {
  const { link, heard } = await peerAndLink();
  await link.firstContact();
  expect(heard).toEqual(['connected', 'PlaybackFinished', 'PlaybackFinished', 'PlaybackFinished']);
});

test('an Asterisk with known holes is not used, and the reason is told', async () => {
  const { link, heard } = await peerAndLink(null, '22.10.0');
  await expect(link.firstContact()).rejects.toMatchObject({
    details: { part: 'asterisk', why: expect.stringContaining('22.10.0') },
  });
  expect(heard).toEqual([]);
});

test('an answer that takes longer than five seconds is given up', async () => {
  const clock = fakeClock();
  const { peer, link } = await peerAndLink(clock);
  await link.firstContact();
  peer.deafTo = 'channels';
  const answer = link.send({ method: 'GET', path: ['channels'] });
  await waitUntil(() => peer.asked.length === PREPARING.length + 1, { what: 'the request' });
  clock.advance(REQUEST_LIMIT_MS);
  expect(await answer).toEqual({ kind: 'timed-out' });
});

test('a request whose connection breaks is lost', async () => {
  const { peer, link, heard } = await peerAndLink();
  await link.firstContact();
  peer.deafTo = 'channels';
  const answer = link.send({ method: 'GET', path: ['channels'] });
  await waitUntil(() => peer.asked.length === PREPARING.length + 1, { what: 'the request' });
  peer.sockets[0]?.drop();
  expect(await answer).toEqual({ kind: 'lost' });
  await waitUntil(() => heard.includes('disconnected'), { what: 'the loss is told' });
});

test('a text that is no event ends neither the connection nor the process', async () => {
  const { peer, link, heard } = await peerAndLink();
  await link.firstContact();
  peer.sockets[0]?.send('{"type":');
  peer.say({ type: 'StasisStart' });
  peer.say({ type: 'SomethingNew', channel: null });
  await waitUntil(() => heard.includes('SomethingNew'), { what: 'the events behind it' });
  expect(link.connected).toBe(true);
});

const REPLACED = ['cauce', 'cauce-lines', 'cauce-dials'].map(application => ({
  type: 'ApplicationReplaced',
  application,
}));
const words = (heard: readonly string[]) => heard.filter(word => word.endsWith('connected'));

test('another process that takes the application is left with it', async () => {
  const { peer, link, heard } = await peerAndLink();
  await link.firstContact();
  for (const event of REPLACED) peer.say(event);
  await waitUntil(() => heard.includes('disconnected'), { what: 'the loss is told' });
  await waitUntil(() => peer.left === 1, { what: 'the connection is down' });
  expect(link.connected).toBe(false);
  expect(peer.sockets).toHaveLength(1);
});

test('a handshake that was given up and is taken for us is no other process, once for each of them', async () => {
  const { peer, link, heard } = await peerAndLink(null, '22.10.1', 1);
  await link.firstContact();
  for (const event of REPLACED) peer.say(event);
  await waitUntil(() => words(heard).length === 3, { what: 'it is back' });
  expect(words(heard)).toEqual(['connected', 'disconnected', 'connected']);
  for (const event of REPLACED) peer.say(event);
  await waitUntil(() => words(heard).length === 4, { what: 'the loss is told' });
  await waitUntil(() => peer.left === 2, { what: 'the connection is down' });
  expect(link.connected).toBe(false);
});
