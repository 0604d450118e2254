import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startJobs } from '../../src/adapters/jobs/jobs.ts';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { postgresAlarms } from '../../src/adapters/postgres/alarms.ts';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import {
  type ListenConnection,
  openListenConnection,
} from '../../src/adapters/postgres/listen-connection.ts';
import { postgresOutbox } from '../../src/adapters/postgres/outbox.ts';
import { connectRedis } from '../../src/adapters/redis/connection.ts';
import type { CallFact } from '../../src/calls/events.ts';
import type { NodeRecordings } from '../../src/calls/ports/node-recordings.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { newId } from '../../src/kit/ids.ts';
import { makeLog } from '../../src/kit/log.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { scheduledCallJobs } from '../../src/scheduled-calls/scheduled-jobs.ts';
import { jobHandlers, runJob } from '../../src/tickets/job-handlers.ts';
import type { TicketJob } from '../../src/tickets/jobs.ts';
import { realPostgres, realRedis } from '../kit/real-parts.ts';
import { recordedWav, tone } from '../kit/recorded-wav.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { answered, arrived, disposed, ended, queued } from '../tickets/scene.ts';
import { entries } from './calls-contract.ts';
import { person } from './people-contract.ts';
import { postgresWorld, type RecordsWorld } from './records-world.ts';

const postgres = realPostgres();
const redis = realRedis();
const log = makeLog('test', 'silent');
const clock = systemClock();

let db: Database;
/** Whoever types a setting into psql. */
let operator: Database;
let listenConnection: ListenConnection;
let world: RecordsWorld;
const running: { stop(): Promise<void> }[] = [];

/** Files on a telephone node that is a Map. */
const onNode = new Map<string, Buffer>();
const node: NodeRecordings = {
  list: async prefix => [...onNode.keys()].filter(name => name.startsWith(prefix)),
  async fetch(name) {
    const file = onNode.get(name);
    if (file === undefined) throw new CauceError('unknown-resource', { name });
    return file;
  },
  erase: async name => (onNode.delete(name) ? 'done' : 'gone'),
};
const kept = new Map<string, Buffer>();

beforeAll(async () => {
  const { admin, application } = await postgres.preparedDatabase();
  db = openDatabase(application, log);
  operator = openDatabase(admin, log);
  listenConnection = openListenConnection(application, log);
  world = postgresWorld(db, listenConnection);
  await operator.query(
    `insert into dispositions (code, title_es, title_en, effect) values ('resuelta', 'R', 'S', 'solved')`,
  );
});
afterAll(async () => {
  await listenConnection.close();
  await operator.close();
  await db.close();
});
beforeEach(async () => {
  await db.query('update outbox set done_at = now() where done_at is null');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(worker => worker.stop()));
});

type Run = (job: TicketJob, key: string) => Promise<void>;

const real: Run = (job, key) =>
  runJob(
    {
      ...jobHandlers({
        ...world,
        node,
        clock,
        files: {
          write: async (path, bytes) => {
            kept.set(path, bytes);
          },
        },
      }),
      ...scheduledCallJobs({ ...world, clock }),
    },
    job,
    key,
  );

/** A worker as the role builds it; `die` is what `kill -9` does to its locks: nobody renews them. */
async function worker(run: Run = real) {
  const producing = connectRedis(redis.part.url, log, 'failing');
  const working = connectRedis(redis.part.url, log, 'blocking');
  const jobs = await startJobs({
    producing,
    working,
    outbox: postgresOutbox(db),
    recordings: world.recordings,
    alarms: postgresAlarms(db, listenConnection),
    clock,
    log,
    run,
    watchOutbox: changed => listenConnection.watch(['cauce_outbox'], () => changed()),
  });
  const handle = {
    async stop() {
      await jobs.stop();
      producing.disconnect();
      working.disconnect();
    },
  };
  running.push(handle);
  return handle;
}

