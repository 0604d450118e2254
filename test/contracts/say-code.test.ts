import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { untilHeard, untilHeardNumber } from '../kit/prompt.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

let exchange: AsteriskExchange;
let carrier: SipPhone;
const calls: IncomingCall[] = [];

beforeAll(async () => {
  carrier = await openPhone();
  carrier.onInvite(call => {
    calls.push(call);
    call.ring();
  });
  exchange = await asteriskExchange({ trunk: `sip:127.0.0.1:${carrier.address.port}` });
});
afterAll(async () => {
  await exchange?.close();
  await carrier?.close();
});

/** Has a code said to a line, whose telephone rings. */
async function rings(code: string): Promise<IncomingCall> {
  calls.length = 0;
  const order = { channel: `proof-${randomUUID()}`, endpoint: 'PJSIP/+584145550101@trunk', callerNumber: '' };
  expect(await exchange.telephony.sayCode({ ...order, code, ringMs: 20_000 })).toBe('done');
  return waitUntil(() => calls[0], { what: 'the line rings' });
}

test('a code is said to who presses 1, digit by digit and twice, and the call is over', async () => {
  const call = await rings('407');
  await call.answer();
  await untilHeard(call, 'codigo-marque-uno');
  await call.sendDigits('1');
  for (let time = 0; time < 2; time += 1) {
    await untilHeard(call, 'su-codigo-es');
    for (const digit of [4, 0, 7]) await untilHeardNumber(call, exchange.asterisk.sounds, digit);
    call.earpiece.forget();
  }
  expect(await call.ended).toMatchObject({ by: 'them' });
});

test('who presses nothing, or another key, is told nothing; nobody comes in by a forward', async () => {
  const silent = await rings('407');
  await silent.answer();
  await untilHeard(silent, 'codigo-marque-uno');
  await silent.sendDigits('2');
  expect(await silent.ended).toMatchObject({ by: 'them' });
  const forwards = await rings('407');
  forwards.reject(302, '<sip:*626@127.0.0.1>');
  await forwards.ended;
  expect(exchange.said.filter(({ kind }) => kind === 'rang')).toEqual([]);
  expect(calls).toHaveLength(1);
});
