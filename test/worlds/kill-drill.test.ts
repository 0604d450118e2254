import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentPicture, CallPicture } from '../../src/http/shapes.ts';
import type { OutgoingCall } from '../../src/launcher/call/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/launcher/call/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, type RoleName, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { directFlows, openDirectNumber } from './direct-number.ts';
import type { LiveView } from './live-view.ts';
import { onTheSwitch } from './on-the-switch.ts';

/**
 * A busy centre, and its processes killed in the middle of it: 10 calls talking, one on hold, 5 waiting, 3 in the menu,
 * 2 ringing and one agent in wrap-up.
 */
const TALKING = 10;
const RINGING = 2;
const WAITING = 5;
const IN_MENU = 3;

let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let database: pg.Client;
const agents: { desk: Desk; phone: DeskPhone }[] = [];
const callers: OutgoingCall[] = [];
const ended = new Map<OutgoingCall, string>();

function dial(number: string): OutgoingCall {
  const from = `0414777${String(callers.length).padStart(4, '0')}`;
  const call = customers.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from, sound: false });
  callers.push(call);
  void call.ended.then(how => ended.set(call, JSON.stringify(how)));
  return call;
}

const inPhase = (phase: CallPicture['phase']) =>
  [...floor.calls.values()].filter(call => call.phase === phase);
const busyWith = (kind: AgentPicture['work']['kind']) =>
  [...floor.agents.values()].filter(agent => agent.work.kind === kind);

async function untilPhase(phase: CallPicture['phase'], count: number): Promise<void> {
  await floor.until(`${count} calls ${phase}`, () => inPhase(phase).length === count, 60_000);
}

async function counted(): Promise<{ channels: number; bridges: number }> {
  const [channels, bridges] = await Promise.all([
    onTheSwitch<unknown[]>(centre, 'channels'),
    onTheSwitch<unknown[]>(centre, 'bridges'),
  ]);
  return { channels: channels.length, bridges: bridges.length };
}

/** Legs and bridges that the calls on the floor account for: one for each customer and agent, one for each recording. */
function accountedFor(): { channels: number; bridges: number } {
  const calls = [...floor.calls.values()];
  const withAgent = calls.filter(call => call.phase === 'talking' || call.phase === 'offered').length;
  const recorded = calls.filter(call => call.phase === 'talking').length;
  const present = calls.filter(call => call.phase !== 'ending').length;
  return { channels: present + withAgent + recorded, bridges: recorded };
}

beforeAll(async () => {
  centre = await startCentre({ flowsDir: directFlows(), rtpPortCount: 400 });
  database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  await openDirectNumber(centre);
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  const admin = await centre.logIn('admin');
  customers = await openPhone({ sound: false });
  for (let i = 0; i < TALKING + 1 + 1 + RINGING; i += 1) {
    const agent = await deskAgent(centre, { username: `mesa${i}` }, admin);
    agent.phone.answersByItself = i < TALKING + 2;
    agents.push(agent);
  }
}, 240_000);

afterAll(async () => {
  floor?.close();
  await database?.end();
  for (const { phone } of agents) await phone.phone.close();
  await customers?.close();
  await centre?.stop();
});

describe('a busy centre whose processes are killed', () => {
  let waitingOrder: string[] = [];

  test('is busy in every way a centre can be', async () => {
    for (let i = 0; i < TALKING + 2; i += 1) {
      const before = inPhase('talking').length;
      dial('*600');
      await floor.until('one more talks', () => inPhase('talking').length > before);
    }
    for (let i = 0; i < RINGING; i += 1) dial('*600');
    await untilPhase('offered', RINGING);
    const [first, second] = inPhase('talking');
    const deskOf = (call: CallPicture | undefined) =>
      agents.find(each => each.desk.me.person.id === call?.agent)?.desk;
    await deskOf(first)?.post(`/calls/${first?.id}/hold`);
    await deskOf(second)?.post(`/calls/${second?.id}/hang-up`);
    await floor.until('one is on hold', () => inPhase('talking').some(call => call.onHold));
    await floor.until('one agent is in wrap-up', () => busyWith('wrap-up').length === 1);
    for (let i = 0; i < WAITING; i += 1) dial('*600');
    await untilPhase('waiting', WAITING);
    for (let i = 0; i < IN_MENU; i += 1) dial('*626');
    await untilPhase('welcome', IN_MENU);
    await untilPhase('talking', TALKING + 1);
    waitingOrder = placesInQueue();
    expect(ended.size).toBe(1);
  }, 180_000);

  function placesInQueue(): string[] {
    return inPhase('waiting')
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
      .map(call => call.id);
  }

  test.each<[string, RoleName[]]>([
    ['calls', ['calls']],
    ['web', ['web']],
    ['worker', ['worker']],
    ['all three', ['calls', 'web', 'worker']],
  ])(
    'loses nobody when %s is killed',
    async (_, victims) => {
      const talking = inPhase('talking')
        .map(call => call.id)
        .sort();
      const held = inPhase('talking').find(call => call.onHold)?.id;
      const ringing = inPhase('offered').length;
      const lostBefore = ended.size;
      await Promise.all(victims.map(name => centre.kill(name)));

      // A customer who calls just now is neither refused nor forgotten. For some milliseconds Asterisk still gives him
      // to the process that is dead: then he hears no ringing, and is found by the next one all the same.
      dial('*600');
      await Promise.all(victims.map(name => centre.start(name)));
      if (victims.includes('web')) {
        floor.close();
        floor = supervisor.watch();
      }
      await floor.until('the newcomer waits too', () =>
        inPhase('waiting').some(call => !waitingOrder.includes(call.id)),
      );
      await floor.until('everyone talks on', () => inPhase('talking').length === talking.length);

      expect(
        inPhase('talking')
          .map(call => call.id)
          .sort(),
      ).toEqual(talking);
      expect(inPhase('talking').find(call => call.onHold)?.id).toBe(held);
      expect(inPhase('offered').length).toBe(ringing);
      expect(placesInQueue().slice(0, waitingOrder.length)).toEqual(waitingOrder);
      expect(busyWith('wrap-up').length).toBe(1);
      expect([...ended.values()].slice(lostBefore)).toEqual([]);
      waitingOrder = placesInQueue();
      await waitUntil(async () => JSON.stringify(await counted()) === JSON.stringify(accountedFor()), {
        what: `no orphan: ${JSON.stringify(accountedFor())}, there are ${JSON.stringify(await counted())}`,
        within: 5_000,
        every: 200,
      });
    },
    120_000,
  );

  test('has exactly one ticket for each call when all have hung up', async () => {
    await Promise.all(callers.filter(call => !ended.has(call)).map(call => call.hangUp()));
    await waitUntil(async () => (await counted()).channels === 0, {
      what: 'silence',
      within: 30_000,
      every: 200,
    });
    const count = async () => {
      const { rows } = await database.query<{ tickets: number; calls: number }>(
        'select count(*)::int as tickets, count(distinct opened_by)::int as calls from tickets',
      );
      return rows[0];
    };
    await waitUntil(async () => (await count())?.tickets === callers.length, {
      what: `${callers.length} tickets`,
      within: 20_000,
      every: 250,
    });
    expect(await count()).toEqual({ tickets: callers.length, calls: callers.length });
  }, 90_000);
});
