import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { untilHeard } from '../kit/prompt.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from './direct-number.ts';
import type { LiveView } from './live-view.ts';
import { Talk } from './talk.ts';

/** PostgreSQL and Redis die under calls, the one after the other, and each is away for a minute full of callers. */
const AWAY_MS = 60_000;
/** How long PostgreSQL is away alone, and at the other end Redis. */
const ALONE_MS = 20_000;
/** Far above what it takes, and below any wait for a store that does not answer. */
const SLOWEST_MS = 2_000;
const SOON = { timeout: 30_000, interval: 250 };

interface Agent {
  readonly desk: Desk;
  readonly phone: DeskPhone;
  readonly hz: number;
}

/** Who was served in it, and how long it took at most from dialling the direct number until a telephone rang. */
interface Period {
  served: number;
  slowestMs: number;
}

interface Caller {
  readonly call: OutgoingCall;
  /** As the pages show their number. */
  readonly line: string;
  readonly hz: number;
}

let flowsDir: string;
let centre: CentreWorld;
let customers: SipPhone;
let supervisor: Desk;
let floor: LiveView;
let agents: Agent[] = [];
const callers: Caller[] = [];
/** Those who were handed over and have hung up, disposed of. */
const served: Caller[] = [];

beforeAll(async () => {
  flowsDir = directFlows();
  centre = await startCentre({ flowsDir });
  await openDirectNumber(centre);
  customers = await openPhone();
  supervisor = await centre.logIn('supervisor');
  floor = supervisor.watch();
  const person = async (username: string, hz: number) => ({
    ...(await deskAgent(centre, { username })),
    hz,
  });
  agents = [await person('ana', 1000), await person('berta', 700), await person('carla', 850)];
});

afterAll(async () => {
  floor?.close();
  for (const { phone } of agents) await phone.phone.close();
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

function dial(number: string, hz = 500): Caller {
  const from = `0414888${String(callers.length).padStart(4, '0')}`;
  const call = customers.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from });
  const caller = { call, hz, line: `+58${from.slice(1)}` };
  callers.push(caller);
  return caller;
}

function untilAt({ line }: Caller, phase: CallPicture['phase']): Promise<CallPicture> {
  return floor.callUntil(`${line} is ${phase}`, call => call.callerNumber === line && call.phase === phase);
}

const workOf = ({ desk }: Agent) => floor.agents.get(desk.me.person.id)?.work.kind;

/** The caller comes to talk with whoever is free; both hear each other. */
async function handedOver(caller: Caller) {
  const { id, agent: person } = await untilAt(caller, 'offered');
  const agent = agents.find(({ desk }) => desk.me.person.id === person);
  if (!agent) throw new Error(`${person} has no desk here`);
  const ringing = await agent.phone.nextCall();
  const talk = await Talk.between(caller.call, ringing, agent.desk, { customer: caller.hz, agent: agent.hz });
  const dialled = caller.call.momentOf('invite-sent') ?? Number.NaN;
  return { id, agent, talk, ms: (ringing.momentOf('invite-received') ?? Number.NaN) - dialled };
}

/** They are handed over, talk and hang up, and the agent disposes of their call. Answers with the ms until it rang. */
async function serve(caller: Caller): Promise<number> {
  const { id, agent, ms } = await handedOver(caller);
  await caller.call.hangUp();
  await floor.until('wrap-up', () => workOf(agent) === 'wrap-up');
  await agent.desk.post(`/calls/${id}/disposition`, { disposition: 'en-seguimiento', note: 'Sin base.' });
  await floor.until('the agent is free again', () => workOf(agent) === 'idle');
  served.push(caller);
  return ms;
}

/** Calls *626, hears the ticket number while a telephone rings, and is served. */
async function fromTheMenu(): Promise<void> {
  const caller = dial('*626', 600);
  await caller.call.answered;
  await caller.call.sendDigits('1#');
  await untilHeard(caller.call, 'su-numero-de-atencion-es');
  const { ticket } = await untilAt(caller, 'offered');
  expect(ticket).toMatch(/^OA-\d{4}-\d{6}$/);
  await serve(caller);
}

