import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openAsterisk } from '../../src/adapters/asterisk/asterisk.ts';
import type { PhoneLine } from '../../src/agents/ports.ts';
import type { DialOrder } from '../../src/calls/ports/telephony.ts';
import type { TelephonyEvent } from '../../src/calls/ports/telephony-events.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { makeLog } from '../../src/kit/log.ts';
import { tone, toneInWav, wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { onTheSwitch } from '../worlds/on-the-switch.ts';
import { type AsteriskExchange, asteriskExchange, type Caller, digits } from './exchange.ts';

/** Tones of the two parties, far enough apart to be told from each other. */
const CALLER_HZ = 440;
const AGENT_HZ = 1000;
const OTHER_HZ = 1700;
const PACKETS_A_SECOND = 50;

let exchange: AsteriskExchange;
beforeAll(async () => {
  exchange = await asteriskExchange();
});
afterAll(() => exchange?.close());
afterEach(async () => {
  const { telephony, adapter } = exchange;
  if (!adapter.connected()) return;
  const { channels, bridges } = await telephony.snapshot();
  for (const { id } of channels) await telephony.hangUp(id, 'finished');
  for (const { id } of bridges) await telephony.destroyBridge(id);
});

let numbers = 0;

async function phone() {
  numbers += 1;
  const line: PhoneLine = {
    id: `sp-${numbers}`,
    kind: 'sip',
    password: randomUUID(),
    callerNumber: String(100 + numbers),
    callerName: 'Ana',
  };
  await exchange.lines.provision(line);
  const set = await exchange.registers(line);
  await exchange.next('line', event => event.line === line.id && event.reachable);
  return { line, set };
}

function leg(line: PhoneLine, more: Partial<DialOrder> = {}): DialOrder {
  return {
    channel: `leg-${randomUUID()}`,
    endpoint: `PJSIP/${line.id}`,
    callerNumber: '04125550000',
    callerName: 'Luisa',
    args: ['offer'],
    ringMs: 10_000,
    ...more,
  };
}

async function answeredCaller(): Promise<Caller> {
  numbers += 1;
  const caller = await exchange.rings(`0414555${String(numbers).padStart(4, '0')}`);
  await exchange.telephony.answer(caller.channel);
  await exchange.telephoneOf(caller).answered;
  return caller;
}

/** Two parties in a bridge, each saying its tone. */
async function conversation() {
  const { telephony } = exchange;
  const caller = await answeredCaller();
  const { line, set } = await phone();
  const order = leg(line, { originator: caller.channel });
  await telephony.dial(order);
  await set.answers(order.channel);
  await exchange.next('leg-answered', event => event.channel === order.channel);
  const bridge = randomUUID();
  expect(await telephony.join(bridge, [caller.channel, order.channel])).toBe('done');
  const customer = exchange.telephoneOf(caller);
  const agent = exchange.callsTo(line.id).at(-1);
  if (!agent) throw new Error('the agent was not rung');
  void customer.play(tone(CALLER_HZ));
  void agent.play(tone(AGENT_HZ));
  return { caller, customer, agent, bridge, leg: order.channel, set, line };
}

test('a telephone is asked to answer by itself in the words that desk telephones and our page know', async () => {
  const { line, set } = await phone();
  const order = leg(line, { byItself: true, headers: { 'X-Cauce-Call': 'c1' } });
  await exchange.telephony.dial(order);
  await set.answers(order.channel);
  const told = ['Call-Info', 'Alert-Info', 'X-Cauce-Answer', 'X-Cauce-Call'].map(name =>
    exchange.callsTo(line.id).at(-1)?.header(name),
  );
  expect(told).toEqual([
    '<sip:cauce.invalid>;answer-after=0',
    '<sip:cauce.invalid>;info=alert-autoanswer;delay=0',
    'after-tone',
    'c1',
  ]);
});

test('a telephone that is told no number is not told that of the caller whose leg it is', async () => {
  const caller = await answeredCaller();
  const { line, set } = await phone();
  const order = leg(line, { callerNumber: '', callerName: '', originator: caller.channel });
  await exchange.telephony.dial(order);
  await set.answers(order.channel);
  const invite = exchange.callsTo(line.id).at(-1)?.invite;
  expect(invite?.headers.find(([name]) => name.toLowerCase() === 'from')?.[1]).toContain('anonymous');
  expect(JSON.stringify(invite)).not.toContain('0414555');
});

describe('the voice', () => {
  test('goes both ways between two who were joined', async () => {
    const { customer, agent } = await conversation();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await agent.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer');
  });

  test('of three and more is mixed in a bridge of their own, to which the two go over, and stay when they are left', async () => {
    const { telephony } = exchange;
    const { caller, customer, agent, leg: first, bridge } = await conversation();
    const others = [await answeredCaller(), await answeredCaller()];
    const theirs = others.map(each => each.channel);
    for (const other of others) void exchange.telephoneOf(other).play(tone(OTHER_HZ));
    const members = async () => {
      const { bridges } = await telephony.snapshot();
      return bridges.map(({ id, channels }) => ({ id, channels: channels.toSorted() }));
    };
    const all = [caller.channel, first, ...theirs].toSorted();
    for (let round = 0; round < 5; round++) {
      expect(await telephony.join(bridge, theirs)).toBe('done');
      expect(await members()).toEqual([{ id: bridge, channels: all }]);
      const { packets } = customer.earpiece;
      await customer.until(it => it.earpiece.packets > packets + 10, 3_000, 'the customer is sent something');
      for (const other of theirs) expect(await telephony.leave(bridge, other)).toBe('done');
      await customer.until(
        it => it.hears(AGENT_HZ, { ms: 200 }),
        3_000,
        'the customer hears the agent alone',
      );
      await agent.until(it => it.hears(CALLER_HZ, { ms: 200 }), 3_000, 'the agent hears the customer');
    }
    const seen = await onTheSwitch<{ id: string; technology: string }[]>(exchange, 'bridges');
    expect(seen.map(({ technology }) => technology)).toEqual(['softmix']);
    expect(await telephony.destroyBridge(bridge)).toBe('done');
    expect(await onTheSwitch(exchange, 'bridges')).toEqual([]);
  });

  test('of two who went over to such a bridge half way, when the process died, is brought together by what looks next', async () => {
    const { telephony } = exchange;
    const { caller, customer, leg: first, bridge } = await conversation();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    const mix = `${bridge}~mix`;
    await onTheSwitch(exchange, `bridges/${mix}?type=mixing,video_sfu`, 'POST');
    await onTheSwitch(exchange, `bridges/${mix}/addChannel?channel=${caller.channel}`, 'POST');
    await customer.until(it => it.earpiece.isQuiet(400), 3_000, 'the customer is alone');
    const { bridges } = await telephony.snapshot();
    expect(bridges.map(({ id, channels }) => [id, channels.toSorted()])).toEqual([
      [bridge, [caller.channel, first].toSorted()],
    ]);
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the agent is there too');
  });

  test('of the agent is replaced by music on hold, and comes back', async () => {
    const { telephony } = exchange;
    const { caller, customer, agent, bridge } = await conversation();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await telephony.leave(bridge, caller.channel);
    await telephony.music(caller.channel, true);
    await customer.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(400), 5_000, 'music');
    await agent.until(it => it.earpiece.isQuiet(400), 3_000, 'the agent hears nothing');
    await telephony.join(bridge, [caller.channel]);
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the agent is back');
  });

  test('of the agent does not reach a customer whose telephone put us on hold, until they are back', async () => {
    const { caller, customer } = await conversation();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await caller.holds(true);
    expect(await exchange.telephony.silence(caller.channel, true)).toBe('done');
    const { packets } = customer.earpiece;
    await customer.until(it => it.earpiece.isQuiet(400), 3_000, 'nothing is sent to a telephone that holds');
    expect(customer.earpiece.packets - packets).toBeLessThan(PACKETS_A_SECOND / 5);
    await caller.holds(false);
    expect(await exchange.telephony.silence(caller.channel, false)).toBe('done');
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the agent is heard again');
  });

  test('of one who is muted is heard by nobody, in no recording either, and they hear the others, from bridge to bridge', async () => {
    const { telephony, recordings } = exchange;
    const { caller, customer, agent, leg, bridge } = await conversation();
    await agent.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer');
    expect(await telephony.mute(caller.channel, true)).toBe('done');
    // Again is the same.
    expect(await telephony.mute(caller.channel, true)).toBe('done');
    await agent.until(it => !it.hears(CALLER_HZ, { ms: 400 }), 3_000, 'the agent hears nothing of them');
    const name = `calls/${caller.channel}/1`;
    expect(await telephony.record(leg, name)).toBe('done');
    await telephony.leave(bridge, caller.channel);
    await telephony.music(caller.channel, true);
    await customer.until(it => !it.hears(AGENT_HZ), 5_000, 'music');
    await telephony.join(bridge, [caller.channel]);
    await customer.until(it => it.hears(AGENT_HZ, { ms: 500 }), 3_000, 'the customer hears the agent');
    expect(agent.hears(CALLER_HZ, { ms: 400 })).toBe(false);
    await telephony.stopRecording(name);
    await exchange.next('recorded', event => event.recording === name);
    expect(toneInWav(await recordings.fetch(name), CALLER_HZ)).toBeLessThan(-45);
    expect(await telephony.mute(caller.channel, false)).toBe('done');
    await agent.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer again');
    expect(await telephony.mute('nobody', true)).toBe('gone');
  });

  test('of both is in the recording of the agent’s leg, and what either said during a pause is not', async () => {
    const { telephony, recordings } = exchange;
    const { caller, customer, agent, leg: recorded } = await conversation();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await agent.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer');
    const name = `calls/${caller.channel}/1`;
    expect(await telephony.record(recorded, name)).toBe('done');
    const before = customer.earpiece.packets;
    await customer.until(it => it.earpiece.packets >= before + PACKETS_A_SECOND, 3_000, 'a second of voice');
    expect(await telephony.pauseRecording(name, true)).toBe('done');
    void agent.play(tone(2_000));
    void customer.play(tone(2_600));
    await customer.until(it => it.hears(2_000, { ms: 600 }), 3_000, 'what the agent says during the pause');
    await agent.until(it => it.hears(2_600, { ms: 600 }), 3_000, 'what the customer says during the pause');
    void agent.play(tone(AGENT_HZ));
    void customer.play(tone(CALLER_HZ));
    await customer.until(it => it.hears(AGENT_HZ, { ms: 300 }), 3_000, 'the first tone again');
    await agent.until(it => it.hears(CALLER_HZ, { ms: 300 }), 3_000, 'the first tone again');
    await telephony.pauseRecording(name, false);
    await telephony.stopRecording(name);
    await exchange.next('recorded', event => event.recording === name);
    const wav = await recordings.fetch(name);
    expect(wavMs(wav)).toBeGreaterThan(700);
    expect(toneInWav(wav, AGENT_HZ)).toBeGreaterThan(-30);
    expect(toneInWav(wav, CALLER_HZ)).toBeGreaterThan(-30);
    for (const said of [2_000, 2_600]) expect(toneInWav(wav, said)).toBeLessThan(-45);
    await recordings.erase(name);
  });
});

