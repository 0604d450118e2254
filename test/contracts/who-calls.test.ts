import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatMessage, type SipHeader } from '../../src/sip-phone/sip-message.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { type AsteriskExchange, asteriskExchange } from './exchange.ts';

const NUMBER = '04145550107';
const OWN = `<sip:${NUMBER}@127.0.0.1>`;

let exchange: AsteriskExchange;
let phone: SipPhone;
beforeAll(async () => {
  exchange = await asteriskExchange();
  phone = await openPhone();
});
afterAll(async () => {
  await phone?.close();
  await exchange?.close();
});

async function rings(headers: readonly SipHeader[], from = NUMBER, name = 'Luisa') {
  const call = phone.call(`sip:*626@127.0.0.1:${exchange.asterisk.sipPort}`, { from, name, headers });
  call.answered.catch(() => {});
  call.ringing.catch(() => {});
  const rang = await exchange.next('rang');
  return { call, rang };
}

const asserted = (value = OWN): SipHeader => ['P-Asserted-Identity', value];
const privacy = (value: string): SipHeader => ['Privacy', value];
const remote = (more: string): SipHeader => ['Remote-Party-ID', `"Luisa, (a:" ${OWN};party=calling;${more}`];

test.each<[string, readonly SipHeader[], string?]>([
  ['Privacy: id', [privacy('id')]],
  ['Privacy: ID', [privacy(' ID')]],
  ['Privacy: user', [privacy('user')]],
  ['Privacy: header;user', [asserted(), privacy('header;user')]],
  ['Privacy: session; id', [privacy('session; id')]],
  ['two headers, Privacy: session and Privacy: id', [privacy('session'), privacy('id')]],
  ['Privacy: critical;id and a tel: identity', [asserted('<tel:+584145550107>'), privacy('critical;id')]],
  ['privacy=full', [remote('privacy=full;screen=yes')]],
  ['privacy=uri', [remote('privacy=uri')]],
  ['an anonymous From', [], 'anonymous'],
  ['an anonymous From with an identity', [asserted()], 'Anonymous'],
  ['an anonymous From and Privacy: none', [asserted(), privacy('none')], 'anonymous'],
])('who asks not to be named by %s is not', async (_, headers, from) => {
  const { call, rang } = await rings(headers, from);
  expect(rang).toMatchObject({ callerNumber: '', callerName: '' });
  const { channels } = await exchange.telephony.snapshot();
  expect(channels.find(({ id }) => id === rang.channel)).toMatchObject({ callerNumber: '', callerName: '' });
  await call.hangUp();
});

test.each<[string, readonly SipHeader[]]>([
  ['nothing', []],
  ['Privacy: none', [privacy('none')]],
  ['an identity and Privacy: None', [asserted(`"Luisa" ${OWN}`), privacy('None')]],
  ['Privacy: session, which is about the voice', [privacy('session')]],
  ['privacy=off', [remote('id-type=subscriber;privacy=off;screen=yes')]],
])('who asks for %s is known', async (_, headers) => {
  const { call, rang } = await rings(headers);
  expect(rang).toMatchObject({ callerNumber: NUMBER });
  await call.hangUp();
});

test('what a call came from is the address of its INVITE, whatever is written in it', async () => {
  const { call, rang } = await rings([asserted()], `${NUMBER}@203.0.113.9`);
  expect(rang).toMatchObject({ from: 'trunk', source: '127.0.0.1' });
  const { channels } = await exchange.telephony.snapshot();
  expect(channels.find(({ id }) => id === rang.channel)?.source).toBe('127.0.0.1');
  await call.hangUp();
});

test('the agent’s telephone is not told the number either', async () => {
  const { call, rang } = await rings([asserted(), privacy('id')]);
  const line = {
    id: 'sp-71',
    kind: 'sip',
    password: randomUUID(),
    callerNumber: '171',
    callerName: 'Ana',
  } as const;
  await exchange.lines.provision(line);
  const set = await exchange.registers(line);
  await exchange.next('line', event => event.line === line.id && event.reachable);
  await exchange.telephony.answer(rang.channel);
  const leg = `leg-${randomUUID()}`;
  const { callerNumber, callerName, channel: originator } = rang;
  await exchange.telephony.dial({
    channel: leg,
    endpoint: `PJSIP/${line.id}`,
    callerNumber,
    callerName,
    args: ['agent', originator],
    ringMs: 5_000,
    originator,
  });
  await set.answers(leg);
  await exchange.next('leg-answered', event => event.channel === leg);
  await exchange.telephony.join(randomUUID(), [originator, leg]);
  const invite = exchange.callsTo(line.id)[0]?.invite;
  expect(invite && formatMessage(invite).toString()).not.toMatch(/4145550107|Luisa/);
  await call.hangUp();
});

test('a name comes as it was meant', async () => {
  const { call, rang } = await rings([], NUMBER, 'Ana "la jefa" \\ \u202eevil\u200b');
  expect(rang).toMatchObject({ callerName: 'Ana "la jefa" \\ evil' });
  await call.hangUp();
});
