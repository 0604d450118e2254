import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatMessage, parseMessage, type SipResponse } from '../../src/sip-phone/sip-message.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

let exchange: AsteriskExchange;
let socket: Socket;
beforeAll(async () => {
  exchange = await asteriskExchange();
  socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
});
afterAll(async () => {
  socket?.close();
  await exchange?.close();
});

let calls = 0;

/** Calls with an offer of these payload types; resolves with the first answer that is not a 1xx. */
async function offers(types: string, rtpmap = '', user = '*626'): Promise<SipResponse> {
  calls += 1;
  const id = `refusal-${calls}`;
  const { port } = socket.address();
  const request = (method: string, to: string, body: string): Buffer =>
    formatMessage({
      kind: 'request',
      method,
      uri: `sip:${user}@127.0.0.1:${exchange.asterisk.sipPort}`,
      headers: [
        ['Via', `SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${id}`],
        ['From', '<sip:04145550101@127.0.0.1>;tag=x'],
        ['To', to],
        ['Call-ID', id],
        ['CSeq', `1 ${method}`],
        ['Contact', `<sip:x@127.0.0.1:${port}>`],
        ['Max-Forwards', '70'],
        ['Content-Type', 'application/sdp'],
      ],
      body,
    });
  const lines = [`m=audio 40000 RTP/AVP ${types}`, ...(rtpmap ? [`a=rtpmap:${rtpmap}`] : [])];
  const session = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', ...lines];
  const answered = new Promise<SipResponse>(resolve => {
    const hear = (datagram: Buffer): void => {
      const message = parseMessage(datagram);
      if (message?.kind !== 'response' || message.status < 200) return;
      const header = (name: string) =>
        message.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
      if (header('call-id') !== id) return;
      socket.off('message', hear);
      socket.send(request('ACK', header('to'), ''), exchange.asterisk.sipPort, '127.0.0.1');
      resolve(message);
    };
    socket.on('message', hear);
  });
  socket.send(
    request('INVITE', `<sip:${user}@127.0.0.1>`, `${session.join('\r\n')}\r\n`),
    exchange.asterisk.sipPort,
    '127.0.0.1',
  );
  return answered;
}

test.each([
  ['G.729', '18', '18 G729/8000'],
  ['G.722', '9', ''],
  ['GSM', '3', ''],
  ['Opus', '96', '96 opus/48000/2'],
])('an offer of nothing but %s is refused with 488, and we are told', async (_, types, rtpmap) => {
  const answer = offers(types, rtpmap);
  expect(await exchange.next('refused')).toEqual({ kind: 'refused', why: 'no-codec' });
  expect((await answer).status).toBe(488);
});

test('an address that is no number is refused with 404, and we are told', async () => {
  const answer = offers('8', '', 'alice');
  expect(await exchange.next('refused')).toEqual({ kind: 'refused', why: 'no-service' });
  expect((await answer).status).toBe(404);
});

test('of an offer that has G.711 too, G.711 is taken and nothing is translated', async () => {
  const answer = offers('18 9 8', '18 G729/8000');
  const { channel } = await exchange.next('rang');
  await exchange.telephony.answer(channel);
  const { status, body } = await answer;
  expect(status).toBe(200);
  expect(body).toMatch(/^m=audio \d+ RTP\/AVP 8\r?$/m);
  await exchange.telephony.hangUp(channel, 'finished');
});

test('a caller who is turned away for want of room hears 503', async () => {
  const answer = offers('8');
  const { channel } = await exchange.next('rang');
  expect(await exchange.telephony.hangUp(channel, 'no-room')).toBe('done');
  expect((await answer).status).toBe(503);
});
