import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../../src/launcher/call/incoming-call.ts';
import type { OutgoingCall } from '../../src/launcher/call/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { untilHeard } from '../kit/prompt.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { flowsWith, STRAIGHT_TO_QUEUE } from './flows.ts';
import type { LiveView } from './live-view.ts';

/** Redis and PostgreSQL die under calls and stay away: longer than anything that goes on meanwhile takes. */
const AWAY_MS = Number(process.env.CAUCE_DRILL_SECONDS || 15) * 1000;

let flowsDir: string;
let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let ana: { desk: Desk; phone: DeskPhone };
let berta: { desk: Desk; phone: DeskPhone };
/** Everybody who called, by line. */
const callers = new Map<string, OutgoingCall>();

beforeAll(async () => {
  flowsDir = flowsWith({ directo: STRAIGHT_TO_QUEUE });
  centre = await startCentre({ flowsDir });
  await inDatabase(`insert into numbers (number, flow) values ('*600', 'directo')`);
  customers = await openPhone();
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  ana = await deskAgent(centre, { username: 'ana' });
  berta = await deskAgent(centre, { username: 'berta' });
});

afterAll(async () => {
  floor?.close();
  for (const each of [ana, berta]) await each?.phone.phone.close();
  await customers?.close();
  await centre?.stop();
  rmSync(flowsDir, { recursive: true, force: true });
});

async function inDatabase<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: centre.postgres.url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function dial(number: string): OutgoingCall {
  const from = `0414888${String(callers.size).padStart(4, '0')}`;
  const call = customers.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from });
  callers.set(from, call);
  return call;
}

async function inTalk(call: OutgoingCall, ringing: IncomingCall, customerHz: number, agentHz: number) {
  await ringing.answer();
  void ringing.play(tone(agentHz));
  await call.answered;
  void call.play(tone(customerHz));
  await call.until(each => each.hears(agentHz), 10_000, 'the customer hears the agent');
  await ringing.until(each => each.hears(customerHz), 10_000, 'the agent hears the customer');
}

const callOf = (desk: Desk) => [...floor.calls.values()].find(call => call.agent === desk.me.person.id);
const isIdle = (desk: Desk) => floor.agents.get(desk.me.person.id)?.work.kind === 'idle';

