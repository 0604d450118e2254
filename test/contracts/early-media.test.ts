import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAsterisk } from '../../src/adapters/asterisk/asterisk.ts';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import type { DialOrder } from '../../src/calls/ports/telephony.ts';
import type { TelephonyEvent } from '../../src/calls/ports/telephony-events.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange, digits, type LinePhone } from './exchange.ts';

/** What the agent says, and what the network and later the customer say. */
const AGENT_HZ = 1000;
const NETWORK_HZ = 700;
/** Asterisk's own ringing (indications.conf). */
const RINGING_HZ = 425;
const LINE = {
  id: 'sp-ana',
  kind: 'sip',
  password: 'secret-1',
  callerNumber: '7',
  callerName: 'Ana',
} as const;

let exchange: AsteriskExchange;
let carrier: SipPhone;
let agent: LinePhone;
const called: IncomingCall[] = [];

beforeAll(async () => {
  carrier = await openPhone();
  carrier.onInvite(call => called.push(call));
  exchange = await asteriskExchange({ trunk: `sip:127.0.0.1:${carrier.address.port}` });
  await exchange.lines.provision(LINE);
  agent = await exchange.registers(LINE);
  await exchange.next('line', event => event.line === LINE.id && event.reachable);
});
afterAll(async () => {
  await exchange?.close();
  await carrier?.close();
});

const nextAtCarrier = () => waitUntil(() => called.shift(), { what: 'the carrier is called' });

function order(more: Partial<DialOrder>): DialOrder {
  const to = { channel: `leg-${randomUUID()}`, endpoint: 'PJSIP/04145550199@trunk' };
  return {
    ...to,
    callerNumber: '+582125550100',
    callerName: '',
    args: ['customer', 'c'],
    ringMs: 20_000,
    ...more,
  };
}

test.each([
  ['+582125550100', '<sip:+582125550100@', '<sip:+582125550100@'],
  ['carrier-account', '<sip:carrier-account@', '<sip:carrier-account@'],
  ['', '<sip:anonymous@anonymous.invalid>', undefined],
])('the carrier is told that %j calls', async (callerNumber, from, asserted) => {
  const own = order({ endpoint: `PJSIP/${LINE.id}`, args: ['agent', 'c'] });
  await exchange.telephony.dial(own);
  await agent.answers(own.channel);
  await exchange.next('leg-answered', event => event.channel === own.channel);
  const bridge = `early-${randomUUID()}`;
  const dialled = order({ callerNumber, originator: own.channel, early: { bridge, listener: own.channel } });
  expect(await exchange.telephony.dial(dialled)).toBe('done');
  const atCarrier = await nextAtCarrier();
  expect(atCarrier.header('From')).toContain(from);
  if (asserted) expect(atCarrier.header('P-Asserted-Identity')).toContain(asserted);
  else expect(atCarrier.header('P-Asserted-Identity')).toBeUndefined();
  await over({ own: own.channel, customer: dialled.channel, bridge });
});

test.each([
  ['by our address', '', '<sip:anonymous@anonymous.invalid>'],
  ['by a user', 'cuenta@', '<sip:cuenta@'],
])('a carrier that knows us %s is told who calls, and to tell nobody', async (_, user, from) => {
  const other = await asteriskExchange({ trunk: `sip:${user}127.0.0.1:${carrier.address.port}` });
  try {
    const { telephony } = other;
    const caller = await other.rings('04125550001');
    const early = { bridge: `early-${randomUUID()}`, listener: caller.channel };
    const dialled = order({ early, withheld: true });
    expect(await telephony.dial(dialled)).toBe('done');
    const atCarrier = await nextAtCarrier();
    expect(atCarrier.header('From')).toContain(from);
    expect(atCarrier.header('P-Asserted-Identity')).toBe('<tel:+582125550100>');
    expect(atCarrier.header('Privacy')).toBe('user;id');
    expect(atCarrier.header('Contact')).not.toContain('582125550100');
    await telephony.hangUp(dialled.channel, 'finished');
    await caller.hangsUp();
  } finally {
    await other.close();
  }
});

