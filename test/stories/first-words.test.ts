import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { TicketPage } from '../../src/tickets/events.ts';
import { heardPrompt, untilHeard } from '../kit/prompt.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { type DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';
import type { LiveView } from '../worlds/live-view.ts';
import { Talk } from '../worlds/talk.ts';

/** What a caller is told in the line is spoken while an agent's telephone rings, and the answer cuts it. */

const NUMBER = 'su-numero-de-atencion-es';
const LAST = 'conserve-el-numero';
const MENU = 'menu-principal';
const NOTICE = 'aviso-grabacion';
const NEXT = 'es-la-llamada-que-sigue';
const PLACE_EVERY_MS = 3_000;
const KNOWN = '04145550101';
const IN_DEBT = '04145550102';

let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let agent: { desk: Desk; phone: DeskPhone };
const callers: OutgoingCall[] = [];

beforeAll(async () => {
  centre = await startCentre({ flowsDir: directFlows() });
  await openDirectNumber(centre);
  await announcePlaces();
  customers = await openPhone();
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  agent = await deskAgent(centre, { username: 'mesa1' });
});

afterEach(async () => {
  await Promise.all(callers.splice(0).map(call => (call.phase === 'ended' ? undefined : call.hangUp())));
  await floor.until('nobody is left', view => view.calls.size === 0);
});

afterAll(async () => {
  floor?.close();
  await agent?.phone.phone.close();
  await customers?.close();
  await centre?.stop();
});

async function announcePlaces(): Promise<void> {
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  await database.query('update queues set announce_every_ms = $1', [PLACE_EVERY_MS]);
  await database.end();
}

function dial(number: string, from: string): OutgoingCall {
  const call = customers.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from });
  callers.push(call);
  return call;
}

const shownFrom = (from: string) =>
  [...floor.calls.values()].find(call => call.callerNumber.endsWith(from.slice(1)));

/** A customer who presses 1 when the greeting is over; resolves with the last key. */
async function choosesFault(from: string): Promise<OutgoingCall> {
  const call = dial('*626', from);
  await call.answered;
  await untilHeard(call, MENU);
  await call.sendDigits('1');
  return call;
}

const ticketOf = (from: string): string => shownFrom(from)?.ticket ?? '';

const dispose = (id: string) =>
  agent.desk.post(`/calls/${id}/disposition`, { disposition: 'en-seguimiento', note: '' });

async function factsOf(ticket: string, kinds: readonly string[]): Promise<{ kind: string; at: number }[]> {
  const page: TicketPage = await supervisor.ticketUntil(ticket, `knows ${kinds.join(', ')}`, each =>
    kinds.every(kind => each.timeline.some(entry => entry.fact.kind === kind)),
  );
  return kinds.map(kind => ({ kind, at: page.timeline.find(entry => entry.fact.kind === kind)?.at ?? 0 }));
}

test('a free agent is rung with the last key, the number is said meanwhile, and the answer cuts it', async () => {
  const call = await choosesFault(IN_DEBT);
  const ringing = await agent.phone.nextCall(5_000);
  await untilHeard(call, NUMBER);
  await ringing.answer();
  const talk = await floor.callUntil('the talk', each => each.phase === 'talking');
  expect(talk.unheard).toEqual(['ticket-number', 'debt']);
  await Talk.between(call, ringing, agent.desk);
  expect(heardPrompt(call.earpiece, LAST)).toBe(false);
  const [queued, offered] = await factsOf(talk.ticket, ['queued', 'offered']);
  expect((offered?.at ?? 0) - (queued?.at ?? 0)).toBeLessThanOrEqual(1_000);
  await call.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk.id && each.phase === 'ending');
  await dispose(talk.id);
});

test('who waits hears it all, the number before the debt, and then the place', async () => {
  const first = dial(DIRECT_NUMBER, '04149990001');
  const ringing = await agent.phone.nextCall(10_000);
  await ringing.answer();
  const talk = await floor.callUntil('the talk', each => each.phase === 'talking');
  const call = await choosesFault(IN_DEBT);
  for (const said of [NUMBER, LAST, 'deuda-intro', 'deuda-como-pagar', NEXT])
    await untilHeard(call, said, 60_000);
  await first.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk.id && each.phase === 'ending');
  await dispose(talk.id);
  const next = await agent.phone.nextCall(10_000);
  await next.answer();
  const second = await floor.callUntil('the second talk', each => each.phase === 'talking');
  expect(second).not.toHaveProperty('unheard');
  await call.hangUp();
  await floor.callUntil('wrap-up', each => each.id === second.id && each.phase === 'ending');
  await dispose(second.id);
});

test('whoever knows it by heart leaves it out with #, and hears the place', async () => {
  await agent.desk.post('/agents/me/will', { will: { kind: 'off' } });
  const call = await choosesFault(IN_DEBT);
  await untilHeard(call, LAST);
  await call.sendDigits('#');
  await untilHeard(call, NEXT);
  expect(heardPrompt(call.earpiece, 'deuda-como-pagar')).toBe(false);
});

test('killed in the middle of it, the call process finds the caller at their place and tells nothing twice', async () => {
  const call = await choosesFault(KNOWN);
  await untilHeard(call, NUMBER);
  const ticket = ticketOf(KNOWN);
  await centre.kill('calls');
  const started = centre.start('calls');
  // Asterisk speaks on by itself.
  await untilHeard(call, LAST);
  call.earpiece.forget();
  await started;
  await untilHeard(call, NEXT);
  expect(heardPrompt(call.earpiece, NUMBER)).toBe(false);
  expect(await factsOf(ticket, ['queued'])).toHaveLength(1);
});

test('who cuts the greeting with a key is rung for at once, and hears of the recording before the talk', async () => {
  await agent.desk.post('/agents/me/will', { will: { kind: 'ready' } });
  const call = dial('*626', KNOWN);
  await call.answered;
  await call.sendDigits('0');
  const ringing = await agent.phone.nextCall(5_000);
  await ringing.answer();
  expect(shownFrom(KNOWN)?.phase).toBe('offered');
  await untilHeard(call, NOTICE);
  await Talk.between(call, ringing, agent.desk);
  expect(heardPrompt(call.earpiece, MENU)).toBe(false);
  const talk = shownFrom(KNOWN);
  expect(talk).toMatchObject({ phase: 'talking', unheard: ['ticket-number'] });
  await call.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk?.id && each.phase === 'ending');
  await dispose(talk?.id ?? '');
});