describe('Redis and PostgreSQL, killed under calls', () => {
  let talk: OutgoingCall;
  let anasEar: IncomingCall;
  let since: number;

  test('do not take the voice with them, nor what the agent does with the call', async () => {
    talk = dial('*600');
    anasEar = await ana.phone.nextCall();
    await inTalk(talk, anasEar, 440, 1000);
    const { id } = (await waitUntil(() => callOf(ana.desk), { what: 'the talk is seen' })) ?? { id: '' };

    await Promise.all([centre.redis.kill9(), centre.postgres.kill9()]);
    since = performance.now();
    await ana.desk.post(`/calls/${id}/hold`);
    await talk.until(each => !each.hears(1000), 10_000, 'the customer is on hold');
    await ana.desk.post(`/calls/${id}/resume`);
    await talk.until(each => each.hears(1000), 10_000, 'the customer hears the agent again');
  });

  test('are missed by no new caller: he hears his ticket number and is handed over', async () => {
    const call = dial('*626');
    await call.answered;
    await call.sendDigits('1#');
    await untilHeard(call, 'su-numero-de-atencion-es');
    const { ticket } = await floor.callUntil('the newcomer', each => each.dialled === '*626');
    expect(ticket).toMatch(/^OA-\d{4}-\d{6}$/);
    const ringing = await berta.phone.nextCall(30_000);
    await inTalk(call, ringing, 500, 700);
    const { id } = (await waitUntil(() => callOf(berta.desk), { what: 'the talk is seen' })) ?? { id: '' };
    await ringing.hangUp();
    await call.ended;
    await floor.until('wrap-up', () => !isIdle(berta.desk));
    await berta.desk.post(`/calls/${id}/disposition`, { disposition: 'en-seguimiento', note: 'Sin base.' });
    await floor.until('she is free again', () => isIdle(berta.desk));
  });

  test('are not needed by a call process that is killed meanwhile: it comes back and serves on', async () => {
    await centre.kill('calls');
    await centre.start('calls');
    await talk.until(each => each.hears(1000), 10_000, 'the customer hears the agent all the same');
    const call = dial('*600');
    const ringing = await berta.phone.nextCall(20_000);
    await inTalk(call, ringing, 500, 700);
    const shown = await waitUntil(() => callOf(berta.desk), { what: 'the talk is seen' });
    expect(shown.ticket).toMatch(/^OA-\d{4}-\d{6}$/);
    await ringing.hangUp();
    await call.ended;
    await floor.until('wrap-up', () => !isIdle(berta.desk));
    await berta.desk.post(`/calls/${shown.id}/disposition`, { disposition: 'en-seguimiento', note: '' });
    await floor.until('she is free again', () => isIdle(berta.desk));
  });

  test('are missed by nobody who gives up while waiting, and the supervisor knows that they are away', async () => {
    const taken = dial('*600');
    const ringing = await berta.phone.nextCall();
    const waiting = dial('*600');
    await floor.until('he waits', () => [...floor.calls.values()].some(call => call.phase === 'waiting'));
    await waiting.hangUp();
    await floor.until('he is gone', () => [...floor.calls.values()].every(call => call.phase !== 'waiting'));
    await inTalk(taken, ringing, 600, 800);
    await taken.hangUp();
    await floor.until('the alarm', () => floor.alarms.has('database'));
    const health = await fetch(`${centre.webUrl}/health/ready`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      components: { database: 'away', redis: 'away', calls: 'up', asterisk: 'up' },
    });
  });

  test('come back and are told everything once: every call has its one ticket', async () => {
    await pause(Math.max(0, AWAY_MS - (performance.now() - since)));
    expect(talk.hears(1000)).toBe(true);
    await Promise.all([centre.redis.restart(), centre.postgres.restart()]);
    await floor.until('the alarm is over', () => !floor.alarms.has('database'));
    await anasEar.hangUp();
    await talk.ended;

    const lines = [...callers.keys()].map(line => `+58${line.slice(1)}`).sort();
    const tickets = async () =>
      (await inDatabase<{ line: string }>('select caller_number as line from tickets')).map(row => row.line);
    await waitUntil(async () => (await tickets()).length >= lines.length, {
      what: `${lines.length} tickets`,
      within: 30_000,
      every: 250,
    });
    const undone = `select count(*)::int as jobs from outbox where done_at is null and name like '%call'`;
    await waitUntil(async () => (await inDatabase<{ jobs: number }>(undone))[0]?.jobs === 0, {
      what: 'every job of a call is done',
      within: 30_000,
      every: 250,
    });
    expect((await tickets()).sort()).toEqual(lines);
    const [unlike] = await inDatabase<{ calls: number }>(
      `select count(*)::int as calls from calls c full join tickets t on t.opened_by = c.id
       where t.number is distinct from c.ticket`,
    );
    expect(unlike?.calls).toBe(0);
    // What was decided while nobody could write it down is on the ticket as well.
    const { items } = await supervisor.get<{ items: { number: string; callerNumber: string }[] }>('/tickets');
    const second = items.find(ticket => ticket.callerNumber === lines[1]);
    const page = await supervisor.ticketUntil(second?.number ?? '', 'knows its disposition', each =>
      each.timeline.some(entry => entry.fact.kind === 'disposition'),
    );
    expect(page).toMatchObject({ state: 'in-progress', level: 1 });
  });

  test('are asked again as ever: the next caller is served, and his ticket is there at once', async () => {
    const waits = floor.agents.get(berta.desk.me.person.id)?.work;
    if (waits?.kind === 'wrap-up')
      await berta.desk.post(`/calls/${waits.call}/disposition`, { disposition: 'no-contesta', note: '' });
    const call = dial('*600');
    const ringing = await berta.phone.nextCall();
    await inTalk(call, ringing, 440, 900);
    const { ticket } = await floor.callUntil(
      'the talk',
      each => each.phase === 'talking' && each.agent === berta.desk.me.person.id,
    );
    await supervisor.ticketUntil(ticket, 'is in progress', each => each.state === 'in-progress');
    await call.hangUp();
  });
});