test('a carrier that knows us by a user is told the user in From, and the number beside it', async () => {
  const withUser = await asteriskExchange({ trunk: `sip:cuenta@127.0.0.1:${carrier.address.port}` });
  try {
    const { telephony } = withUser;
    const caller = await withUser.rings('04125550001');
    const early = { bridge: `early-${randomUUID()}`, listener: caller.channel };
    const dialled = order({ early });
    expect(await telephony.dial(dialled)).toBe('done');
    const atCarrier = await nextAtCarrier();
    expect(atCarrier.header('From')).toContain('<sip:cuenta@');
    expect(atCarrier.header('P-Asserted-Identity')).toContain('<sip:+582125550100@');
    await telephony.hangUp(dialled.channel, 'finished');
    await caller.hangsUp();
  } finally {
    await withUser.close();
  }
});

test('a leg with a limit is ended by the telephone system itself, in the middle of the talk', async () => {
  const { telephony } = exchange;
  const own = order({ endpoint: `PJSIP/${LINE.id}`, args: ['agent', 'c'] });
  await telephony.dial(own);
  await agent.answers(own.channel);
  await exchange.next('leg-answered', event => event.channel === own.channel);
  const bridge = `early-${randomUUID()}`;
  const early = { bridge, listener: own.channel };
  const dialled = order({ originator: own.channel, early, ringMs: 1_000, longestMs: 1_000 });
  expect(await telephony.dial(dialled)).toBe('done');
  const atCarrier = await nextAtCarrier();
  await atCarrier.answer();
  await exchange.next('leg-answered', event => event.channel === dialled.channel);
  await exchange.next('ended', event => event.channel === dialled.channel);
  expect(await atCarrier.ended).toMatchObject({ by: 'them' });
  await over({ own: own.channel, customer: dialled.channel, bridge });
});

/** An agent who says their tone and hears ringing, and the customer's leg that is dialled for them. */
async function calledBack() {
  const { telephony } = exchange;
  const own = order({ endpoint: `PJSIP/${LINE.id}`, args: ['agent', 'c'] });
  await telephony.dial(own);
  await agent.answers(own.channel);
  await exchange.next('leg-answered', event => event.channel === own.channel);
  const atAgent = await waitUntil(() => exchange.callsTo(LINE.id).at(-1), { what: 'the agent is called' });
  void atAgent.play(tone(AGENT_HZ));
  await telephony.ring(own.channel);
  const bridge = `early-${randomUUID()}`;
  const dialled = order({ originator: own.channel, early: { bridge, listener: own.channel } });
  expect(await telephony.dial(dialled)).toBe('done');
  const atCarrier = await nextAtCarrier();
  void atCarrier.play(tone(NETWORK_HZ));
  await atAgent.until(it => it.hears(RINGING_HZ), 5_000, 'ringing');
  return { own: own.channel, customer: dialled.channel, bridge, atAgent, atCarrier };
}

async function over({ own, customer, bridge }: { own: string; customer: string; bridge: string }) {
  await exchange.telephony.hangUp(own, 'finished');
  await exchange.telephony.hangUp(customer, 'finished');
  await exchange.telephony.destroyBridge(bridge);
  // Asterisk takes an ended channel and a destroyed bridge off its lists a moment after it said "done".
  await expect.poll(async () => (await exchange.telephony.snapshot()).channels).toEqual([]);
  const bridges = async () => (await exchange.telephony.snapshot()).bridges.map(each => each.id);
  await expect.poll(bridges).not.toContain(bridge);
}

const saidOf = (customer: string) =>
  exchange.said.filter(event => 'channel' in event && event.channel === customer).map(event => event.kind);

test('whoever hears ringing does so no more when it is over, without anything being said to them', async () => {
  const { telephony } = exchange;
  const back = await calledBack();
  const { own, customer, bridge, atAgent, atCarrier } = back;
  atCarrier.reject(486);
  await exchange.next('ended', event => event.channel === customer);
  expect(await telephony.ring(own, false)).toBe('done');
  expect(await telephony.leave(bridge, own)).toBe('done');
  await atAgent.until(it => it.earpiece.isQuiet(500), 5_000, 'no ringing');
  await over(back);
});

