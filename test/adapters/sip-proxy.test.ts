import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  GUEST_SOCKETS_MAX,
  GUEST_SOCKETS_PER_ADDRESS,
  makeSipProxy,
  type SipProxy,
} from '../../src/adapters/sip-proxy/sip-proxy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { type LiveWorld, liveWorld, refusal } from '../live/live-world.ts';
import { callPicture, smallCentre } from '../supervision/pictures.ts';

/** Asterisk's end of SIP over WebSocket: answers every message with its text in capitals. */
async function farEnd(): Promise<{ url: string; requests: IncomingMessage[]; sockets: WebSocket[] }> {
  const requests: IncomingMessage[] = [];
  const sockets: WebSocket[] = [];
  const http = createServer((_request, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ server: http, path: '/ws', handleProtocols: () => 'sip' });
  server.on('connection', (socket, request) => {
    requests.push(request);
    sockets.push(socket);
    socket.on('message', data => socket.send(data.toString().toUpperCase()));
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
    http.close();
  });
  return { url: `http://u:p@127.0.0.1:${(http.address() as AddressInfo).port}`, requests, sockets };
}

async function world(url: string): Promise<LiveWorld & { sip: SipProxy }> {
  const sip = makeSipProxy(url, fakeClock());
  return { ...(await liveWorld({ sip, config: { trustedProxies: ['127.0.0.1'] } })), sip };
}

/** A guest with a telephone of their own, at this address. */
async function guest(web: LiveWorld, address: string): Promise<WebSocket> {
  const { token } = await web.web.sessions.openForGuest('+584145550101');
  return web.open('/sip', { cookie: `cauce-guest=${token}`, 'x-forwarded-for': address }, ['sip']);
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
}
const closed = (socket: WebSocket) => new Promise(resolve => socket.once('close', resolve));
const message = (socket: WebSocket) =>
  new Promise<string>(resolve => socket.once('message', data => resolve(data.toString())));