test('a message has what its caller says after the tone, and tells for how long they spoke', async () => {
  const { telephony, recordings } = exchange;
  const caller = await answeredCaller();
  const customer = exchange.telephoneOf(caller);
  const name = `calls/${caller.channel}-1`;
  await telephony.takeMessage(caller.channel, name, { longestMs: 60_000, silenceMs: 8_000 });
  await customer.until(it => !it.earpiece.isQuiet(100), 3_000, 'the tone');
  await customer.until(it => it.earpiece.isQuiet(300), 3_000, 'the end of the tone');
  await customer.play(tone(CALLER_HZ, -12, 2_500));
  await caller.hangsUp();
  const { spoken = 0 } = await exchange.next('recorded', event => event.recording === name);
  expect(spoken).toBeGreaterThanOrEqual(1);
  const wav = await recordings.fetch(name);
  expect(toneInWav(wav, CALLER_HZ)).toBeGreaterThan(-30);
  await telephony.eraseMessage(name);
});

describe('a line that is removed while a channel is on it', () => {
  test('ends no voice; its name is listed again when the channel is gone, until it is removed once more', async () => {
    const { telephony, lines } = exchange;
    const { customer, agent, leg: channel, line } = await conversation();
    const listed = async () => (await lines.list()).some(each => each.id === line.id);
    await lines.remove(line.id);
    expect(await listed()).toBe(false);
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the customer hears the agent');
    await agent.until(it => it.hears(CALLER_HZ), 3_000, 'the agent hears the customer');
    await telephony.hangUp(channel, 'finished');
    await waitUntil(listed, { what: 'its name is listed again', within: 10_000, every: 100 });
    await lines.remove(line.id);
    expect(await listed()).toBe(false);
  });
});

