import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneLine } from '../../src/agents/ports.ts';
import { roomIn } from '../../src/config/voice-ports.ts';
import { answerChallenge, parseChallenge } from '../../src/sip-phone/digest.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { header, type SipHeader } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';
import { RawSip } from './raw-sip.ts';

/** Asterisk takes ports for a call when it reads the offer, before the server can be asked: who floods takes only their own. */
const PAIRS = 40;
const GUESTS = 3;
/** More than there are ports. */
const FLOOD = PAIRS + 5;
const GUEST_ADDRESS = '127.128.0.1';

let exchange: AsteriskExchange;
let callers: SipPhone;
beforeAll(async () => {
  exchange = await asteriskExchange({ voices: { rtpPortCount: 2 * PAIRS, guests: GUESTS } });
  callers = await openPhone({ sound: false });
});
afterAll(async () => {
  await callers?.close();
  await exchange?.close();
});

const rung = () => exchange.said.filter(event => event.kind === 'rang').length;

async function line(kind: 'guest' | 'sip'): Promise<PhoneLine> {
  const id = `${kind === 'guest' ? 'gc' : 'sp'}-${randomUUID()}`;
  const made: PhoneLine = { id, kind, password: randomUUID(), callerNumber: '101', callerName: 'Ana' };
  await exchange.lines.provision(made);
  return made;
}

/** The offer of a browser. */
const OFFER = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 8',
  'c=IN IP4 0.0.0.0',
  'a=rtpmap:8 PCMA/8000',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
  'a=setup:actpass',
  'a=rtcp-mux',
  '',
].join('\r\n');

test('a guest who calls without end leaves the ports of all others alone', async () => {
  const { id, password } = await line('guest');
  const page = await RawSip.open(GUEST_ADDRESS, exchange.asterisk.sipPort);
  const uri = 'sip:*626@127.0.0.1';
  const before = rung();
  const asked = await page.asks('INVITE', uri, { from: id, body: OFFER });
  const challenge = parseChallenge(header(asked, 'www-authenticate') ?? '');
  if (!challenge) throw new Error('no challenge');
  const refused: number[] = [];
  for (let n = 1; n <= FLOOD; n += 1) {
    const proof: SipHeader = [
      'Authorization',
      answerChallenge(challenge, { user: id, password }, { method: 'INVITE', uri }, n),
    ];
    const call = page.asks('INVITE', uri, { from: id, headers: [proof], body: OFFER });
    call.then(({ status }) => refused.push(status)).catch(() => {});
    await waitUntil(() => rung() - before + refused.length >= n, {
      what: `call ${n} rings or is refused`,
    });
  }
  expect(rung() - before).toBe(GUESTS);
  expect(new Set(refused)).toEqual(new Set([488]));
  const customer = await exchange.rings('04145550101');
  await customer.hangsUp();
  page.close();
});

test('callers who fill the lines leave the ports of those who answer them', async () => {
  const before = rung();
  const refused: (number | undefined)[] = [];
  const calls: OutgoingCall[] = [];
  for (let n = 1; n <= FLOOD; n += 1) {
    const call = callers.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from: `0416555${n}` });
    call.answered.catch(() => {});
    call.ringing.catch(() => {});
    void call.ended.then(({ status }) => refused.push(status));
    calls.push(call);
    await waitUntil(() => rung() - before + refused.length >= n, { what: `call ${n} rings or is refused` });
  }
  // More than are taken, so that the server can count those whom it refuses.
  expect((await exchange.telephony.snapshot()).channels.length).toBeGreaterThan(roomIn(PAIRS));
  // A carrier goes another way then.
  expect(new Set(refused)).toEqual(new Set([503]));
  const agent = await line('sip');
  const phone = await exchange.registers(agent);
  await exchange.next('line', event => event.line === agent.id && event.reachable);
  const channel = `leg-${randomUUID()}`;
  await exchange.telephony.dial({
    channel,
    endpoint: `PJSIP/${agent.id}`,
    callerNumber: '0416',
    callerName: 'Luisa',
    args: ['agent', channel],
    ringMs: 10_000,
    headers: {},
  });
  await phone.answers(channel);
  await exchange.next('leg-answered', event => event.channel === channel);
  await exchange.telephony.hangUp(channel, 'finished');
  await Promise.all(calls.map(call => call.hangUp().catch(() => {})));
});
