import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { header, sequenceOf } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';
import { inviteMutations } from './mutated-invites.ts';
import { RawSip } from './raw-sip.ts';
import { TORTURE_MESSAGES } from './torture-messages.ts';

/** The centre is at 127.0.0.1; the trunk is believed by its address, the stranger is nobody. */
const TRUNK = '127.0.0.2';
const STRANGER = '127.0.0.3';

/** How often it is waited until all was read, and how often a customer calls meanwhile. */
const BATCH = 25;
const BETWEEN = 500;

let exchange: AsteriskExchange;
let carrier: SipPhone;
let trunk: RawSip;
let stranger: RawSip;
/** Asterisk as it was started: a crash has another one. */
let pid: number;

beforeAll(async () => {
  exchange = await asteriskExchange({ trunk: `sip:cauce:secret@${TRUNK}:5999`, demo: false });
  const { sipPort } = exchange.asterisk;
  pid = exchange.asterisk.pid;
  carrier = await openPhone({ host: TRUNK, sound: false });
  trunk = await RawSip.open(TRUNK, sipPort);
  stranger = await RawSip.open(STRANGER, sipPort);
});
afterAll(async () => {
  trunk?.close();
  stranger?.close();
  await carrier?.close();
  await exchange?.close();
});

let calls = 0;

/** A customer calls by the trunk, is answered, and hangs up. */
async function aGoodCall(): Promise<void> {
  calls += 1;
  const from = `0414555${1_000 + calls}`;
  const call = carrier.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from });
  call.ringing.catch(() => {});
  const { channel } = await exchange.next('rang', ({ callerNumber }) => callerNumber === from);
  expect(await exchange.telephony.answer(channel)).toBe('done');
  await call.answered;
  await call.hangUp();
  await exchange.next('ended', event => event.channel === channel);
}

async function hangUpAll(): Promise<void> {
  const { channels } = await exchange.telephony.snapshot();
  await Promise.all(channels.map(({ id }) => exchange.telephony.hangUp(id, 'finished')));
}

const rangSince = (mark: number) =>
  exchange.said.slice(mark).flatMap(event => (event.kind === 'rang' ? [event] : []));

/** Of a request that carries something out there is no 2xx among the final answers; OPTIONS carries out nothing. */
function successes({ answers }: RawSip): string[] {
  return answers
    .filter(each => each.status >= 200 && each.status < 400 && sequenceOf(each).method !== 'OPTIONS')
    .map(each => `${each.status} ${header(each, 'cseq')} ${header(each, 'call-id')}`);
}

describe('the torture messages of RFC 4475 (SEC-3)', () => {
  test('are all there', () => {
    expect(TORTURE_MESSAGES).toHaveLength(49);
    expect(new Set(TORTURE_MESSAGES.map(({ name }) => name)).size).toBe(49);
  });

  test.each(['the stranger', 'the trunk'])(
    'by %s: none is a success, and a customer is served after them',
    async who => {
      const sender = who === 'the trunk' ? trunk : stranger;
      const mark = exchange.said.length;
      for (const { text } of TORTURE_MESSAGES) {
        sender.send(text);
        await sender.isAnswered();
      }
      expect(successes(sender)).toEqual([]);
      // A message of a form that is known is answered, by 400 and more; what is none is dropped.
      const [, answered] = [
        sender.answers.length,
        new Set(sender.answers.map(each => header(each, 'call-id'))),
      ];
      expect([...answered].filter(id => id?.endsWith('asdf3234nas')).length).toBeGreaterThan(15);
      expect(rangSince(mark)).toEqual([]);
      await aGoodCall();
      expect(exchange.asterisk.pid).toBe(pid);
    },
  );

  test('by the socket of a browser: a customer is served after them', async () => {
    const { origin } = new URL(exchange.asterisk.ariUrl);
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, 'sip');
    await once(socket, 'open');
    const mark = exchange.said.length;
    for (const { text } of TORTURE_MESSAGES) {
      for (const binary of [true, false]) socket.send(text, { binary });
    }
    await aGoodCall();
    socket.terminate();
    expect(rangSince(mark)).toHaveLength(1);
    expect(exchange.asterisk.pid).toBe(pid);
  });
});