describe('an INVITE to an agent', () => {
  test('carries the caller and our headers, and none that a value tries to add', async () => {
    const { line } = await phone();
    const order = leg(line, {
      callerName: 'Luisa "la de siempre" <sip:x@y>',
      headers: { 'X-Call-Ref': 'call 7; a,b', 'X-Bad': 'one\r\nX-Smuggled: two', 'No good': 'x' },
    });
    await exchange.telephony.dial(order);
    const invite = await waitUntil(() => exchange.callsTo(line.id)[0], { what: 'the INVITE' });
    expect(invite.caller.number).toBe('04125550000');
    expect(invite.caller.name).toContain('Luisa');
    expect(invite.header('X-Call-Ref')).toBe('call 7; a,b');
    expect(invite.header('X-Smuggled')).toBeUndefined();
    expect(invite.header('No good')).toBeUndefined();
  });

  test('is called off', async () => {
    const { line } = await phone();
    const order = leg(line);
    await exchange.telephony.dial(order);
    const invite = await waitUntil(() => exchange.callsTo(line.id)[0], { what: 'the INVITE' });
    await exchange.telephony.hangUp(order.channel, 'finished');
    expect(await invite.ended).toMatchObject({ how: 'cancelled', by: 'them' });
  });

  test('and its hang-up right behind it leave no channel', async () => {
    const { telephony } = exchange;
    const { line } = await phone();
    const order = leg(line);
    const [dialled, hungUp] = await Promise.all([
      telephony.dial(order),
      telephony.hangUp(order.channel, 'finished'),
    ]);
    expect([dialled, hungUp]).toEqual(['done', 'done']);
    await exchange.next('ended', event => event.channel === order.channel);
    await expect.poll(async () => (await telephony.snapshot()).channels).toEqual([]);
  });
});

