import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SipAccount } from '../../src/http/shapes/session.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { deskAgent } from './desk-phone.ts';
import { flowsWith, STRAIGHT_TO_QUEUE } from './flows.ts';
import type { LiveView } from './live-view.ts';

/** Asterisk dies with everybody on it: one talks, one is recorded on hold, one waits, one is in the menu. */
let flowsDir: string;
let centre: CentreWorld;
let customers: SipPhone;
let floor: LiveView;
let database: pg.Client;
const agents: Awaited<ReturnType<typeof deskAgent>>[] = [];
const callers: OutgoingCall[] = [];

beforeAll(async () => {
  flowsDir = flowsWith({ directo: STRAIGHT_TO_QUEUE });
  centre = await startCentre({ flowsDir });
  database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  await database.query(`insert into numbers (number, flow) values ('*600', 'directo')`);
  customers = await openPhone();
  floor = (await centre.logIn('supervisor')).watch();
  for (const username of ['ana', 'berta']) agents.push(await deskAgent(centre, { username }));
  for (const { phone } of agents) phone.answersByItself = true;
});

afterAll(async () => {
  floor?.close();
  await database?.end();
  for (const { phone } of agents) await phone.phone.close();
  await customers?.close();
  await centre?.stop();
  rmSync(flowsDir, { recursive: true, force: true });
});

function dial(number: string): OutgoingCall {
  const from = `0414999${String(callers.length).padStart(4, '0')}`;
  const call = customers.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from });
  callers.push(call);
  return call;
}

const inPhase = (phase: string) => [...floor.calls.values()].filter(call => call.phase === phase);
const workOf = (desk: Desk) => floor.agents.get(desk.me.person.id)?.work;

describe('Asterisk, killed under calls', () => {
  test('ends every call once, and each of them has its ticket', async () => {
    for (let talking = 1; talking <= 2; talking += 1) {
      dial('*600');
      await floor.until('one more talks', () => inPhase('talking').length === talking);
    }
    const ears = await Promise.all(agents.map(({ phone }) => phone.nextCall()));
    const held = inPhase('talking')[0];
    const holder = agents.find(({ desk }) => desk.me.person.id === held?.agent);
    await holder?.desk.post(`/calls/${held?.id}/hold`);
    dial('*600');
    await floor.until('one waits', () => inPhase('waiting').length === 1);
    dial('*626');
    await floor.until('one is in the menu', () => inPhase('welcome').length === 1);
    const known = [...floor.calls.keys()].sort();
    expect(known).toHaveLength(4);

    await centre.asterisk.kill9();
    for (const call of [...callers, ...ears]) call.drop();
    await floor.until('the alarm', () => floor.alarms.has('asterisk'));
    await centre.asterisk.restart();
    await floor.until('the alarm is over', () => !floor.alarms.has('asterisk'));
    await floor.until('nobody waits or talks', () =>
      ['welcome', 'waiting', 'offered', 'talking'].every(phase => inPhase(phase).length === 0),
    );

    const ends = async () =>
      (
        await database.query<{ call: string; times: number }>(
          `select call, count(*)::int as times from call_events where kind = 'call-ended' group by call order by call`,
        )
      ).rows;
    await waitUntil(async () => (await ends()).length >= known.length, {
      what: 'the ends are written down',
      within: 10_000,
      every: 100,
    });
    expect((await ends()).map(({ call }) => call)).toEqual(known);
    expect((await ends()).filter(({ times }) => times !== 1)).toEqual([]);
    const opened = async () =>
      (await database.query('select opened_by from tickets order by opened_by')).rows.map(
        row => row.opened_by as string,
      );
    await waitUntil(async () => (await opened()).length >= known.length, {
      what: 'the tickets',
      within: 10_000,
    });
    expect(await opened()).toEqual(known);
  });

  test('leaves the agents their wrap-up and nothing else to do: they are free after it', async () => {
    for (const { desk } of agents) {
      const work = workOf(desk);
      expect(work?.kind).toBe('wrap-up');
      if (work?.kind !== 'wrap-up') return;
      await desk.post(`/calls/${work.call}/disposition`, { disposition: 'llamada-equivocada', note: '' });
      await floor.until('free', () => workOf(desk)?.kind === 'idle');
    }
    await floor.until('no call is left', () => floor.calls.size === 0);
  });

  test('has every line again: the telephones register and the next caller is served', async () => {
    const admin = await centre.logIn('admin');
    for (const { phone, person } of agents) {
      const account = await admin.get<SipAccount>(`/people/${person.id}/phone`);
      const registrar = `sip:127.0.0.1:${centre.sipPort}`;
      await phone.phone.register({ user: account.user, password: account.password, registrar });
      await floor.until('the telephone is back', () => floor.agents.get(person.id)?.mayBeOffered);
    }
    const call = dial('*600');
    const { agent } = await floor.callUntil('the talk', each => each.phase === 'talking');
    const served = agents.find(({ desk }) => desk.me.person.id === agent);
    const ear = await served?.phone.nextCall();
    void ear?.play(tone(900));
    await call.until(each => each.hears(900), 10_000, 'the customer hears the agent');
    await call.hangUp();
  });
});