describe('PostgreSQL and Redis, killed under calls and away for a minute each', () => {
  let talk: Talk;
  let talkId: string;
  let postgresDied: number;
  let redisDied: number;
  const periods = {
    'PostgreSQL alone away': { served: 0, slowestMs: 0 },
    'both away': { served: 0, slowestMs: 0 },
    'Redis alone away': { served: 0, slowestMs: 0 },
  } satisfies Record<string, Period>;
  /**
   * Caller after caller until a moment has come, and beside them one from *626, who takes their time. The long talk is
   * heard all along.
   */
  async function serveUntil(moment: number, period: Period): Promise<void> {
    let menuIsDone = false;
    const menu = fromTheMenu().finally(() => {
      menuIsDone = true;
    });
    const oneAfterTheOther = async () => {
      while (performance.now() < moment || !menuIsDone) {
        const [ms] = await Promise.all([serve(dial(DIRECT_NUMBER)), talk.isHeard()]);
        period.served += 1;
        period.slowestMs = Math.max(period.slowestMs, ms);
      }
    };
    await Promise.all([oneAfterTheOther(), menu]);
    period.served += 1;
  }

  async function health(): Promise<{ status: number; components: Record<string, string> }> {
    const answer = await fetch(`${centre.webUrl}/health/ready`);
    return { status: answer.status, ...((await answer.json()) as { components: Record<string, string> }) };
  }

  test('PostgreSQL dies: the voice stays, the agent can do all with the call, and callers are served', async () => {
    const first = await handedOver(dial(DIRECT_NUMBER, 440));
    talk = first.talk;
    talkId = first.id;
    await centre.postgres.kill9();
    postgresDied = performance.now();
    await talk.desk.post(`/calls/${talkId}/hold`);
    await talk.customer.until(each => !each.hears(talk.voices.agent), 10_000, 'the customer is on hold');
    await talk.desk.post(`/calls/${talkId}/resume`);
    await talk.isHeard();
    await serveUntil(postgresDied + ALONE_MS, periods['PostgreSQL alone away']);
    await floor.until('the alarm', () => floor.alarms.has('database'));
    expect(await health()).toMatchObject({
      status: 503,
      components: { database: 'away', redis: 'up', calls: 'up', asterisk: 'up' },
    });
  });

  test('Redis dies too: callers go on to be served, and hear the number of their ticket', async () => {
    await centre.redis.kill9();
    redisDied = performance.now();
    await serveUntil(redisDied, periods['both away']);
    await expect.poll(health, SOON).toMatchObject({
      status: 503,
      components: { database: 'away', redis: 'away', calls: 'up', asterisk: 'up' },
    });
    expect(floor.alarms.has('database')).toBe(true);
  });

  test('a call process that is killed meanwhile does not need them: it comes back and serves on', async () => {
    await centre.kill('calls');
    await centre.start('calls');
    await talk.isHeard();
    const caller = dial(DIRECT_NUMBER);
    await serve(caller);
    const { ticket } = await floor.callUntil('the talk is known', call => call.id === talkId);
    expect(ticket).toMatch(/^OA-\d{4}-\d{6}$/);
  });

  test('nobody misses them who gives up while waiting, nor those who are served until the minute is over', async () => {
    const ringing = [dial(DIRECT_NUMBER), dial(DIRECT_NUMBER, 550)];
    await Promise.all(ringing.map(caller => untilAt(caller, 'offered')));
    const waiting = dial(DIRECT_NUMBER);
    const { id } = await untilAt(waiting, 'waiting');
    await waiting.call.hangUp();
    await floor.until('they are gone', () => !floor.calls.has(id));
    await Promise.all(ringing.map(serve));
    await serveUntil(postgresDied + AWAY_MS, periods['both away']);
  });

  test('PostgreSQL is back, Redis is not: callers are served, and the alarm is one of Redis, till it is back', async () => {
    await centre.postgres.restart();
    const postgresAway = performance.now() - postgresDied;
    await floor.until('the alarm is over', () => !floor.alarms.has('database'));
    await floor.until('the alarm of Redis', () => floor.alarms.has('redis'));
    await serveUntil(redisDied + AWAY_MS, periods['Redis alone away']);
    expect(await health()).toMatchObject({ status: 503, components: { database: 'up', redis: 'away' } });
    expect(floor.alarms.has('redis')).toBe(true);
    await centre.redis.restart();
    const redisAway = performance.now() - redisDied;
    await floor.until('the alarm of Redis is over', () => !floor.alarms.has('redis'));
    expect(Math.min(postgresAway, redisAway)).toBeGreaterThanOrEqual(AWAY_MS);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    console.log(`PostgreSQL was away for ${seconds(postgresAway)}, Redis for ${seconds(redisAway)}`);
    for (const [name, { served, slowestMs }] of Object.entries(periods)) {
      console.log(`${name}: ${served} handed over, the slowest in ${Math.round(slowestMs)} ms`);
      expect(slowestMs).toBeLessThan(SLOWEST_MS);
    }
  });

  test('both are back and told everything once: every call has its one ticket', async () => {
    await talk.isHeard();
    await talk.agent.hangUp();
    await talk.customer.ended;

    const tickets = async () =>
      (await inDatabase<{ line: string }>('select caller_number as line from tickets order by 1')).map(
        ({ line }) => line,
      );
    await expect.poll(tickets, SOON).toEqual(callers.map(({ line }) => line).sort());
    const undone = `select name from outbox where done_at is null and name like '%call'`;
    await expect.poll(() => inDatabase(undone), SOON).toEqual([]);
    const unlike = `select c.id from calls c full join tickets t on t.opened_by = c.id
                    where t.number is distinct from c.ticket`;
    expect(await inDatabase(unlike)).toEqual([]);
    // What was decided while nobody could write it down is on the tickets as well.
    const disposed = async () => {
      const rows = await inDatabase<{ line: string }>(
        `select t.caller_number as line from tickets t join ticket_events e on e.ticket = t.number
         where e.kind = 'disposition' and t.state = 'in-progress' and t.level = 1 order by 1`,
      );
      return rows.map(({ line }) => line);
    };
    await expect.poll(disposed, SOON).toEqual(served.map(({ line }) => line).sort());
    expect(await tickets()).toEqual(callers.map(({ line }) => line).sort());
  });

  test('both are asked again as ever: the next caller is served, and their ticket is there at once', async () => {
    await expect.poll(health, SOON).toMatchObject({ status: 200 });
    const caller = dial(DIRECT_NUMBER);
    const { id } = await handedOver(caller);
    const { ticket } = await floor.callUntil('the talk', call => call.id === id && call.phase === 'talking');
    await supervisor.ticketUntil(ticket, 'is in progress', each => each.state === 'in-progress');
    await caller.call.hangUp();
  });
});
