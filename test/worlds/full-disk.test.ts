import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { flowsWith, STRAIGHT_TO_QUEUE } from './flows.ts';
import type { LiveView } from './live-view.ts';
import { hasSmallDisk, SmallDisk } from './small-disk.ts';

let flowsDir: string;
let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let agent: { desk: Desk; phone: DeskPhone };
let calls = 0;

describe.skipIf(!hasSmallDisk())('a disk that is full', () => {
  beforeAll(async () => {
    flowsDir = flowsWith({ directo: STRAIGHT_TO_QUEUE });
    centre = await startCentre({ flowsDir });
    const database = new pg.Client({ connectionString: centre.postgres.url });
    await database.connect();
    await database.query(`insert into numbers (number, flow) values ('*600', 'directo')`);
    await database.end();
    customers = await openPhone();
    supervisor = await centre.logIn('supervisor');
    floor = supervisor.watch();
    agent = await deskAgent(centre, { username: 'ana' });
  });

  afterAll(async () => {
    floor?.close();
    await agent?.phone.phone.close();
    await customers?.close();
    await centre?.stop();
    if (flowsDir) rmSync(flowsDir, { recursive: true, force: true });
  });

  /** A conversation with sound both ways. */
  async function talk(): Promise<{ call: OutgoingCall; shown: CallPicture }> {
    calls += 1;
    const from = `0414666${String(calls).padStart(4, '0')}`;
    const call = customers.call(`sip:*600@127.0.0.1:${centre.sipPort}`, { from });
    const ringing = await agent.phone.nextCall(20_000);
    await ringing.answer();
    void ringing.play(tone(1000));
    void call.play(tone(440));
    await call.until(each => each.hears(1000), 10_000, 'the customer hears the agent');
    await ringing.until(each => each.hears(440), 10_000, 'the agent hears the customer');
    const last = from.slice(1);
    const fits = (each: CallPicture) => each.callerNumber.endsWith(last) && each.phase === 'talking';
    return { call, shown: await floor.callUntil('the talk', fits) };
  }

  async function endOf({ call, shown }: { call: OutgoingCall; shown: CallPicture }): Promise<void> {
    await call.hangUp();
    await floor.until('wrap-up', () => floor.agents.get(agent.desk.me.person.id)?.work.kind === 'wrap-up');
    const choice = { disposition: 'en-seguimiento', note: 'Sigue.' };
    await agent.desk.post(`/calls/${shown.id}/disposition`, choice);
    await floor.until('she is free', () => floor.agents.get(agent.desk.me.person.id)?.work.kind === 'idle');
  }

  const recordingOf = async (ticket: string) =>
    (await supervisor.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`)).items[0]?.state;

  test('of the recordings keeps them on the node, says so to the supervisor, and loses none', async () => {
    const disk = new SmallDisk(join(centre.dir, 'small-recordings'), 2);
    await centre.kill('worker');
    await centre.start('worker', { disk, env: { CAUCE_RECORDINGS_DIR: disk.folder } });
    disk.fill(centre.role('worker').pid);
    const talked = await talk();
    await endOf(talked);
    await floor.until('the alarm', () => floor.alarms.has('recordings.disk-full'));
    expect(await recordingOf(talked.shown.ticket)).toBe('pending');
    disk.free(centre.role('worker').pid);
    await waitUntil(async () => (await recordingOf(talked.shown.ticket)) === 'kept', {
      what: 'the recording is kept',
      within: 45_000,
      every: 250,
    });
    await floor.until('the alarm is over', () => !floor.alarms.has('recordings.disk-full'));
  });

  test('of the call process lets calls go on without recording', async () => {
    const disk = new SmallDisk(join(centre.dir, 'small-data'), 8);
    await centre.kill('calls');
    await centre.start('calls', { disk, env: { CAUCE_DATA_DIR: disk.folder } });
    await floor.until('the alarm', () => floor.alarms.has('disk'));
    await ready();
    const talked = await talk();
    expect(floor.calls.get(talked.shown.id)?.recording).toBe(false);
    await endOf(talked);
    const page = await supervisor.ticketUntil(talked.shown.ticket, 'tells why', each =>
      each.timeline.some(entry => entry.fact.kind === 'recording-refused'),
    );
    expect(page.state).toBe('in-progress');
  });

  test('of the journal stops no call, and what was said meanwhile is saved when there is room', async () => {
    const { pid } = centre.role('calls');
    const disk = new SmallDisk(join(centre.dir, 'small-data'), 8);
    disk.fill(pid);
    const first = await talk();
    await floor.until('the alarm', () => floor.alarms.has('journal'));
    await endOf(first);
    const second = await talk();
    // The last block of the journal's file may have had room for the beginning of the first one.
    const known = (await supervisor.raw('GET', `/tickets/${second.shown.ticket}`)).status;
    disk.free(pid);
    await floor.until('the alarm is over', () => !floor.alarms.has('journal'));
    const kept = await supervisor.ticketUntil(first.shown.ticket, 'knows its disposition', each =>
      each.timeline.some(entry => entry.fact.kind === 'disposition'),
    );
    expect(kept.timeline.map(entry => entry.fact.kind)).toEqual(
      expect.arrayContaining(['call-arrived', 'answered', 'call-ended', 'wrap-up-ended']),
    );
    await endOf(second);
    await supervisor.ticketUntil(second.shown.ticket, 'is there too', each => each.state === 'in-progress');
    expect(known).toBe(404);
  });

  /** The call process on the new disk knows nobody's will. */
  async function ready(): Promise<void> {
    const will = { kind: 'ready' };
    const say = async () => (await agent.desk.raw('POST', '/agents/me/will', { will })).ok;
    await waitUntil(say, { what: 'ana is ready', within: 10_000, every: 100 });
    const id = agent.desk.me.person.id;
    await floor.until('she may be offered calls', () => floor.agents.get(id)?.mayBeOffered);
  }
});
