import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOf } from '../../src/adapters/asterisk/endings.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange, digits } from './exchange.ts';

/** RFC 4028 allows no shorter interval, s; a far end that promised to refresh it is given up after 58 s. */
const INTERVAL = 90;
/** 58 s, and the 32 s for which Asterisk waits for an answer to its BYE, ms. */
const GIVEN_UP_MS = 100_000;

let exchange: AsteriskExchange;
beforeAll(async () => {
  exchange = await asteriskExchange();
});
afterAll(() => exchange?.close());

async function calls(headers: [string, string][] = []) {
  const phone = await openPhone();
  const call = phone.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, {
    from: '04145550101',
    headers,
  });
  const { channel } = await exchange.next('rang');
  await exchange.telephony.answer(channel);
  await call.answered;
  return { phone, call, channel };
}

test(
  'a caller whose telephone loses its power ends with 408, who hangs up does not',
  async () => {
    const { telephony } = exchange;
    const dies = await calls([
      ['Supported', 'timer'],
      ['Session-Expires', `${INTERVAL};refresher=uac`],
    ]);
    const leaves = await calls();
    expect(await telephony.watch(dies.channel)).toBe('done');
    expect(await telephony.watch(leaves.channel)).toBe('done');
    expect(await telephony.watch(leaves.channel)).toBe('done');
    dies.phone.cutOff();
    await leaves.call.hangUp();
    expect(await exchange.next('ended')).toEqual({
      kind: 'ended',
      channel: leaves.channel,
      end: endOf(0),
      rang: false,
    });
    await waitUntil(
      () => exchange.said.some(each => each.kind === 'ended' && each.channel === dies.channel),
      {
        within: GIVEN_UP_MS,
        what: 'the end of the telephone without power',
      },
    );
    expect(exchange.said.filter(each => each.kind === 'ended' && each.channel === dies.channel)).toEqual([
      { kind: 'ended', channel: dies.channel, end: endOf(18, 408), rang: false },
    ]);
    expect(await telephony.watch(dies.channel)).toBe('gone');
    await leaves.phone.close();
  },
  GIVEN_UP_MS + 20_000,
);

test('a caller who asked for a longer interval than is good is asked by us, and talks on', async () => {
  const { phone, call, channel } = await calls([
    ['Supported', 'timer'],
    ['Session-Expires', '1800;refresher=uac'],
  ]);
  expect(await exchange.telephony.watch(channel)).toBe('done');
  const playback = randomUUID();
  await exchange.telephony.play(channel, playback, [digits('1')]);
  expect(await exchange.next('played', each => each.playback === playback)).toMatchObject({ ok: true });
  expect(call.phase).toBe('up');
  await call.hangUp();
  await phone.close();
});