describe('the way of SIP to Asterisk', () => {
  test('passes messages both ways and keeps the cookie to itself', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const socket = web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']);
    await opened(socket);
    expect(socket.protocol).toBe('sip');
    for (const text of ['register', 'x'.repeat(100_000)]) {
      const answer = message(socket);
      socket.send(text);
      expect(await answer).toBe(text.toUpperCase());
    }
    expect(web.sip.size()).toBe(1);
    expect(far.requests[0]?.headers.cookie).toBeUndefined();
    expect(far.requests[0]?.headers['sec-websocket-extensions']).toBeUndefined();
    expect(far.requests[0]?.headers['sec-websocket-protocol']).toBe('sip');
  });

  test('ends on both sides when it ends on one', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const cookie = await web.cookieOf('agente1');
    const first = web.open('/sip', { cookie }, ['sip']);
    await opened(first);
    const [farFirst] = far.sockets;
    if (farFirst === undefined) throw new Error('nothing arrived');
    const farClosed = closed(farFirst);
    first.terminate();
    await farClosed;

    const second = web.open('/sip', { cookie }, ['sip']);
    await opened(second);
    const nearClosed = closed(second);
    far.sockets[1]?.terminate();
    await nearClosed;
    expect(web.sip.size()).toBe(0);
  });

  test('is cut when the log-in ends', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const socket = web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']);
    await opened(socket);
    const cut = closed(socket);
    await web.web.sessions.closeAllOf('id-of-agente1');
    await new Promise(resolve => setImmediate(resolve));
    web.clock.advance(100);
    await cut;
  });

  test('is not cut while a call is on its telephone, whatever became of the log-in', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const cookie = await web.cookieOf('agente1');
    const who = await web.web.app.inject({ url: '/api/v1/session', headers: { cookie } });
    const call = { phase: 'talking', agent: 'id-of-agente1', line: who.json().phone.user } as const;
    web.centre.show({ ...smallCentre(), calls: [callPicture('c1', call)] });
    const socket = web.open('/sip', { cookie }, ['sip']);
    await opened(socket);
    const cut = closed(socket);
    await web.web.sessions.closeAllOf('id-of-agente1');
    await new Promise(resolve => setImmediate(resolve));
    web.clock.advance(100);
    const answer = message(socket);
    socket.send('bye');
    expect(await answer).toBe('BYE');
    web.centre.change({}, { calls: ['c1'] });
    web.clock.advance(30_000);
    await cut;
  });

  test('is for those with a telephone and for guests, from our own pages', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const refused = async (headers: Record<string, string>) =>
      (await refusal(web.open('/sip', headers, ['sip']))).code;
    expect(await refused({})).toBe('not-logged-in');
    expect(await refused({ cookie: await web.cookieOf('supervisor') })).toBe('not-allowed');
    expect(await refused({ cookie: await web.cookieOf('nuevo') })).toBe('confidentiality-not-accepted');
    const cookie = await web.cookieOf('agente1');
    expect(await refused({ cookie, origin: 'http://evil.example' })).toBe('wrong-origin');
    const { token } = await web.web.sessions.openForGuest('+584145550101');
    await opened(web.open('/sip', { cookie: `cauce-guest=${token}` }, ['sip']));
  });

  test('is closed to a guest of before, where guests may not call any more', async () => {
    const far = await farEnd();
    const web = await liveWorld({
      sip: makeSipProxy(far.url, fakeClock()),
      config: { demo: false, webCalls: false },
    });
    const { token } = await web.web.sessions.openForGuest(null);
    const socket = web.open('/sip', { cookie: `cauce-guest=${token}` }, ['sip']);
    expect((await refusal(socket)).code).toBe('not-logged-in');
    expect(far.requests).toEqual([]);
  });

  test('keeps at most eight connections a log-in, the newest', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const cookie = await web.cookieOf('agente1');
    const first = web.open('/sip', { cookie }, ['sip']);
    await opened(first);
    const cut = closed(first);
    for (let n = 0; n < 8; n += 1) await opened(web.open('/sip', { cookie }, ['sip']));
    await cut;
    expect(web.sip.size()).toBe(8);
  });

  test('keeps at most sixteen connections a person, however many log-ins there are', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const other = web.open('/sip', { cookie: await web.cookieOf('agente2') }, ['sip']);
    await opened(other);
    const first = web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']);
    await opened(first);
    const cut = closed(first);
    for (let n = 0; n < 16; n += 1) {
      await opened(web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']));
    }
    await cut;
    expect(web.sip.size()).toBe(17);
    expect(other.readyState).toBe(other.OPEN);
  });

  test('has room for agents when guests have taken all of theirs', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    for (let n = 0; n < GUEST_SOCKETS_MAX; n += 1) await opened(await guest(web, `203.0.113.${n % 5}`));
    expect((await refusal(await guest(web, '203.0.113.200'))).status).toBe(503);
    await opened(web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']));
  });

  test('has room for other guests when those of one address have taken all of theirs', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const taken = Array.from(
      { length: GUEST_SOCKETS_PER_ADDRESS },
      (_, n) => `[2001:db8::${n + 1}]:${n + 1}`,
    );
    for (const address of taken) await opened(await guest(web, address));
    expect((await refusal(await guest(web, '2001:db8::ffff'))).status).toBe(503);
    await opened(await guest(web, '2001:db8:0:1::1'));
  });

  test('is cut for a guest who sends more than any telephone says, on however many sockets', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const { token } = await web.web.sessions.openForGuest(null);
    const cookie = `cauce-guest=${token}`;
    const sockets = Array.from({ length: 8 }, () => web.open('/sip', { cookie }, ['sip']));
    await Promise.all(sockets.map(opened));
    const other = await guest(web, '203.0.113.200');
    await opened(other);
    const cuts = sockets.map(closed);
    let passed = 0;
    for (const socket of far.sockets) socket.on('message', () => (passed += 1));
    for (let n = 0; n < 65; n += 1) for (const socket of sockets) socket.send('x'.repeat(1_024));
    await Promise.all(cuts);
    expect(passed).toBeLessThanOrEqual(64);
    const answer = message(other);
    other.send('register');
    expect(await answer).toBe('REGISTER');
  });

  test('is cut for guests of one address who send too much together, and for no others', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const flood = await Promise.all(Array.from({ length: 20 }, () => guest(web, '203.0.113.7')));
    await Promise.all(flood.map(opened));
    const other = await guest(web, '203.0.113.8');
    await opened(other);
    const cut = Promise.race(flood.map(closed));
    for (const socket of flood) for (let n = 0; n < 30; n += 1) socket.send('x'.repeat(1_024));
    await cut;
    const answer = message(other);
    other.send('register');
    expect(await answer).toBe('REGISTER');
  });

  test('is cut for a browser that sends more than any telephone says', async () => {
    const far = await farEnd();
    const web = await world(far.url);
    const socket = web.open('/sip', { cookie: await web.cookieOf('agente1') }, ['sip']);
    await opened(socket);
    const cut = closed(socket);
    for (let n = 0; n < 30; n += 1) socket.send('x'.repeat(10_000));
    await cut;
    expect(web.sip.size()).toBe(0);
  });

  test('is a bad gateway while Asterisk is away, and a bad request without the word sip', async () => {
    const nowhere = createServer();
    await new Promise<void>(resolve => nowhere.listen(0, '127.0.0.1', resolve));
    const { port } = nowhere.address() as AddressInfo;
    await new Promise(resolve => nowhere.close(resolve));
    const web = await world(`http://u:p@127.0.0.1:${port}`);
    const cookie = await web.cookieOf('agente1');
    expect((await refusal(web.open('/sip', { cookie }, ['sip']))).status).toBe(502);
    expect((await refusal(web.open('/sip', { cookie }))).status).toBe(400);
    expect(await web.sip.reachable()).toBe(false);
    expect(web.sip.size()).toBe(0);
  });

  test('knows whether Asterisk answers', async () => {
    const far = await farEnd();
    expect(await makeSipProxy(far.url, systemClock()).reachable()).toBe(true);
  });

  test('takes an Asterisk that accepts and says nothing for one that is away', async () => {
    const mute = createTcpServer(socket => socket.resume());
    await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    expect(await makeSipProxy(`http://u:p@127.0.0.1:${port}`, systemClock()).reachable()).toBe(false);
    await new Promise(resolve => mute.close(resolve));
  });
});
