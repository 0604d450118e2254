import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import type { PhoneLine } from '../../src/agents/ports.ts';
import type { DialOrder, Playable } from '../../src/calls/ports/telephony.ts';
import { wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { asteriskExchange, digits, type Exchange, memoryExchange } from './exchange.ts';

const adapters: readonly { name: string; make: () => Promise<Exchange> }[] = [
  { name: 'in memory', make: memoryExchange },
  { name: 'on Asterisk, requests over the event socket', make: () => asteriskExchange({ road: 'socket' }) },
  { name: 'on Asterisk, requests over HTTP', make: () => asteriskExchange({ road: 'http' }) },
];

/** What is played, and what it takes at least, ms. */
const SHORT = [digits('1')];
const SHORT_TAKES_MS = 500;
const LONG = [digits('1'), digits('2'), digits('3'), digits('4'), digits('5')];
const LONG_TAKES_MS = 2_000;

let numbers = 0;

/** Every test has a caller of its own, so that no event of another is taken for its own. */
function newNumber(): string {
  numbers += 1;
  return `0412555${String(numbers).padStart(4, '0')}`;
}

function newLine(): PhoneLine {
  numbers += 1;
  return {
    id: `sp-${numbers}`,
    kind: 'sip',
    password: randomUUID(),
    callerNumber: String(100 + numbers),
    callerName: 'Ana',
  };
}

function leg(line: PhoneLine, more: Partial<DialOrder> = {}): DialOrder {
  return {
    channel: `leg-${randomUUID()}`,
    endpoint: `PJSIP/${line.id}`,
    callerNumber: '04125550000',
    callerName: 'Luisa "la de siempre" <x>',
    args: ['offer', 'call 1', 'a,b'],
    ringMs: 10_000,
    ...more,
  };
}

describe.each(adapters)('the telephone system $name', ({ make }) => {
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = await make();
  });
  afterAll(() => exchange?.close());
  afterEach(async () => {
    const { channels, bridges } = await exchange.telephony.snapshot();
    const over = new Set(exchange.said.map(event => (event.kind === 'ended' ? event.channel : '')));
    for (const { id } of channels.filter(channel => !over.has(channel.id))) {
      await exchange.telephony.hangUp(id, 'finished');
      await ended(id);
    }
    for (const bridge of bridges) await exchange.telephony.destroyBridge(bridge.id);
  });

  /** A line with a telephone on it. */
  async function phone(manner = { silent: false }) {
    const line = newLine();
    await exchange.lines.provision(line);
    const set = await exchange.registers(line, manner);
    await exchange.next('line', event => event.line === line.id && event.reachable);
    return { line, set };
  }

  /** An answered caller and an answered leg. */
  async function answeredCaller() {
    const caller = await exchange.rings(newNumber());
    await exchange.telephony.answer(caller.channel);
    return caller;
  }

  async function twoParties() {
    const { telephony } = exchange;
    const caller = await exchange.rings(newNumber());
    await telephony.answer(caller.channel);
    const { line, set } = await phone();
    const order = leg(line, { originator: caller.channel });
    expect(await telephony.dial(order)).toBe('done');
    await set.answers(order.channel);
    await exchange.next('leg-answered', event => event.channel === order.channel);
    return { caller, set, line, agent: order.channel };
  }

  const ended = (channel: string) => exchange.next('ended', event => event.channel === channel);
  const bridgeOf = async (id: string) =>
    (await exchange.telephony.snapshot()).bridges.find(bridge => bridge.id === id);

  describe('a caller', () => {
    test('rings with the number they call from and the number they dialled', async () => {
      const number = newNumber();
      const caller = await exchange.rings(number, '*626');
      const rang = exchange.said.find(event => event.kind === 'rang' && event.channel === caller.channel);
      expect(rang).toMatchObject({
        callerNumber: number,
        callerName: 'Luisa',
        dialled: '*626',
        from: 'trunk',
      });
    });

    test('is counted as they speak; who says nothing, and who is gone, is told apart', async () => {
      const caller = await answeredCaller();
      const { telephony } = exchange;
      const quiet = await telephony.voiceOf(caller.channel);
      expect(quiet).toMatchObject({ lost: 0, far: null });
      await caller.speaks();
      await expect
        .poll(async () => (await telephony.voiceOf(caller.channel))?.received)
        .toBeGreaterThan(quiet?.received ?? 0);
      expect(await telephony.voiceOf('no-such-channel')).toBeNull();
    });

    test('hears ringing, is answered, and a prompt that is played to its end', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      expect(await telephony.ring(caller.channel)).toBe('done');
      expect(await telephony.answer(caller.channel)).toBe('done');
      const playback = randomUUID();
      expect(await telephony.play(caller.channel, playback, [digits('1')])).toBe('done');
      expect(await exchange.next('played', event => event.playback === playback)).toMatchObject({ ok: true });
      // Asterisk tells of the end before it forgets the playback.
      await waitUntil(async () => (await telephony.stopPlaying(playback)) === 'gone', {
        what: 'there is nothing left to stop',
      });
      expect(await telephony.hangUp(caller.channel, 'finished')).toBe('done');
      await ended(caller.channel);
    });

    test('is told when a prompt does not exist', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      const playback = randomUUID();
      expect(await telephony.play(caller.channel, playback, [{ kind: 'file', name: 'no-such-prompt' }])).toBe(
        'done',
      );
      expect(await exchange.next('played', event => event.playback === playback)).toMatchObject({
        ok: false,
      });
    });

    test('presses a key during a prompt, and the prompt can be stopped', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      const playback = randomUUID();
      await telephony.play(caller.channel, playback, [digits('1234567890'), digits('1234567890')]);
      await caller.presses('7');
      expect(await exchange.next('digit', event => event.channel === caller.channel)).toMatchObject({
        digit: '7',
      });
      expect(await telephony.stopPlaying(playback)).toBe('done');
      expect(await exchange.next('played', event => event.playback === playback)).toMatchObject({ ok: true });
    });

    test('whose telephone puts us on hold is told of, and when they are back', async () => {
      const { caller, agent } = await twoParties();
      const bridge = randomUUID();
      await exchange.telephony.join(bridge, [caller.channel, agent]);
      for (const held of [true, false]) {
        await caller.holds(held);
        expect(await exchange.next('held')).toEqual({ kind: 'held', channel: caller.channel, held });
      }
    });

    test('who is watched ends once, as one who is not', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      expect(await telephony.watch(caller.channel)).toBe('done');
      expect(await telephony.watch(caller.channel)).toBe('done');
      await caller.hangsUp();
      expect(await ended(caller.channel)).toMatchObject({ end: endOf(0, 0) });
      const ends = exchange.said.filter(event => event.kind === 'ended' && event.channel === caller.channel);
      expect(ends).toHaveLength(1);
      expect(await telephony.watch(caller.channel)).toBe('gone');
    });

    test('who hangs up has ended once, and every later order finds them gone', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      await caller.hangsUp();
      expect(await ended(caller.channel)).toMatchObject({ end: endOf(0, 0) });
      expect(await telephony.answer(caller.channel)).toBe('gone');
      expect(await telephony.ring(caller.channel)).toBe('gone');
      expect(await telephony.play(caller.channel, randomUUID(), [digits('1')])).toBe('gone');
      expect(await telephony.music(caller.channel, true)).toBe('gone');
      expect(await telephony.record(caller.channel, `calls/${randomUUID()}/1`)).toBe('gone');
      expect(await telephony.hangUp(caller.channel, 'finished')).toBe('gone');
      expect(await telephony.join(randomUUID(), [caller.channel])).toBe('gone');
      const ends = exchange.said.filter(event => event.kind === 'ended' && event.channel === caller.channel);
      expect(ends).toHaveLength(1);
    });

    test('who hangs up during a prompt leaves it unfinished', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      const playback = randomUUID();
      await telephony.play(caller.channel, playback, [digits('1234567890')]);
      await caller.hangsUp();
      expect(await exchange.next('played', event => event.playback === playback)).toMatchObject({
        ok: false,
      });
      await ended(caller.channel);
    });

    test('hears music until it is stopped', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      expect(caller.hearsMusic()).toBe(false);
      expect(await telephony.music(caller.channel, true)).toBe('done');
      await expect.poll(() => caller.hearsMusic(), { timeout: 5_000 }).toBe(true);
      expect(await telephony.music(caller.channel, false)).toBe('done');
      await expect.poll(() => caller.hearsMusic(), { timeout: 5_000 }).toBe(false);
    });
  });

  describe('a leg', () => {
    test('to a line without a telephone is refused', async () => {
      const line = newLine();
      await exchange.lines.provision(line);
      expect(await exchange.telephony.dial(leg(line))).toBe('refused');
    });

    test('to a line that does not exist is refused', async () => {
      expect(await exchange.telephony.dial(leg(newLine()))).toBe('refused');
    });

    test('for a caller who has gone is not dialled', async () => {
      const { line } = await phone();
      const order = leg(line, { originator: `no-such-channel-${randomUUID()}` });
      expect(await exchange.telephony.dial(order)).toBe('gone');
    });

    test('tells why it was dialled when it is answered', async () => {
      const { agent } = await twoParties();
      const answered = exchange.said.find(event => event.kind === 'leg-answered' && event.channel === agent);
      expect(answered).toMatchObject({ args: ['offer', 'call 1', 'a,b'] });
      await exchange.telephony.hangUp(agent, 'finished');
      expect(await ended(agent)).toMatchObject({ end: { code: 16 } });
    });

    test('that nobody answers ends by itself with cause 19', async () => {
      const { line } = await phone();
      const order = leg(line, { ringMs: 1_000 });
      expect(await exchange.telephony.dial(order)).toBe('done');
      expect(await ended(order.channel)).toMatchObject({ end: endOf(19, 480) });
    });

    test('says whether its telephone rings', async () => {
      const { telephony } = exchange;
      const { line } = await phone();
      const rings = leg(line);
      await telephony.dial(rings);
      await expect.poll(() => telephony.rings(rings.channel)).toBe('done');
      const mute = await phone({ silent: true });
      const silent = leg(mute.line);
      await telephony.dial(silent);
      expect(await telephony.rings(silent.channel)).toBe('refused');
      expect(await telephony.rings(`leg-${randomUUID()}`)).toBe('gone');
    });

    test('whose telephone forwards ends with its SIP status, and nobody comes in for it', async () => {
      const { telephony } = exchange;
      const { line, set } = await phone();
      const order = leg(line);
      await telephony.dial(order);
      await set.forwards(order.channel, '*626');
      expect(await ended(order.channel)).toMatchObject({ end: endOf(23, 302) });
      const caller = await exchange.rings(newNumber());
      const { channels } = await telephony.snapshot();
      expect(channels.map(channel => channel.id)).toEqual([caller.channel]);
    });

    describe('whose network may be heard before the answer', () => {
      /** An answered leg, and a second one whose early media it hears. */
      async function calledBack() {
        const listener = await twoParties();
        const { line, set } = await phone();
        const bridge = `early-${randomUUID()}`;
        const order = leg(line, { originator: listener.agent, early: { bridge, listener: listener.agent } });
        expect(await exchange.telephony.dial(order)).toBe('done');
        return { agent: listener.agent, channel: order.channel, order, set, bridge };
      }

      test('is in a bridge with its listener, says when the network speaks, and is answered once', async () => {
        const { telephony } = exchange;
        const { agent, channel, order, set, bridge } = await calledBack();
        const { bridges, channels } = await telephony.snapshot();
        expect(bridges.find(each => each.id === bridge)?.channels.toSorted()).toEqual(
          [agent, channel].sort(),
        );
        expect(channels.find(each => each.id === channel)?.answered).toBe(false);
        expect(await telephony.play(channel, randomUUID(), [digits('1')])).toBe('refused');
        await set.saysEarly(channel);
        await exchange.next('early-media', event => event.channel === channel);
        expect(exchange.said).not.toContainEqual(expect.objectContaining({ kind: 'leg-answered', channel }));
        await set.answers(channel);
        expect(await exchange.next('leg-answered', event => event.channel === channel)).toMatchObject({
          args: order.args,
        });
        for (const each of [channel, agent]) expect(await telephony.leave(bridge, each)).toBe('done');
        expect(await telephony.destroyBridge(bridge)).toBe('done');
        const playback = randomUUID();
        expect(await telephony.play(channel, playback, [digits('1')])).toBe('done');
        await exchange.next('played', event => event.playback === playback && event.ok);
        expect(await telephony.join(randomUUID(), [channel, agent])).toBe('done');
        await set.hangsUp(channel);
        await ended(channel);
        const said = exchange.said.filter(event => 'channel' in event && event.channel === channel);
        expect(said.map(event => event.kind)).toEqual(['early-media', 'leg-answered', 'ended']);
      });

      test('ends with what the telephone said at last', async () => {
        const { channel, set } = await calledBack();
        await set.saysEarly(channel);
        await exchange.next('early-media', event => event.channel === channel);
        await set.rejects(channel);
        expect(await ended(channel)).toMatchObject({ end: endOf(17, 486), rang: true });
      });

      test('is not followed where it forwards, and ends by itself unanswered', async () => {
        const first = await calledBack();
        await first.set.forwards(first.channel, '*626');
        expect(await ended(first.channel)).toMatchObject({ end: endOf(23, 302) });
        const { line } = await phone();
        const early = { bridge: `early-${randomUUID()}`, listener: first.agent };
        const order = leg(line, { ringMs: 1_000, early });
        expect(await exchange.telephony.dial(order)).toBe('done');
        expect(await ended(order.channel)).toMatchObject({ end: { code: 19 }, rang: true });
      });

      test('is refused without a telephone, and not dialled for a listener who has gone', async () => {
        const { telephony } = exchange;
        const { agent } = await twoParties();
        const nobody = newLine();
        await exchange.lines.provision(nobody);
        const early = { bridge: `early-${randomUUID()}`, listener: agent };
        expect(await telephony.dial(leg(nobody, { early }))).toBe('refused');
        await telephony.hangUp(agent, 'finished');
        await ended(agent);
        const { line } = await phone();
        const late = { bridge: `early-${randomUUID()}`, listener: agent };
        expect(await telephony.dial(leg(line, { originator: agent, early: late }))).toBe('gone');
      });
    });

    test('that is busy ends with cause 17 and its SIP status', async () => {
      const { line, set } = await phone();
      const order = leg(line);
      await exchange.telephony.dial(order);
      await set.rejects(order.channel);
      expect(await ended(order.channel)).toMatchObject({ end: endOf(17, 486) });
    });

    test('that still rings takes no prompt, and can be called off', async () => {
      const { line } = await phone();
      const order = leg(line);
      await exchange.telephony.dial(order);
      expect(await exchange.telephony.play(order.channel, randomUUID(), [digits('1')])).toBe('refused');
      expect(await exchange.telephony.hangUp(order.channel, 'finished')).toBe('done');
      expect(await ended(order.channel)).toMatchObject({ end: { code: 16 } });
    });

    test('ends without a cause when its party hangs up, for a BYE tells none', async () => {
      const { agent, set } = await twoParties();
      await set.hangsUp(agent);
      expect(await ended(agent)).toMatchObject({ end: { code: 0 } });
    });
  });

  describe('a bridge', () => {
    /** Asterisk's own list of a bridge follows what was done by a moment. */
    const nowIn = async (bridge: string, channels: readonly string[]) => {
      const listed = async () => [...((await bridgeOf(bridge))?.channels ?? [])].sort();
      await expect.poll(listed, { timeout: 5_000 }).toEqual([...channels].sort());
    };
    const listedNoMore = (bridge: string) =>
      expect.poll(() => bridgeOf(bridge), { timeout: 5_000 }).toBeUndefined();

    test('is made by the first who joins, and the snapshot shows who is in it', async () => {
      const { telephony } = exchange;
      const { caller, agent } = await twoParties();
      const bridge = randomUUID();
      expect(await telephony.join(bridge, [caller.channel, agent])).toBe('done');
      await nowIn(bridge, [caller.channel, agent]);
      expect(await telephony.leave(bridge, caller.channel)).toBe('done');
      await nowIn(bridge, [agent]);
      expect(await telephony.leave(bridge, caller.channel)).toBe('gone');
      expect(await telephony.join(bridge, [caller.channel])).toBe('done');
      await caller.hangsUp();
      await ended(caller.channel);
      await nowIn(bridge, [agent]);
      expect(await telephony.destroyBridge(bridge)).toBe('done');
      await listedNoMore(bridge);
      expect(await telephony.destroyBridge(bridge)).toBe('gone');
    });

    test('begins at once while the caller hears music or a long prompt', async () => {
      const { telephony } = exchange;
      const { caller, agent } = await twoParties();
      const bridge = randomUUID();
      await telephony.music(agent, true);
      const playback = randomUUID();
      await telephony.play(caller.channel, playback, [digits('1234567890'), digits('1234567890')]);
      expect(await telephony.join(bridge, [caller.channel, agent])).toBe('done');
      await exchange.next('played', event => event.playback === playback);
    });

    test('with somebody who has gone is not left behind', async () => {
      const { telephony } = exchange;
      const caller = await exchange.rings(newNumber());
      await telephony.answer(caller.channel);
      const bridge = randomUUID();
      expect(await telephony.join(bridge, [caller.channel, `no-such-channel-${randomUUID()}`])).toBe('gone');
      await listedNoMore(bridge);
    });

    test('that holds a conversation stays when a third cannot join', async () => {
      const { telephony } = exchange;
      const { caller, agent } = await twoParties();
      const bridge = randomUUID();
      await telephony.join(bridge, [caller.channel, agent]);
      expect(await telephony.join(bridge, [`no-such-channel-${randomUUID()}`])).toBe('gone');
      await nowIn(bridge, [caller.channel, agent]);
    });
  });

  describe('the snapshot', () => {
    test('shows callers with what they dialled, legs that ring, and lines', async () => {
      const { telephony } = exchange;
      const number = newNumber();
      const caller = await exchange.rings(number, '*626');
      const { line, set } = await phone();
      const order = leg(line);
      await telephony.dial(order);
      const seen = await telephony.snapshot();
      expect(seen.channels.find(channel => channel.id === caller.channel)).toMatchObject({
        ours: true,
        args: expect.arrayContaining(['inbound', '*626', 'trunk', '0']),
        callerNumber: number,
        line: null,
      });
      expect(seen.channels.find(channel => channel.id === order.channel)).toMatchObject({
        ours: true,
        args: [],
        line: line.id,
      });
      expect(seen.lines).toContainEqual({ id: line.id, reachable: true });
      await set.answers(order.channel);
      await exchange.next('leg-answered', event => event.channel === order.channel);
      const later = await telephony.snapshot();
      expect(later.channels.find(channel => channel.id === order.channel)).toMatchObject({
        args: ['offer', 'call 1', 'a,b'],
        answered: true,
      });
    });
  });

  describe('a recording', () => {
    test('of an agent’s leg has what they hear but in a pause, goes on over a hold, is fetched, and is erased', async () => {
      const { telephony, recordings } = exchange;
      const { caller, agent } = await twoParties();
      const bridge = randomUUID();
      const name = `calls/${caller.channel}-1`;
      const hears = async (sounds: readonly Playable[]) => {
        const playback = randomUUID();
        await telephony.play(agent, playback, sounds);
        await exchange.next('played', event => event.playback === playback && event.ok);
      };
      expect(await telephony.record(agent, name)).toBe('done');
      expect((await telephony.snapshot()).recordings).toEqual([name]);
      expect(await telephony.record(agent, name)).toBe('refused');
      await hears(SHORT);
      // Told again, as after a restart, it is so already.
      for (let told = 0; told < 2; told += 1) expect(await telephony.pauseRecording(name, true)).toBe('done');
      expect(await telephony.pausesRecording(name)).toBe('done');
      await hears(LONG);
      await telephony.join(bridge, [caller.channel, agent]);
      await telephony.leave(bridge, caller.channel);
      await telephony.music(caller.channel, true);
      await telephony.join(bridge, [caller.channel]);
      for (let told = 0; told < 2; told += 1)
        expect(await telephony.pauseRecording(name, false)).toBe('done');
      expect(await telephony.pausesRecording(name)).toBe('refused');
      expect(await telephony.stopRecording(name)).toBe('done');
      expect(await exchange.next('recorded', event => event.recording === name)).toMatchObject({ ok: true });
      await expect.poll(async () => (await telephony.snapshot()).recordings).toEqual([]);
      expect(await telephony.stopRecording(name)).toBe('gone');
      expect(await telephony.pauseRecording(name, true)).toBe('gone');
      expect(await telephony.pausesRecording(name)).toBe('gone');
      expect(await recordings.list('calls/')).toContain(name);
      const wav = await recordings.fetch(name);
      expect(wav.subarray(0, 4).toString()).toBe('RIFF');
      expect(wavMs(wav)).toBeGreaterThan(SHORT_TAKES_MS / 2);
      expect(wavMs(wav)).toBeLessThan(LONG_TAKES_MS);
      expect(await recordings.erase(name)).toBe('done');
      expect(await recordings.erase(name)).toBe('gone');
      await expect(recordings.fetch(name)).rejects.toMatchObject({ code: 'unknown-resource' });
    });

    test('of a message ends with the key #, and tells whether anything was said', async () => {
      const { telephony, recordings } = exchange;
      const caller = await answeredCaller();
      const name = `calls/${caller.channel}-1`;
      const limits = { longestMs: 60_000, silenceMs: 8_000 };
      expect(await telephony.takeMessage(caller.channel, name, limits)).toBe('done');
      await expect.poll(() => telephony.pausesRecording(name)).toBe('refused');
      expect(await telephony.takeMessage(caller.channel, name, limits)).toBe('refused');
      expect((await telephony.snapshot()).recordings).toEqual([]);
      const isOver = async () => {
        // While the tone sounds the key is not heard.
        await caller.presses('#');
        return telephony.pausesRecording(name);
      };
      await expect.poll(isOver, { timeout: 6_000 }).toBe('gone');
      const ended = await exchange.next('recorded', event => event.recording === name);
      expect(ended).toMatchObject({ ok: true, spoken: 0 });
      expect(await recordings.list('calls/')).toContain(name);
      expect(await telephony.eraseMessage(name)).toBe('done');
      expect(await telephony.eraseMessage(name)).toBe('gone');
      // The channel may go on with something else.
      const playback = randomUUID();
      expect(await telephony.play(caller.channel, playback, SHORT)).toBe('done');
      await exchange.next('played', event => event.playback === playback && event.ok);
    });

    test('of a message ends by its limit, and with its caller; one who is gone leaves none', async () => {
      const { telephony, recordings } = exchange;
      const [gone, lasts] = [await answeredCaller(), await answeredCaller()];
      const [first, second] = [`calls/${gone.channel}-1`, `calls/${lasts.channel}-1`];
      await telephony.takeMessage(gone.channel, first, { longestMs: 60_000, silenceMs: 8_000 });
      await telephony.takeMessage(lasts.channel, second, { longestMs: 2_000, silenceMs: 8_000 });
      await expect.poll(() => telephony.pausesRecording(first)).toBe('refused');
      await gone.hangsUp();
      await exchange.next('recorded', event => event.recording === first);
      await ended(gone.channel);
      await exchange.next('recorded', event => event.recording === second);
      expect(await recordings.list('calls/')).toContain(second);
      for (const name of [first, second]) await telephony.eraseMessage(name);
      const limits = { longestMs: 1_000, silenceMs: 1_000 };
      expect(await telephony.takeMessage(gone.channel, `calls/${gone.channel}-2`, limits)).toBe('gone');
    });

    test('ends with its leg and is kept, and the next leg has another; no other channel is ever seen', async () => {
      const { telephony, recordings } = exchange;
      const { caller, agent, line, set } = await twoParties();
      const bridge = randomUUID();
      const [first, second] = [`calls/${caller.channel}/1`, `calls/${caller.channel}/2`];
      const seen = async () => (await telephony.snapshot()).channels.map(channel => channel.id).sort();
      await telephony.join(bridge, [caller.channel, agent]);
      expect(await telephony.record(agent, first)).toBe('done');
      expect(await seen()).toEqual([caller.channel, agent].sort());
      await set.hangsUp(agent);
      await ended(agent);
      await exchange.next('recorded', event => event.recording === first);
      const order = leg(line, { originator: caller.channel });
      expect(await telephony.dial(order)).toBe('done');
      await set.answers(order.channel);
      await exchange.next('leg-answered', event => event.channel === order.channel);
      await telephony.join(bridge, [order.channel]);
      expect(await telephony.record(order.channel, second)).toBe('done');
      expect(await seen()).toEqual([caller.channel, order.channel].sort());
      await telephony.hangUp(order.channel, 'finished');
      await ended(order.channel);
      await exchange.next('recorded', event => event.recording === second);
      expect(await recordings.list('calls/')).toEqual(expect.arrayContaining([first, second]));
      for (const name of [first, second]) await recordings.erase(name);
      expect(await seen()).toEqual([caller.channel]);
    });
  });

  describe('when the telephone system dies and starts again', () => {
    test('it says so, calls and lines are gone, recordings stay', async () => {
      const { telephony, lines, recordings } = exchange;
      const { caller, agent } = await twoParties();
      const name = `calls/${caller.channel}/1`;
      await telephony.record(agent, name);
      await telephony.stopRecording(name);
      await exchange.next('recorded', event => event.recording === name);
      await exchange.lines.provision(newLine());
      await exchange.restarts();
      await exchange.next('disconnected');
      await exchange.next('connected');
      expect(await telephony.snapshot()).toEqual({
        channels: [],
        bridges: [],
        snoops: [],
        lines: [],
        recordings: [],
      });
      expect(await lines.list()).toEqual([]);
      expect(await telephony.hangUp(caller.channel, 'finished')).toBe('gone');
      expect(await recordings.list('calls/')).toContain(name);
    });
  });
});
