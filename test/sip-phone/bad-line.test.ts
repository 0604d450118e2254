import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { formatMessage, header, parseMessage, type SipHeader } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';

const phones: SipPhone[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  await Promise.all(phones.splice(0).map(phone => phone.close()));
  for (const socket of sockets.splice(0)) socket.close();
});

async function phone(): Promise<SipPhone> {
  const opened = await openPhone({ sound: false });
  phones.push(opened);
  return opened;
}

async function udp(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve));
  return { socket, port: socket.address().port };
}

/** A line to a telephone that loses the first datagram of each direction. */
async function lossyLine(to: number): Promise<number> {
  const { socket, port } = await udp();
  let caller: number | undefined;
  const seen = new Set<number>();
  socket.on('message', (bytes, from) => {
    if (from.port !== to) caller = from.port;
    const target = from.port === to ? caller : to;
    if (!seen.has(from.port)) seen.add(from.port);
    else if (target !== undefined) socket.send(bytes, target, '127.0.0.1');
  });
  return port;
}

test('a lost INVITE and a lost answer are repeated, and the call is made once', async () => {
  const [ana, beto] = [await phone(), await phone()];
  let reached = 0;
  beto.onInvite(call => {
    reached++;
    void call.answer();
  });
  const call = ana.call(`sip:beto@127.0.0.1:${await lossyLine(beto.address.port)}`);
  await call.answered;
  expect(reached).toBe(1);
  await call.hangUp();
});

test('who has gone is told that the call does not exist', async () => {
  const [ana, beto] = [await phone(), await phone()];
  beto.onInvite(call => {
    void call.answer();
  });
  const call = ana.call(`sip:beto@127.0.0.1:${beto.address.port}`);
  await call.answered;
  for (const one of beto.calls) one.drop();
  expect(await call.hangUp()).toMatchObject({ by: 'us', how: 'hung-up' });
});

test('stray bytes do not disturb a telephone', async () => {
  const [ana, beto] = [await phone(), await phone()];
  const { socket } = await udp();
  for (const text of [
    '',
    '\r\n\r\n',
    'INVITE\r\n\r\n',
    'INVITE sip:x SIP/2.0\r\n\r\n',
    'SIP/2.0 200 OK\r\n\r\n',
  ]) {
    socket.send(text, beto.address.port, '127.0.0.1');
  }
  beto.onInvite(call => call.reject(486));
  expect(await ana.call(`sip:beto@127.0.0.1:${beto.address.port}`).ended).toMatchObject({ status: 486 });
});

test('a registration answers the challenge once and reports a wrong password with its status', async () => {
  const { socket, port } = await udp();
  const seen: string[] = [];
  socket.on('message', (bytes, from) => {
    const request = parseMessage(bytes);
    if (request?.kind !== 'request') return;
    const authorization = header(request, 'authorization');
    seen.push(authorization ? 'answered' : 'asked');
    const keep = ['via', 'from', 'to', 'call-id', 'cseq', 'contact'].map(
      (name): SipHeader => [name, header(request, name) ?? ''],
    );
    const good = authorization?.includes('username="ana"');
    const challenge: SipHeader = [
      'WWW-Authenticate',
      'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"',
    ];
    const response = formatMessage({
      kind: 'response',
      status: good ? 200 : 401,
      reason: 'Answer',
      headers: good ? keep : [...keep, challenge],
      body: '',
    });
    socket.send(response, from.port, from.address);
  });
  const ana = await phone();
  const registrar = `sip:127.0.0.1:${port}`;
  await ana.register({ user: 'ana', password: 'x', registrar });
  expect(seen).toEqual(['asked', 'answered']);
  await expect(ana.register({ user: 'eva', password: 'x', registrar })).rejects.toMatchObject({
    status: 401,
  });
});