async function emptyRedis(): Promise<void> {
  const client = connectRedis(redis.part.url, log, 'blocking');
  await client.flushall();
  client.disconnect();
}

const fresh = () => {
  const call = newId();
  const at = clock.now();
  const first = { ...arrived(at), ticket: `OA-${call}` } as CallFact;
  return { call, ticket: `OA-${call}`, at, first };
};

const kinds = async (ticket: string) => (await world.tickets.facts(ticket)).map(one => one.fact.kind);
const unfinished = async () =>
  (await db.query('select key from outbox where done_at is null and run_at <= $1', [clock.now()])).map(
    row => row.key,
  );

describe('a call becomes its ticket', () => {
  test('within a moment, through all that happens to it, exactly once', async () => {
    await worker();
    await worker();
    const { id: agent } = await world.people.add(person());
    const { call, ticket, at, first } = fresh();
    const facts = [
      first,
      queued(at + 1),
      answered(at + 2, agent),
      ended(at + 3),
      { ...disposed(at + 4, 'resuelta', '', agent), summary: 'Sin tono.', solution: 'Se reinició.' },
    ];
    const all = entries(call, facts);
    for (const entry of all) await world.calls.save([entry]);
    await world.calls.save(all);
    await waitUntil(async () => (await world.tickets.get(ticket))?.state === 'closed', {
      what: 'the ticket is closed',
    });
    await waitUntil(async () => (await unfinished()).length === 0, { what: 'all jobs are done' });
    expect(await kinds(ticket)).toEqual([
      'opened',
      'taken',
      'level-entered',
      'disposition',
      'described',
      'solved',
      'contact-due',
      'closed',
    ]);
  });

  test('also when every job runs three times', async () => {
    await worker(async (job, key) => {
      await real(job, key);
      await Promise.all([real(job, key), real(job, key)]);
    });
    const { call, ticket, at, first } = fresh();
    await world.calls.save(entries(call, [first, queued(at + 1), answered(at + 2), ended(at + 3)]));
    await waitUntil(async () => (await unfinished()).length === 0, { what: 'all jobs are done' });
    expect(await kinds(ticket)).toEqual(['opened', 'taken', 'level-entered']);
  });

  test('fifty at a time, each with one ticket', async () => {
    await worker();
    await worker();
    const calls = Array.from({ length: 50 }, fresh);
    const batch = calls.flatMap(({ call, at, first }) =>
      entries(call, [first, queued(at + 1), answered(at + 2), ended(at + 3)]),
    );
    await world.calls.save(batch);
    await waitUntil(async () => (await unfinished()).length === 0, {
      what: 'all jobs are done',
      within: 20_000,
    });
    for (const { ticket } of calls) expect(await kinds(ticket)).toEqual(['opened', 'taken', 'level-entered']);
  });
});

describe('jobs that are handed over together', () => {
  test('run together, however many, and each holds or fails by itself', async () => {
    const calls = Array.from({ length: 30 }, fresh);
    const [odd] = calls;
    const begun = new Set<string>();
    const tries: string[] = [];
    await worker(async (job, key) => {
      begun.add(key);
      await waitUntil(() => begun.size === calls.length, { what: 'all have begun' });
      if (key === `open-ticket.${odd?.call}` && tries.push(key) <= 2) throw new Error('not yet');
      await real(job, key);
    });
    await world.calls.save(calls.flatMap(({ call, first }) => entries(call, [first])));
    await waitUntil(async () => (await unfinished()).length === 0, {
      what: 'all jobs are done',
      within: 20_000,
    });
    for (const { ticket } of calls) expect(await kinds(ticket)).toEqual(['opened']);
    expect(tries).toHaveLength(3);
    const failed = await db.query(`select key, attempts from outbox where attempts > 0 and key = any($1)`, [
      [...begun],
    ]);
    expect(failed).toEqual([{ key: `open-ticket.${odd?.call}`, attempts: 2 }]);
  });
});

