import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TicketPage } from '../../src/http/shapes.ts';
import type { OutgoingCall } from '../../src/launcher/call/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { heardPrompt, untilHeard, untilHeardNumber } from '../kit/prompt.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { type DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';
import type { LiveView } from '../worlds/live-view.ts';

/** What a caller must hear is spoken while he has his place already, and no agent's answer cuts it. */

const NUMBER = 'su-numero-de-atencion-es';
const LAST = 'conserve-el-numero';
const PLACE = 'su-lugar-en-la-cola-es';
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

/** A customer who presses 1 while he is still being greeted; resolves when he has his place. */
async function choosesFault(from: string): Promise<{ call: OutgoingCall; ticket: string }> {
  const call = dial('*626', from);
  await call.answered;
  await call.sendDigits('1');
  await floor.until('his place is taken', () => shownFrom(from)?.hearsFirst === true);
  return { call, ticket: shownFrom(from)?.ticket ?? '' };
}

const dispose = (id: string) =>
  agent.desk.post(`/calls/${id}/disposition`, { disposition: 'en-seguimiento', note: '' });

async function factsOf(ticket: string, kinds: readonly string[]): Promise<{ kind: string; at: number }[]> {
  const page: TicketPage = await supervisor.ticketUntil(ticket, `knows ${kinds.join(', ')}`, each =>
    kinds.every(kind => each.timeline.some(entry => entry.fact.kind === kind)),
  );
  return kinds.map(kind => ({ kind, at: page.timeline.find(entry => entry.fact.kind === kind)?.at ?? 0 }));
}

test('an agent who is free is rung when the caller has heard his number to its end, not before', async () => {
  const { call, ticket } = await choosesFault(KNOWN);
  expect(shownFrom(KNOWN)).toMatchObject({ phase: 'waiting', position: 1, hearsFirst: true });
  await floor.until('the board shows him beside a free agent', ({ queues }) => {
    const queue = queues.get('averias');
    return queue?.waiting === 1 && queue.agentsReady === 1;
  });
  await untilHeard(call, NUMBER);
  expect(shownFrom(KNOWN)).toMatchObject({ phase: 'waiting', hearsFirst: true });
  await untilHeard(call, LAST);
  await agent.phone.nextCall(5_000);
  const [queued, offered] = await factsOf(ticket, ['queued', 'offered']);
  expect((offered?.at ?? 0) - (queued?.at ?? 0)).toBeGreaterThan(5_000);
});

test('behind him one is served meanwhile, one hears that he is second, and he is the next one', async () => {
  const { call } = await choosesFault(IN_DEBT);
  await untilHeard(call, 'deuda-intro');
  const one = dial(DIRECT_NUMBER, '04149990001');
  const other = dial(DIRECT_NUMBER, '04149990002');
  const ringing = await agent.phone.nextCall(10_000);
  await ringing.answer();
  const talk = await floor.callUntil('the talk with the one behind him', each => each.phase === 'talking');
  expect(talk.callerNumber).toMatch(/999000[12]$/);
  await floor.until('he is still first', () => shownFrom(IN_DEBT)?.position === 1);
  const second = talk.callerNumber.endsWith('1') ? other : one;
  await untilHeard(second, PLACE);
  await untilHeardNumber(second, centre.asterisk.sounds, 2);
  await untilHeard(call, LAST, 60_000);
  await untilHeard(call, NEXT);
  await ringing.hangUp();
  await floor.callUntil('wrap-up', each => each.id === talk.id && each.phase === 'ending');
  await floor.until('he may be offered', () => shownFrom(IN_DEBT)?.hearsFirst === undefined);
  await dispose(talk.id);
  await agent.phone.nextCall(10_000);
  await floor.until('he is the one', () => shownFrom(IN_DEBT)?.phase === 'offered');
});

test('whoever knows it by heart leaves it out with #', async () => {
  const { call, ticket } = await choosesFault(IN_DEBT);
  await untilHeard(call, 'deuda-como-pagar');
  await call.sendDigits('#');
  await agent.phone.nextCall(5_000);
  const [queued, offered] = await factsOf(ticket, ['queued', 'offered']);
  expect((offered?.at ?? 0) - (queued?.at ?? 0)).toBeLessThan(15_000);
});

test('killed in the middle of it, the call process finds him at his place and tells him nothing twice', async () => {
  const { call, ticket } = await choosesFault(KNOWN);
  await untilHeard(call, NUMBER);
  await centre.kill('calls');
  const started = centre.start('calls');
  // Asterisk speaks on by itself.
  await untilHeard(call, LAST);
  await started;
  let again = false;
  await waitUntil(
    async () => {
      again ||= heardPrompt(call.heard, NUMBER);
      return agent.phone.nextCall(200).catch(() => undefined);
    },
    { what: 'he is offered', within: 15_000 },
  );
  expect(again).toBe(false);
  // The agent, who was free all the time, is not rung into it.
  const [queued, ended, offered] = await factsOf(ticket, ['queued', 'first-words-ended', 'offered']);
  expect((ended?.at ?? 0) - (queued?.at ?? 0)).toBeGreaterThan(5_000);
  expect(offered?.at).toBeGreaterThanOrEqual(ended?.at ?? Number.POSITIVE_INFINITY);
});
