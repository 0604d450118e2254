import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeSipProxy } from '../../src/adapters/sip-proxy/sip-proxy.ts';
import type { Session } from '../../src/agents/ports.ts';
import { systemClock } from '../../src/kit/clock.ts';
import {
  formatMessage,
  header,
  headerValues,
  parseMessage,
  type SipHeader,
  type SipRequest,
  sequenceOf,
} from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

/** The centre is at 127.0.0.1, its trunk and somebody else at addresses of their own. */
const TRUNK = '127.0.0.2';
const STRANGER = '127.0.0.3';

let exchange: AsteriskExchange;
let carrier: Carrier;
let stranger: SipPhone;

beforeAll(async () => {
  carrier = await Carrier.open();
  exchange = await asteriskExchange({ trunk: `sip:cauce:secret@${TRUNK}:${carrier.port}`, demo: false });
  stranger = await openPhone({ host: STRANGER, sound: false });
});
afterAll(async () => {
  await exchange?.close();
  await stranger?.close();
  carrier?.close();
});

/** Calls in and answers the status of the refusal; fails where the call came in. */
async function refused(from: string, headers: readonly SipHeader[] = []): Promise<number | undefined> {
  const call = stranger.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from, headers });
  call.answered.catch(() => {});
  call.ringing.catch(() => {});
  return (await call.ended).status;
}

/** Asterisk asks twice a minute, and waits for an answer. */
const ASKED_WITHIN = 50_000;

test('the trunk is known to answer, to be silent, and to answer again', {
  timeout: 3 * ASKED_WITHIN,
}, async () => {
  const becomes = (reachable: boolean) =>
    waitUntil(async () => (await exchange.adapter.trunkReachable()) === reachable, {
      what: `the trunk ${reachable ? 'answers' : 'is silent'}`,
      within: ASKED_WITHIN,
      every: 250,
    });
  await becomes(true);
  carrier.silent = true;
  await becomes(false);
  carrier.silent = false;
  await becomes(true);
});

describe('a stranger', () => {
  test.each(['trunk', 'trunk-in', 'nobody', 'demo-trunk', 'demo-in', 'cauce', '04145550107', 'anonymous'])(
    'who says they are %s is asked for a password like anybody, and nothing comes in',
    async from => {
      expect(await refused(from)).toBe(401);
      expect(await refused(from, [['P-Asserted-Identity', '<sip:04145550101@trunk>']])).toBe(401);
      expect(exchange.said.filter(event => event.kind === 'rang')).toEqual([]);
      expect((await exchange.telephony.snapshot()).channels).toEqual([]);
    },
  );
});

test('the trunk is known by its address, whatever it writes', async () => {
  const phone = await openPhone({ host: TRUNK, sound: false });
  for (const from of ['04145550107', 'trunk', 'nobody', 'x']) {
    const call = phone.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from });
    call.answered.catch(() => {});
    call.ringing.catch(() => {});
    const { channel } = await exchange.next('rang');
    await call.hangUp();
    await exchange.next('ended', event => event.channel === channel);
  }
  await phone.close();
});

describe('a caller of this machine in the demo', () => {
  test.each(['demo-trunk', 'demo-in', 'nobody', 'trunk', '04145550101'])(
    'who says they are %s is a customer by their address, and nothing else by their name',
    async from => {
      const demo = await asteriskExchange();
      const phone = await openPhone({ host: STRANGER, sound: false });
      const call = phone.call(`sip:*626@127.0.0.1:${demo.asterisk.sipPort}`, { from });
      call.answered.catch(() => {});
      call.ringing.catch(() => {});
      const { channel } = await demo.next('rang');
      const { origin, username, password } = new URL(demo.asterisk.ariUrl);
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const answer = await fetch(`${origin}/ari/channels/${channel}`, { headers: { authorization } });
      expect(((await answer.json()) as { name: string }).name).toMatch(/^PJSIP\/demo-in-[0-9a-f]{8}$/);
      await call.hangUp();
      await phone.close();
      await demo.close();
    },
  );
});