describe('time passes for a ticket', () => {
  test('level 1 runs out and the ticket goes up by itself, once', async () => {
    await operator.query('update level_limits set limit_ms = 400 where topic is null and level = 1');
    await worker();
    const { call, ticket, at, first } = fresh();
    await world.calls.save(entries(call, [first, answered(at + 1)]));
    await waitUntil(async () => (await world.tickets.get(ticket))?.level === 2, { what: 'level 2' });
    await operator.query('update level_limits set limit_ms = 1800000 where topic is null and level = 1');
    expect(await kinds(ticket)).toEqual(['opened', 'taken', 'level-entered', 'escalated', 'level-entered']);
    expect((await world.tickets.get(ticket))?.area).toBe('nivel-2');
  });
});

describe('a recording', () => {
  test('is fetched, kept as µ-law with its hash and waveform, and erased on the node', async () => {
    await worker();
    const { call, at, first } = fresh();
    const name = `calls/${call}/1`;
    onNode.set(name, recordedWav(tone(1_000), { riff: 0, data: 0 }));
    await world.calls.save(
      entries(call, [
        first,
        { kind: 'recording-started', at, recording: name },
        { kind: 'recording-ended', at: at + 1_000, recording: name, ok: true },
      ]),
    );
    const id = recordingId(name);
    const card = await waitUntil(
      async () => {
        const found = await world.recordings.get(id);
        return found?.state === 'kept' ? found : null;
      },
      { what: 'the recording is kept' },
    );
    expect(card).toMatchObject({ durationMs: 1_000, bytes: 8_058 });
    expect(card.peaks).toHaveLength(400);
    const file = kept.get((await world.recordings.file(id))?.path ?? '');
    expect(file?.length).toBe(8_058);
    await waitUntil(() => !onNode.has(name), { what: 'the node is rid of it' });
  });

  test('that never comes fails with an alarm, and stays visible', async () => {
    await worker(async (job, key) => {
      // The tries before the last one are told to the outbox at once, so that nobody waits half a minute.
      await db.query('update outbox set attempts = 7 where key = $1 and attempts < 7', [key]);
      await real(job, key);
    });
    const { call, at, first } = fresh();
    const name = `calls/${call}/gone`;
    await world.calls.save(
      entries(call, [first, { kind: 'recording-ended', at, recording: name, ok: false }]),
    );
    const id = recordingId(name);
    await waitUntil(async () => (await world.recordings.get(id))?.state === 'failed', { what: 'it failed' });
    const alarm = await waitUntil(
      async () => (await world.alarms.list()).find(one => one.id === `job.keep-recording.${id}`),
      { what: 'the alarm' },
    );
    expect(alarm).toMatchObject({ severity: 'critical' });
    const [row] = await db.query('select failed_at, last_error from outbox where key = $1', [
      `keep-recording.${id}`,
    ]);
    expect(row?.failed_at).not.toBeNull();
    expect(row?.last_error).toContain('unknown-resource');
  });

  test('left as a message while the server was away opens its ticket', async () => {
    await worker();
    const call = newId();
    const recording = `fallback/${call}`;
    onNode.set(recording, recordedWav(tone(500)));
    await world.calls.save(
      entries(call, [
        {
          kind: 'message-found',
          at: clock.now(),
          ticket: `OA-${call}`,
          callerNumber: '+584145550101',
          dialled: '*626',
          recording,
        },
      ]),
    );
    const id = recordingId(recording);
    await waitUntil(async () => (await world.recordings.get(id))?.state === 'kept', { what: 'it is kept' });
    expect(await world.tickets.get(`OA-${call}`)).toMatchObject({ state: 'received', abandoned: true });
    expect((await world.recordings.get(id))?.ticket).toBe(`OA-${call}`);
  });
});