describe('the requests', () => {
  test('of one call are not held up by another call whose prompt has to end first', async () => {
    const { telephony } = exchange;
    const waiting = await exchange.rings('04145559001');
    const other = await exchange.rings('04145559002');
    const playback = randomUUID();
    await telephony.play(waiting.channel, playback, [digits('1234567890')]);
    // Asterisk answers the channel only when the prompt is over.
    const late = telephony.answer(waiting.channel);
    const before = performance.now();
    expect(await telephony.ring(other.channel)).toBe('done');
    expect(await telephony.answer(other.channel)).toBe('done');
    expect(performance.now() - before).toBeLessThan(1_000);
    await telephony.stopPlaying(playback);
    expect(await late).toBe('done');
  });

  test('a whole call costs at most eight events', async () => {
    const { adapter, telephony } = exchange;
    const before = adapter.traffic.eventsReceived;
    const { caller, leg: agent, bridge } = await conversation();
    // The agent's telephone has registered meanwhile, which is no part of a call.
    const registered = 1;
    await exchange.telephoneOf(caller).hangUp();
    await exchange.next('ended', event => event.channel === caller.channel);
    await telephony.hangUp(agent, 'finished');
    await telephony.destroyBridge(bridge);
    await exchange.next('ended', event => event.channel === agent);
    expect(adapter.traffic.eventsReceived - before - registered).toBeLessThanOrEqual(8);
  });
});