describe('a browser on this machine', () => {
  test('is nobody by the number it writes, though callers of this machine are customers in the demo', async () => {
    const demo = await asteriskExchange();
    const http = createServer();
    const guest: Session = {
      id: 'a-session',
      kind: 'guest',
      personId: null,
      line: null,
      createdAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
    const proxy = makeSipProxy(demo.asterisk.ariUrl, systemClock());
    http.on('upgrade', (request, socket, head) => proxy.open(guest, '127.0.0.1', request, socket, head));
    await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
    const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/sip`, 'sip');
    const answers: number[] = [];
    socket.on('message', data => {
      const answer = parseMessage(Buffer.from(data.toString()));
      if (answer?.kind === 'response' && answer.status >= 200) answers.push(answer.status);
    });
    await once(socket, 'open');
    for (const from of ['04145550101', 'demo-in', 'anonymous', 'nobody']) {
      const uri = `sip:*626@127.0.0.1:${demo.asterisk.sipPort}`;
      const headers: SipHeader[] = [
        ['Via', `SIP/2.0/WS browser.invalid;branch=z9hG4bK${randomUUID()}`],
        ['Max-Forwards', '70'],
        ['From', `<sip:${from}@browser.invalid>;tag=1`],
        ['To', `<${uri}>`],
        ['Call-ID', randomUUID()],
        ['CSeq', '1 INVITE'],
        ['Contact', '<sip:x@browser.invalid;transport=ws>'],
        ['P-Asserted-Identity', '<sip:04145550101@browser.invalid>'],
        ['Content-Type', 'application/sdp'],
      ];
      const body =
        'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n';
      socket.send(formatMessage({ kind: 'request', method: 'INVITE', uri, headers, body }));
    }
    await waitUntil(() => answers.length >= 4, { what: 'all are answered' });
    expect(answers).toEqual([401, 401, 401, 401]);
    expect(demo.said.filter(event => event.kind === 'rang')).toEqual([]);
    socket.terminate();
    proxy.close();
    http.close();
    await demo.close();
  });
});

describe('the password of the trunk', () => {
  const credentials = (request: SipRequest | undefined) =>
    request && [...headerValues(request, 'proxy-authorization'), ...headerValues(request, 'authorization')];

  async function dials(): Promise<string> {
    const channel = `leg-${randomUUID()}`;
    await exchange.telephony.dial({
      channel,
      endpoint: 'PJSIP/04145550199@trunk',
      callerNumber: '04125550000',
      callerName: 'Luisa',
      args: ['customer', channel],
      ringMs: 10_000,
      headers: { 'X-Cauce-Call': channel },
    });
    return channel;
  }

  test('is proved to the trunk’s own realm', async () => {
    carrier.asks = { realm: TRUNK, status: 407 };
    const channel = await dials();
    await exchange.next('ended', event => event.channel === channel);
    const invites = carrier.invites(channel);
    expect(invites).toHaveLength(2);
    expect(credentials(invites[1])).toEqual([expect.stringContaining(`realm="${TRUNK}"`)]);
  });

  test.each([
    ['another realm', 'example.com', 407],
    ['another realm as a registrar would', 'asterisk', 401],
    ['no realm at all', '', 407],
    ['every realm', '*', 407],
  ])('is not proved to %s', async (_, realm, status) => {
    carrier.asks = { realm, status };
    const channel = await dials();
    // By this status the centre raises the alarm that says what to set (calls/trunk-watch.ts).
    expect(await exchange.next('ended', event => event.channel === channel)).toMatchObject({
      end: { why: 'credentials', text: `SIP ${status}` },
    });
    expect(carrier.invites(channel).map(credentials)).toEqual([[]]);
  });

  // Whoever can have a Contact passed on by the trunk would get it otherwise: a 407 to our BYE or PRACK is enough.
  test.each([
    [200, 'Contact', 'BYE', `<sip:x@${STRANGER}:PORT>`],
    [200, 'Record-Route', 'BYE', `<sip:x@${STRANGER}:PORT;lr>`],
    [183, 'Contact', 'PRACK', `<sip:x@${STRANGER}:PORT>`],
    [183, 'Record-Route', 'PRACK', `<sip:x@${STRANGER}:PORT;lr>`],
    [200, 'Contact', 'BYE', `<sip:x@${TRUNK}:PORT?Route=%3Csip%3A${STRANGER}%3APORT%3Blr%3E>`],
  ] as const)(
    'is not proved at another address that a %d names as its %s: the %s goes to the trunk (%s)',
    async (status, name, next, value) => {
      const elsewhere = await Carrier.open(STRANGER, carrier.port);
      onTestFinished(() => elsewhere.close());
      carrier.asks = { realm: TRUNK, status: 407 };
      carrier.goesOn = { status, header: [name, value.replace('PORT', String(carrier.port))] };
      carrier.heard.length = 0;
      const channel = await dials();
      if (next === 'BYE') {
        await exchange.next('leg-answered', event => event.channel === channel);
        await exchange.telephony.hangUp(channel, 'finished');
      }
      await waitUntil(() => [...carrier.heard, ...elsewhere.heard].includes(next), { what: `our ${next}` });
      expect(elsewhere.heard).toEqual([]);
      carrier.goesOn = null;
      await exchange.telephony.hangUp(channel, 'finished');
      await exchange.next('ended', event => event.channel === channel);
    },
  );
});

/**
 * A trunk on the wire: it answers each INVITE with a challenge, and one with credentials with 486, or goes on and names
 * somebody else to go on with.
 */
class Carrier {
  asks = { realm: TRUNK, status: 407 };
  goesOn: { readonly status: 183 | 200; readonly header: SipHeader } | null = null;
  /** It says nothing, as if the network were cut. */
  silent = false;
  /** The methods of what came, but for the questions whether it is there. */
  readonly heard: string[] = [];
  private readonly socket: Socket;
  private readonly seen: SipRequest[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('message', (datagram, { port, address }) => {
      const message = parseMessage(datagram);
      if (message?.kind !== 'request') return;
      if (message.method !== 'OPTIONS') this.heard.push(message.method);
      if (message.method === 'ACK' || this.silent) return;
      socket.send(this.answer(message), port, address);
    });
  }

  static async open(host = TRUNK, port = 0): Promise<Carrier> {
    const socket = createSocket('udp4');
    await new Promise<void>(resolve => socket.bind(port, host, resolve));
    return new Carrier(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** The INVITEs of a leg, without those that came again. */
  invites(channel: string): SipRequest[] {
    const own = this.seen.filter(each => header(each, 'x-cauce-call') === channel);
    return [...new Map(own.map(each => [header(each, 'via'), each])).values()];
  }

  close(): void {
    this.socket.close();
  }

  private answer(request: SipRequest): Buffer {
    const isInvite = request.method === 'INVITE';
    if (isInvite) this.seen.push(request);
    const proved = header(request, 'proxy-authorization') ?? header(request, 'authorization');
    const [status, reason] = isInvite ? (proved ? [486, 'Busy'] : [this.asks.status, 'Prove']) : [200, 'OK'];
    const name = this.asks.status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    const challenge: SipHeader = [
      name,
      `Digest realm="${this.asks.realm}", nonce="${sequenceOf(request).number}"`,
    ];
    const same = ['via', 'from', 'to', 'call-id', 'cseq'].flatMap(each =>
      headerValues(request, each).map(
        (value): SipHeader => [each, each === 'to' ? `${value};tag=c1` : value],
      ),
    );
    if (isInvite && proved && this.goesOn) return this.wentOn(same, this.goesOn);
    const headers = isInvite && !proved ? [...same, challenge] : same;
    return formatMessage({
      kind: 'response',
      status: Number(status),
      reason: String(reason),
      headers,
      body: '',
    });
  }

  private wentOn(
    same: readonly SipHeader[],
    { status, header: [name, value] }: { status: 183 | 200; header: SipHeader },
  ): Buffer {
    const own: SipHeader = ['Contact', `<sip:trunk@${TRUNK}:${this.port}>`];
    const reliable: SipHeader[] = [
      ['Require', '100rel'],
      ['RSeq', '1'],
    ];
    const headers: SipHeader[] = [
      ...same,
      [name, value],
      ...(name === 'Contact' ? [] : [own]),
      ...(status === 183 ? reliable : []),
      ['Content-Type', 'application/sdp'],
    ];
    const body = `v=0\r\no=- 1 1 IN IP4 ${TRUNK}\r\ns=-\r\nc=IN IP4 ${TRUNK}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n`;
    return formatMessage({ kind: 'response', status, reason: 'On', headers, body });
  }
}