describe('nothing is lost', () => {
  test('when Redis is emptied with jobs in it', async () => {
    let open = false;
    await worker(async (job, key) => {
      if (!open) throw new CauceError('store-away');
      await real(job, key);
    });
    const calls = Array.from({ length: 5 }, fresh);
    for (const { call, at, first } of calls) await world.calls.save(entries(call, [first, answered(at + 1)]));
    await waitUntil(
      async () =>
        (await db.query('select 1 from outbox where enqueued_at is null and done_at is null')).length === 0,
      { what: 'all jobs are in Redis' },
    );
    await emptyRedis();
    open = true;
    await waitUntil(async () => (await unfinished()).length === 0, {
      what: 'all jobs are done',
      within: 20_000,
    });
    for (const { ticket } of calls) {
      expect(await kinds(ticket)).toEqual(['opened', 'taken', 'level-entered']);
      const [deadline] = await db.query(`select done_at from outbox where key = $1`, [
        `level-deadline.${ticket}.1.1`,
      ]);
      expect(deadline?.done_at).toBeNull();
    }
  });

  test('when a worker dies in the middle of its jobs: another one takes them up within seconds', async () => {
    const calls = [fresh(), fresh()];
    let hung = false;
    const producing = connectRedis(redis.part.url, log, 'failing');
    const working = connectRedis(redis.part.url, log, 'blocking');
    const dying = await startJobs({
      producing,
      working,
      outbox: postgresOutbox(db),
      recordings: world.recordings,
      // The dead tell nobody that they miss Redis.
      alarms: memoryAlarms(memoryRecords()),
      clock,
      log,
      run: () => {
        hung = true;
        return new Promise(() => undefined);
      },
      watchOutbox: changed => listenConnection.watch(['cauce_outbox'], () => changed()),
    });
    await world.calls.save(calls.flatMap(({ call, first }) => entries(call, [first])));
    await waitUntil(() => hung, { what: 'the jobs are at work' });
    // What kill -9 does: nobody renews the lock any more.
    working.disconnect();
    producing.disconnect();
    const died = performance.now();
    await worker();
    for (const { ticket } of calls) {
      await waitUntil(async () => (await world.tickets.get(ticket)) !== null, {
        what: 'the ticket',
        within: 15_000,
      });
    }
    expect(performance.now() - died).toBeLessThan(12_000);
    for (const { ticket } of calls) expect(await kinds(ticket)).toEqual(['opened']);
    void dying;
  });

  test('when Redis is away, also from the start; an alarm says so meanwhile', async () => {
    const alarm = async () => (await world.alarms.list()).find(one => one.id === 'redis');
    expect(await alarm()).toBeUndefined();
    await redis.part.kill9();
    const { call, ticket, first } = fresh();
    await worker();
    await world.calls.save(entries(call, [first]));
    const raised = await waitUntil(alarm, { what: 'the alarm', within: 20_000 });
    expect(raised.severity).toBe('critical');
    await redis.part.restart();
    await waitUntil(async () => (await alarm()) === undefined, {
      what: 'the alarm is over',
      within: 20_000,
    });
    await waitUntil(async () => (await world.tickets.get(ticket)) !== null, {
      what: 'the ticket',
      within: 20_000,
    });
  });

  test('when PostgreSQL is away under the worker', async () => {
    await worker();
    const before = fresh();
    await world.calls.save(entries(before.call, [before.first]));
    await postgres.part.kill9();
    await postgres.part.restart();
    const { call, ticket, first } = fresh();
    await waitUntil(
      async () => {
        await world.calls.save(entries(call, [first]));
        return true;
      },
      { what: 'the database takes facts', within: 20_000 },
    );
    await waitUntil(async () => (await world.tickets.get(ticket)) !== null, {
      what: 'the ticket',
      within: 20_000,
    });
    await waitUntil(async () => (await unfinished()).length === 0, { what: 'all is done', within: 20_000 });
    expect(await kinds(before.ticket)).toEqual(['opened']);
    expect(await kinds(ticket)).toEqual(['opened']);
  });
});