describe('the connection', () => {
  const options = () => ({
    url: exchange.asterisk.ariUrl,
    mediaAddress: '127.0.0.1',
    clock: systemClock(),
    log: makeLog('test', 'silent'),
  });

  test('with a wrong password is refused with a reason that does not hold it', async () => {
    const url = new URL(options().url);
    url.password = 'not-the-password';
    const other = openAsterisk({ ...options(), url: url.href });
    const failure = await other.firstContact().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'internal', details: { part: 'asterisk' } });
    expect(JSON.stringify(failure)).not.toContain('not-the-password');
    await other.close();
  });

  test('of a new process finds the calls of the old one, hears of them and can act on them', async () => {
    const { caller, customer, bridge, leg: agent } = await conversation();
    const name = `calls/${caller.channel}/1`;
    await exchange.telephony.record(agent, name);
    await exchange.adapter.close();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the voice goes on');
    const heard: TelephonyEvent[] = [];
    const young = openAsterisk(options());
    young.telephony.listen(event => heard.push(event));
    await young.firstContact();
    const found = await young.telephony.snapshot();
    expect(found.channels.map(channel => [channel.id, channel.ours, channel.args[0]]).sort()).toEqual(
      [
        [caller.channel, true, 'inbound'],
        [agent, true, 'offer'],
      ].sort(),
    );
    expect(found.bridges.find(one => one.id === bridge)?.channels).toHaveLength(2);
    await caller.presses('5');
    await waitUntil(() => heard.some(event => event.kind === 'digit'), { what: 'a key is heard' });
    // A third who has just left costs those who talk nothing.
    expect(await young.telephony.join(bridge, [`no-such-channel-${randomUUID()}`])).toBe('gone');
    customer.earpiece.forget();
    await customer.until(it => it.hears(AGENT_HZ), 3_000, 'the voice goes on in the bridge');
    expect(await young.telephony.join(bridge, [caller.channel])).toBe('done');
    expect(await young.telephony.stopRecording(name)).toBe('done');
    await caller.hangsUp();
    await waitUntil(() => heard.some(event => event.kind === 'ended' && event.channel === caller.channel), {
      what: 'the end of the caller',
    });
    expect(await young.telephony.hangUp(agent, 'finished')).toBe('done');
    await waitUntil(() => heard.some(event => event.kind === 'ended' && event.channel === agent), {
      what: 'the end of the agent',
    });
    await young.close();
  });

  test('stands down when another process takes the application, and does not fight for it', async () => {
    const first: TelephonyEvent[] = [];
    const second: TelephonyEvent[] = [];
    const old = openAsterisk(options());
    old.telephony.listen(event => first.push(event));
    await old.firstContact();
    const young = openAsterisk(options());
    young.telephony.listen(event => second.push(event));
    await young.firstContact();
    await waitUntil(() => first.some(event => event.kind === 'disconnected'), {
      what: 'the old one gives way',
    });
    expect(old.connected()).toBe(false);
    expect(young.connected()).toBe(true);
    // Longer than the longest back-off: whoever fought would have come back by now.
    await expect(
      waitUntil(() => second.some(event => event.kind === 'disconnected'), {
        within: 2_500,
        what: 'a fight',
      }),
    ).rejects.toThrow('not within');
    await old.close();
    await young.close();
  });
});

test('an Asterisk without telephones and trunks is listened to, and its first telephone is heard of', async () => {
  const empty = await asteriskExchange({ demo: false });
  try {
    expect(empty.adapter.connected()).toBe(true);
    const line: PhoneLine = {
      id: 'sp-first',
      kind: 'sip',
      password: randomUUID(),
      callerNumber: '100',
      callerName: 'Ana',
    };
    await empty.lines.provision(line);
    await empty.registers(line);
    expect((await empty.next('line')).line).toBe('sp-first');
  } finally {
    await empty.close();
  }
});