describe('what the network says before the answer', () => {
  test.each([183, 180] as const)(
    'in a %i is heard instead of ringing, and does not hear the agent',
    async status => {
      const { telephony } = exchange;
      const back = await calledBack();
      const { own, customer, bridge, atAgent, atCarrier } = back;
      await atCarrier.sayEarly(status);
      await atAgent.until(it => it.hears(NETWORK_HZ) && !it.hears(RINGING_HZ), 5_000, 'the network');
      await exchange.next('early-media', event => event.channel === customer);
      expect(atCarrier.hears(AGENT_HZ)).toBe(false);
      await atCarrier.answer();
      await exchange.next('leg-answered', event => event.channel === customer);
      for (const each of [customer, own]) expect(await telephony.leave(bridge, each)).toBe('done');
      await telephony.destroyBridge(bridge);
      const playback = randomUUID();
      expect(await telephony.play(customer, playback, [digits('1')])).toBe('done');
      await exchange.next('played', event => event.playback === playback && event.ok);
      expect(atCarrier.hears(AGENT_HZ)).toBe(false);
      const talk = randomUUID();
      expect(await telephony.join(talk, [customer, own])).toBe('done');
      await atCarrier.until(it => it.hears(AGENT_HZ), 5_000, 'the customer hears the agent');
      await atAgent.until(it => it.hears(NETWORK_HZ), 5_000, 'the agent hears the customer');
      await telephony.destroyBridge(talk);
      await over(back);
      await exchange.next('ended', event => event.channel === customer);
      expect(saidOf(customer)).toEqual(['early-media', 'leg-answered', 'ended']);
    },
  );

  test('after it has rung is heard too, and the leg ends with the last SIP status', async () => {
    const back = await calledBack();
    back.atCarrier.ring();
    await back.atCarrier.sayEarly();
    await back.atAgent.until(it => it.hears(NETWORK_HZ), 5_000, 'the network');
    back.atCarrier.reject(404);
    expect(await exchange.next('ended', event => event.channel === back.customer)).toMatchObject({
      end: endOf(1, 404),
      rang: true,
    });
    expect(saidOf(back.customer)).not.toContain('leg-answered');
    await over(back);
  });

  test('by a 183 without a description is nothing, and the agent goes on hearing it ring', async () => {
    const back = await calledBack();
    back.atCarrier.ring(183);
    await back.atAgent.until(it => it.earpiece.isQuiet(400), 8_000, 'the pause between two rings');
    await back.atAgent.until(it => it.hears(RINGING_HZ), 8_000, 'the next ring');
    back.atCarrier.reject(503);
    await exchange.next('ended', event => event.channel === back.customer && event.end.text === 'SIP 503');
    expect(saidOf(back.customer)).toEqual(['ended']);
    await over(back);
  });

  test('changes nothing in what the carrier is shown, nor in that a 3xx is not followed', async () => {
    const back = await calledBack();
    const plain = order({});
    await exchange.telephony.dial(plain);
    const other = await nextAtCarrier();
    expect(back.atCarrier.caller).toEqual(other.caller);
    expect(other.caller.number).toBe('+582125550100');
    other.reject(486);
    await exchange.next('ended', event => event.channel === plain.channel);
    back.atCarrier.reject(302, '<sip:PJSIP%2F900%40trunk@127.0.0.1>');
    expect(await exchange.next('ended', event => event.channel === back.customer)).toMatchObject({
      end: endOf(23, 302),
    });
    await over(back);
    expect(called).toEqual([]);
  });

  test('and the answer are told to a new process too', async () => {
    const back = await calledBack();
    await exchange.adapter.close();
    const said: TelephonyEvent[] = [];
    const young = openAsterisk({
      url: exchange.asterisk.ariUrl,
      mediaAddress: '127.0.0.1',
      clock: systemClock(),
      log: makeLog('test', 'silent'),
    });
    young.telephony.listen(event => said.push(event));
    await young.firstContact();
    const found = (await young.telephony.snapshot()).channels.find(each => each.id === back.customer);
    expect(found).toMatchObject({ ours: true, args: ['customer', 'c'], answered: false });
    await back.atCarrier.sayEarly();
    await back.atCarrier.answer();
    const answered = await waitUntil(() => said.find(event => event.kind === 'leg-answered'), {
      what: 'the answer',
    });
    expect(answered).toMatchObject({ channel: back.customer, args: ['customer', 'c'] });
    await young.close();
  });
});
