import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMIT_MS, OverloadWatch } from '../../src/calls/watches/overload.ts';
import { makeLog } from '../../src/kit/log.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

let exchange: AsteriskExchange;
let customers: SipPhone;
beforeAll(async () => {
  [exchange, customers] = await Promise.all([asteriskExchange(), openPhone()]);
});
afterAll(async () => {
  await customers?.close();
  await exchange?.close();
});

/** Whether all threads of a process are stopped. */
function stands(pid: number): boolean {
  const states = readdirSync(`/proc/${pid}/task`).map(thread =>
    readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'),
  );
  return states.every(text => /^State:\s+T/m.test(text));
}

let numbers = 0;

/** Somebody calls; answers `rang`, or how they were refused. */
async function calls(): Promise<string> {
  numbers += 1;
  const from = `0414555${1_000 + numbers}`;
  const call = customers.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from });
  call.answered.catch(() => {});
  const rang = call.ringing.then(
    () => 'rang',
    () => 'refused',
  );
  const outcome = await rang;
  if (outcome === 'refused') return `refused ${(await call.ended).status}`;
  const { channel } = await exchange.next('rang', event => event.callerNumber === from);
  await exchange.telephony.hangUp(channel, 'finished');
  return outcome;
}

test('what is refused for overload costs us no event, hears 503, and is counted to the last, all at once', async () => {
  const { shedding } = exchange.adapter;
  expect(await shedding.refusedSoFar()).toBe(0);
  expect(await shedding.refuse(1, 60_000)).toBe('done');
  const told = exchange.said.length;
  const many = await Promise.all(Array.from({ length: 40 }, calls));
  expect(new Set(many)).toEqual(new Set(['refused 503']));
  expect(await shedding.refusedSoFar()).toBe(40);
  expect(exchange.said.slice(told)).toEqual([]);
  await shedding.refuse(0, 60_000);
  expect(await calls()).toBe('rang');
});

test('the share ends by the clock, though nobody takes it back', async () => {
  await exchange.adapter.shedding.refuse(1, -2_000);
  expect(await calls()).toBe('rang');
});

test('an Asterisk that is behind is noticed, new calls are refused, and then taken again', async () => {
  const { shedding } = exchange.adapter;
  const clock = fakeClock();
  const counted: number[] = [];
  const watch = new OverloadWatch({
    clock,
    log: makeLog('test', 'silent'),
    shedding,
    loopMs: () => 0,
    counted: total => counted.push(total),
    began: () => {},
    ended: () => {},
  });
  watch.start();
  const before = (await shedding.refusedSoFar()) ?? 0;
  process.kill(exchange.asterisk.pid, 'SIGSTOP');
  await waitUntil(() => stands(exchange.asterisk.pid), { what: 'Asterisk stands still' });
  // One answer that is late says nothing yet.
  const asked = Promise.all(Array.from({ length: 5 }, () => shedding.refusedSoFar()));
  await waitUntil(() => shedding.delayMs() > LIMIT_MS, { what: 'the delay shows' });
  for (let look = 0; look < 15; look += 1) clock.advance(250);
  expect(watch.share).toBeGreaterThan(0.9);
  process.kill(exchange.asterisk.pid, 'SIGCONT');
  await asked;
  let refused = 0;
  await waitUntil(
    async () => {
      const outcome = await calls();
      if (outcome === 'refused 503') refused += 1;
      return refused > 0;
    },
    { what: 'somebody is refused' },
  );
  // Asterisk answers at once again: the least delay is small, however long one answer took.
  await waitUntil(
    async () => {
      await shedding.refusedSoFar();
      clock.advance(250);
      return watch.share === 0;
    },
    { what: 'nobody is refused any more' },
  );
  await shedding.refusedSoFar();
  expect(await calls()).toBe('rang');
  await watch.ask();
  await waitUntil(() => counted.at(-1) === before + refused, { what: 'all are counted' });
  watch.stop();
});
