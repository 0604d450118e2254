import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

/** Whom a telephone may name in a 3xx: a service of ours, a number by our trunk, a way into our dialplan … */
const CONTACTS = [
  '<sip:*626@127.0.0.1>',
  '<sip:04145550101@127.0.0.1>',
  '<sips:*626@127.0.0.1>',
  '<tel:+584145550101>',
  '<sip:127.0.0.1>',
  '<sip:Local%2F*626%40from-trunk@127.0.0.1>',
  '<sip:Local%2Fs%40take-message@127.0.0.1>',
];
/** The same call, forwarded so often that each of the two orders in which Asterisk may end it occurs. */
const TRIES = 25;

let exchange: AsteriskExchange;
let carrier: SipPhone;
let desk: SipPhone;
let answer: (call: IncomingCall) => void = () => {};
const called: string[] = [];

beforeAll(async () => {
  carrier = await openPhone();
  exchange = await asteriskExchange({ trunk: `sip:127.0.0.1:${carrier.address.port}` });
  desk = await openPhone();
  const line = {
    id: 'sp-desk',
    kind: 'sip',
    password: 'secret-1',
    callerNumber: '7',
    callerName: 'Ana',
  } as const;
  await exchange.lines.provision(line);
  for (const phone of [carrier, desk]) {
    phone.onInvite(call => {
      called.push(call.calledUser);
      answer(call);
    });
  }
  const registrar = `sip:127.0.0.1:${exchange.asterisk.sipPort}`;
  await desk.register({ user: line.id, password: line.password, registrar });
});
afterAll(async () => {
  await exchange?.close();
  await Promise.all([carrier?.close(), desk?.close()]);
});

/** Dials, is forwarded, and answers how the leg ended and who else was called for it. */
async function forwarded(endpoint: string, status: number, contact: string) {
  called.length = 0;
  answer = call => {
    // Whoever is called for the first one rings for ever.
    answer = other => other.ring();
    call.reject(status, contact);
  };
  const channel = `leg-${randomUUID()}`;
  const order = { channel, endpoint, callerNumber: '04125550000', callerName: 'Luisa', args: ['agent', 'c'] };
  expect(await exchange.telephony.dial({ ...order, ringMs: 10_000 })).toBe('done');
  const { end } = await exchange.next('ended', event => event.channel === channel);
  return { end, others: called.slice(1) };
}

/** Nothing is left, and nobody has rung: a call that comes in now is the first one. */
async function nobodyElse(): Promise<void> {
  const before = exchange.said.filter(event => event.kind === 'rang').length;
  const caller = await exchange.rings(`0412${randomUUID().replace(/\D/g, '').slice(0, 7)}`);
  expect(exchange.said.filter(event => event.kind === 'rang')).toHaveLength(before + 1);
  expect(exchange.said.findLast(event => event.kind === 'rang')).toMatchObject({ channel: caller.channel });
  // Asterisk tells of a channel's end before it takes it from its list.
  const channels = async () => (await exchange.telephony.snapshot()).channels.map(each => each.id);
  await waitUntil(async () => (await channels()).join() === caller.channel, {
    what: 'nobody but the caller is there',
  });
  await caller.hangsUp();
  await exchange.next('ended', event => event.channel === caller.channel);
}

describe.each([
  ['a desk telephone', 'PJSIP/sp-desk'],
  ['a telephone by the trunk', 'PJSIP/04145550199@trunk'],
])('%s that forwards', (_, endpoint) => {
  test.each(CONTACTS)('to %s ends its leg, and nobody is called or comes in', async contact => {
    const { end, others } = await forwarded(endpoint, 302, contact);
    expect([end.text, others]).toEqual(['SIP 302', []]);
    await nobodyElse();
  });

  test.each([300, 301, 305, 380])('with %i does the same', async status => {
    const { end, others } = await forwarded(endpoint, status, '<sip:*626@127.0.0.1>');
    expect(others).toEqual([]);
    expect([end.why, end.text]).toEqual(['forwards', expect.stringMatching(/^SIP 3\d\d$/)]);
    await nobodyElse();
  });

  test('is told as one that forwards each time', async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { end } = await forwarded(endpoint, 302, '<sip:*626@127.0.0.1>');
      expect(end).toEqual(endOf(23, 302));
    }
    await nobodyElse();
  });

  test('to another line of ours by its name is called off at once', async () => {
    await forwarded(endpoint, 302, '<sip:PJSIP%2F900%40trunk@127.0.0.1>');
    await expect
      .poll(async () => (await exchange.telephony.snapshot()).channels.map(each => each.id))
      .toEqual([]);
    await nobodyElse();
  });
});