test('five thousand mutated INVITEs do no harm, and customers are served between them (SEC-4)', async () => {
  const count = 5_000;
  const began = performance.now();
  let sent = 0;
  for (const mutation of inviteMutations({ seed: 626, count, from: trunk })) {
    trunk.send(mutation);
    sent += 1;
    if (sent % BATCH === 0) await trunk.isAnswered();
    if (sent % BETWEEN === 0) {
      await hangUpAll();
      await aGoodCall();
    }
  }
  const counted = new Map<number, number>();
  for (const { status } of trunk.answers) counted.set(status, (counted.get(status) ?? 0) + 1);
  const took = Math.round(performance.now() - began);
  console.info(`${sent} mutated INVITEs in ${took} ms, answers ${JSON.stringify([...counted])}`);
  expect(sent).toBe(count);
  // Both kinds were there: such that came in, and such that were refused.
  expect(counted.get(180) ?? 0).toBeGreaterThan(count / 20);
  expect(counted.get(400) ?? 0).toBeGreaterThan(count / 20);
  expect(exchange.asterisk.pid).toBe(pid);
  await waitUntil(async () => (await exchange.telephony.snapshot()).channels.length === 0, {
    what: 'nothing is left of them',
  });
});

test('a Call-ID that is no text is refused, and hides no other call from the server', async () => {
  const mark = exchange.said.length;
  // ARI lists no channel at all while one of them has a Call-ID that is not UTF-8, nor tells of it.
  for (const byte of [0x80, 0xe9, 0xff]) {
    const [invite] = [...inviteMutations({ seed: byte, count: 1, from: trunk, changes: 0 })];
    const text = invite?.toString('latin1').replace('Call-ID: ', `Call-ID: ${String.fromCharCode(byte)}`);
    trunk.send(Buffer.from(text ?? '', 'latin1'));
  }
  await trunk.isAnswered();
  await waitUntil(
    () => trunk.answers.filter(each => each.status === 603 && !isAscii(header(each, 'call-id'))).length >= 3,
    {
      what: 'all are refused',
    },
  );
  expect((await exchange.telephony.snapshot()).channels).toEqual([]);
  expect(rangSince(mark)).toEqual([]);
});

const isAscii = (text = '') => /^[ -~]*$/.test(text);

describe('what is dialled and what callers are called (SEC-12)', () => {
  const EVIL = [
    '*626&SIP/100',
    '*626,1,System(id)',
    '*626|1',
    '*626)',
    `*626$${'{SHELL(id)}'}`,
    `*626$${'{GLOBAL(x)}'}`,
    '*626%24%7BSHELL(id)%7D',
    '*626%0d%0aX-Evil:1',
    '*626%00',
    '*626%2F..%2F..%2Fetc',
    '*626٦٢٦',
    '*626"',
    "*626'--",
    '*626;x=y',
    '*626#',
    '+*626',
    '0'.repeat(900),
  ];

  test('is nothing but digits where it comes in, and a name without control characters', async () => {
    const mark = exchange.said.length;
    for (const dialled of EVIL) {
      const callId = `dialled-${randomUUID()}`;
      const name = dialled.replace(/["\\]/g, '');
      trunk.send(inviteTo(dialled, { callId, from: `"${name}" <sip:04145550101@${TRUNK}>` }));
      await trunk.isAnswered();
      await hangUpAll();
      expect(
        trunk.finals(callId).filter(({ status }) => status < 400),
        dialled,
      ).toEqual([]);
    }
    const rang = rangSince(mark);
    // Some are no address at all and dropped, the others are numbers with something behind them.
    expect(rang.length).toBeGreaterThan(EVIL.length / 2);
    for (const event of rang) {
      expect(event.dialled).toMatch(/^[+*#0-9]+$/);
      expect(event.callerName).not.toMatch(/\p{Cc}/u);
    }
    await aGoodCall();
    expect(exchange.asterisk.pid).toBe(pid);
  });

  test('a name of eight thousand characters does no harm', async () => {
    trunk.send(
      inviteTo('*626', {
        callId: `long-${randomUUID()}`,
        from: `"${`$${'{SHELL(id)}'},&|`.repeat(550)}" <sip:04145550101@${TRUNK}>`,
      }),
    );
    await trunk.isAnswered();
    await hangUpAll();
    await aGoodCall();
  });
});

function inviteTo(user: string, { callId, from }: { callId: string; from: string }): Buffer {
  const [good = Buffer.alloc(0)] = [...inviteMutations({ seed: 1, count: 1, from: trunk, changes: 0 })];
  const text = good
    .toString('latin1')
    .replace(/^INVITE sip:[^@]*@/, `INVITE sip:${Buffer.from(user).toString('latin1')}@`)
    .replace(/^Call-ID: .*$/m, () => `Call-ID: ${callId}`)
    .replace(/branch=[^;]*/, `branch=z9hG4bK${callId}`)
    .replace(/^From: .*$/m, () => `From: ${Buffer.from(from).toString('latin1')};tag=${callId}`);
  return Buffer.from(text, 'latin1');
}
