import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

/** Somebody who knows the account of a telephone of ours, and the address of our carrier, which knows us by ours. */
const LINE = {
  id: 'sp-mesa',
  kind: 'sip',
  password: 'secret-1',
  callerNumber: '7',
  callerName: 'Ana',
} as const;

let exchange: AsteriskExchange;
let carrier: SipPhone;
let thief: SipPhone;
const atCarrier: IncomingCall[] = [];
const atThief: IncomingCall[] = [];

beforeAll(async () => {
  carrier = await openPhone({ host: '127.0.0.3' });
  exchange = await asteriskExchange({ trunk: `sip:127.0.0.3:${carrier.address.port}` });
  // A `maddr` has no port of its own: the carrier's is the one that the telephone registers from.
  thief = await openPhone({ port: carrier.address.port });
  for (const [phone, calls] of [
    [carrier, atCarrier],
    [thief, atThief],
  ] as const) {
    phone.onInvite(call => {
      calls.push(call);
      call.ring();
    });
  }
  await exchange.lines.provision(LINE);
});
afterAll(async () => {
  await exchange?.close();
  await Promise.all([carrier?.close(), thief?.close()]);
});

async function registersAt(contact: string): Promise<void> {
  atCarrier.length = 0;
  atThief.length = 0;
  const registrar = `sip:127.0.0.1:${exchange.asterisk.sipPort}`;
  await thief.register({ user: LINE.id, password: LINE.password, registrar, contact });
}

const orderFor = (endpoint: string) => ({
  channel: `leg-${randomUUID()}`,
  endpoint,
  callerNumber: '04125550000',
  callerName: 'Luisa',
  args: ['agent', 'c'],
  ringMs: 10_000,
});

describe.each([
  ['a maddr', ';maddr=127.0.0.3', ''],
  ['a Route', '', '?Route=%3Csip:CARRIER%3Blr%3E'],
])('a telephone whose Contact leads to the carrier by %s', (_, parameter, headers) => {
  const contactOf = (user: string) => {
    const { port } = carrier.address;
    return `sip:${user}@127.0.0.3:${port}${parameter}${headers.replace('CARRIER', `127.0.0.3:${port}`)}`;
  };

  test.each([
    '+881612345678',
    '%2B881612345678',
    '00881612345678',
    '911',
    '*72',
    '5550101;phone-context=58',
    '5550101%3Bnpdi',
    '00881612345678x',
  ])('as %s is ended at once, and told', async user => {
    await registersAt(contactOf(user));
    const order = orderFor(`PJSIP/${LINE.id}`);
    expect(await exchange.telephony.dial(order)).toBe('refused');
    await exchange.next('line-astray', event => event.line === LINE.id);
    await exchange.next('ended', event => event.channel === order.channel);
    expect(atCarrier.map(call => call.phase)).not.toContain('up');
  });

  test('is not dialled at all where what its network says is to be heard', async () => {
    // A number of its own: what the test before had dialled for a millisecond may come after it is over.
    const number = '+881612345679';
    await registersAt(contactOf(number));
    const caller = await exchange.rings('04125550001');
    const early = { bridge: `bridge-${randomUUID()}`, listener: caller.channel };
    expect(await exchange.telephony.dial({ ...orderFor(`PJSIP/${LINE.id}`), early })).toBe('refused');
    await exchange.next('line-astray', event => event.line === LINE.id);
    expect(atCarrier.map(call => call.calledUser)).not.toContain(number);
    await caller.hangsUp();
  });
});

test.each(['sp-mesa', 'sp-mesa-0x5591', '9f8e7d6c', '4820571k', 'ana'])(
  'a telephone that calls itself %s rings',
  async user => {
    const { host, port } = thief.address;
    await registersAt(`sip:${user}@${host}:${port}`);
    const order = orderFor(`PJSIP/${LINE.id}`);
    expect(await exchange.telephony.dial(order)).toBe('done');
    await expect.poll(() => atThief.map(call => call.calledUser)).toEqual([user]);
    await exchange.telephony.hangUp(order.channel, 'finished');
    await exchange.next('ended', event => event.channel === order.channel);
  },
);

test('a telephone that was found in order and then has another Contact is asked anew, and so are its legs', async () => {
  const { host, port } = thief.address;
  await registersAt(`sip:${LINE.id}@${host}:${port}`);
  const rings = async () => {
    const order = orderFor(`PJSIP/${LINE.id}`);
    return { channel: order.channel, outcome: await exchange.telephony.dial(order) };
  };
  const good = await rings();
  expect(good.outcome).toBe('done');
  // Nothing has been heard of the new Contact yet when the next leg is dialled.
  const another = `sip:+881612345678@127.0.0.3:${carrier.address.port};maddr=127.0.0.3`;
  await registersAt(another);
  const bad = await rings();
  await exchange.next('line-astray', event => event.line === LINE.id);
  await exchange.next('ended', event => event.channel === bad.channel);
  expect(atCarrier.map(call => call.phase)).not.toContain('up');
  // The first leg went where it should, and goes on.
  const { channels } = await exchange.telephony.snapshot();
  expect(channels.map(({ id }) => id)).toEqual([good.channel]);
  await exchange.telephony.hangUp(good.channel, 'finished');
  await exchange.next('ended', event => event.channel === good.channel);
});

test('a telephone that forwards to a number by our trunk is told', async () => {
  const { host, port } = thief.address;
  await registersAt(`sip:${LINE.id}@${host}:${port}`);
  thief.onInvite(call => call.reject(302, '<sip:PJSIP%2F%2B881612345678%40trunk@127.0.0.1>'));
  const order = orderFor(`PJSIP/${LINE.id}`);
  expect(await exchange.telephony.dial(order)).toBe('done');
  await exchange.next('line-astray', event => event.line === LINE.id);
  await expect.poll(async () => (await exchange.telephony.snapshot()).channels).toEqual([]);
});
