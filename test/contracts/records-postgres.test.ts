import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCalls } from '../../src/adapters/postgres/calls.ts';
import { postgresContacts } from '../../src/adapters/postgres/contacts.ts';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import {
  type ListenConnection,
  openListenConnection,
} from '../../src/adapters/postgres/listen-connection.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { MIGRATIONS } from '../../src/adapters/postgres/migrations/list.ts';
import { postgresOutbox } from '../../src/adapters/postgres/outbox.ts';
import { postgresPeople } from '../../src/adapters/postgres/people.ts';
import { postgresScheduledCalls } from '../../src/adapters/postgres/scheduled-calls.ts';
import { NewerDatabase } from '../../src/adapters/postgres/schema-version.ts';
import { toJson } from '../../src/adapters/postgres/text.ts';
import { ticketValues } from '../../src/adapters/postgres/ticket-rows.ts';
import { postgresTickets } from '../../src/adapters/postgres/tickets.ts';
import { PHONE_KINDS, ROLES } from '../../src/agents/events.ts';
import { SESSION_KINDS } from '../../src/agents/ports.ts';
import { EFFECTS, FITS } from '../../src/calls/dispositions.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { CUSTOMER_DEEDS } from '../../src/customers/ports.ts';
import { LANGUAGES } from '../../src/kit/errors.ts';
import { makeLog } from '../../src/kit/log.ts';
import { IMPORTANCES } from '../../src/notices/notice.ts';
import { FIRST_POLICY, readPolicy } from '../../src/outgoing/policy.ts';
import { AUTO_ANSWER, RECORDING_PAUSE_MS, RECORDING_POLICIES } from '../../src/queues/events.ts';
import { LISTENING_OUTCOMES } from '../../src/recordings/audited-listening.ts';
import { FILE_STATES, RECORDING_KINDS } from '../../src/recordings/events.ts';
import { CLOSINGS } from '../../src/scheduled-calls/scheduled-call.ts';
import { SEVERITIES } from '../../src/supervision/events.ts';
import { jobKey } from '../../src/tickets/call-jobs.ts';
import { CLOSED_AS, TICKET_STATES } from '../../src/tickets/events.ts';
import { realPostgres } from '../kit/real-parts.ts';
import { answered, arrived, ended, HOUR, NOON } from '../tickets/scene.ts';
import { auditContract } from './audit-contract.ts';
import { callsContract, entries } from './calls-contract.ts';
import { centreContract } from './centre-contract.ts';
import { contactsContract } from './contacts-contract.ts';
import { customerHistoryContract } from './customer-history-contract.ts';
import { figuresContract } from './figures-contract.ts';
import { noticesContract } from './notices-contract.ts';
import { peopleContract, person } from './people-contract.ts';
import { recordingsContract } from './recordings-contract.ts';
import { postgresWorld, type RecordsWorld } from './records-world.ts';
import { scheduledCallsContract } from './scheduled-calls-contract.ts';
import { secondFactorsContract } from './second-factors-contract.ts';
import { sightContract } from './sight-contract.ts';
import { freshTicket, ticketsContract } from './tickets-contract.ts';

const postgres = realPostgres();
const log = makeLog('test', 'silent');

describe('in PostgreSQL', () => {
  let db: Database;
  let listenConnection: ListenConnection;
  let world: RecordsWorld;
  beforeAll(async () => {
    // As in a centre: whatever these contracts ask for is allowed to the application, and nothing else is.
    const { application } = await postgres.preparedDatabase();
    db = openDatabase(application, log);
    listenConnection = openListenConnection(application, log);
    world = postgresWorld(db, listenConnection);
  });
  afterAll(async () => {
    await listenConnection.close();
    await db.close();
  });
  for (const contract of [
    peopleContract,
    secondFactorsContract,
    centreContract,
    callsContract,
    ticketsContract,
    customerHistoryContract,
    recordingsContract,
    sightContract,
    auditContract,
    contactsContract,
    figuresContract,
    noticesContract,
    scheduledCallsContract,
  ])
    contract(() => world);

  test('the caps of calls are read where they are numbers above zero', async () => {
    expect((await world.centre.load()).policies.callCaps).toBeUndefined();
    await world.seed.note('callCaps', {
      trunk: 30,
      web: 0,
      perSecond: 'many',
      perAddress: -1,
      all: 50,
      else: 1,
    });
    expect((await world.centre.load()).policies.callCaps).toEqual({ trunk: 30, all: 50 });
    await world.seed.note('callCaps', 'none');
    expect((await world.centre.load()).policies.callCaps).toBeUndefined();
  });
});

test('jobs are found by their keys, also by plans that were made while the outbox was empty', async () => {
  const { application } = await postgres.preparedDatabase();
  const db = openDatabase(application, log, { max: 1, byKey: true });
  const [tickets, outbox, calls] = [postgresTickets(db), postgresOutbox(db), postgresCalls(db)];
  const open = async () => {
    const ticket = freshTicket();
    const call = ticket.openedBy ?? '';
    await calls.save(entries(call, [{ ...arrived(), ticket: ticket.number } as CallFact]));
    await outbox.relay(500, NOON + 1, async () => undefined);
    expect(await tickets.save(ticket, null, [], [], jobKey('open-ticket', call))).toBe(true);
  };
  const read = async () => {
    await db.query('select pg_stat_force_next_flush()');
    const [row] = await db.query(
      `select sum(idx_tup_read) as rows from pg_stat_user_indexes where relname = 'outbox'`,
    );
    return row?.rows as number;
  };
  await open();
  await db.query(`insert into outbox (key, name, job, run_at)
    select 'later.' || n, 'attention-limit', '{}', ${NOON + HOUR} from generate_series(1, 5000) n`);
  const before = await read();
  await open();
  expect((await read()) - before).toBeLessThan(100);
  await db.close();
});

test('a ticket that is taken and a talk that ends are changed in place, without a word to any index', async () => {
  const { application } = await postgres.preparedDatabase();
  const db = openDatabase(application, log, { max: 1, byKey: true });
  const [tickets, calls] = [postgresTickets(db), postgresCalls(db)];
  const ticket = freshTicket();
  expect(await tickets.save(ticket, null, [], [])).toBe(true);
  const taken = { ...ticket, state: 'in-progress', assignee: 'ana', levelDueAt: NOON, version: 2 } as const;
  expect(await tickets.save(taken, 1, [], [])).toBe(true);
  const talk = [{ ...arrived(), scheduled: 'p1' } as CallFact, answered(NOON + 1), ended(NOON + 2)];
  await calls.save(entries('c1', talk.slice(0, 2)));
  await calls.save(entries('c1', talk).slice(2));
  await db.query('select pg_stat_force_next_flush()');
  const changed = await db.query(
    `select relname as table, n_tup_upd as rows, n_tup_hot_upd as in_place from pg_stat_user_tables
     where relname in ('calls', 'tickets') order by relname`,
  );
  expect(changed).toEqual([
    { table: 'calls', rows: 1, in_place: 1 },
    { table: 'tickets', rows: 1, in_place: 1 },
  ]);
  await db.close();
});

test('the open promises of somebody are read without all those that they have kept', async () => {
  const { application } = await postgres.preparedDatabase();
  const db = openDatabase(application, log, { max: 1 });
  const listenConnection = openListenConnection(application, log);
  const scheduled = postgresScheduledCalls(db, listenConnection);
  const { id } = await postgresPeople(db).add(person());
  await db.query(
    `insert into scheduled_calls (id, version, person, customer_name, line, note, due_at, closed_how, closed_at, closed_why, made_by, made_at)
     select 's' || n, 1, $1, '', '+584145550101', '', n, case when n > 2 then 'done' end, case when n > 2 then n end, '', $1, n
     from generate_series(1, 5000) n`,
    [id],
  );
  await db.query(
    `insert into calls (id, direction, ticket, opens_ticket, caller_number, caller_name, dialled, priority, arrived_at, note, outcome,
       answered_at, scheduled)
     select 'c' || n, 'out', 'OA', false, '', '', '', 0, n, '', 'answered', n, 's' || n from generate_series(2, 5000) n`,
  );
  for (const table of ['scheduled_calls', 'calls']) await db.query(`analyze ${table}`);
  const read = async () => {
    await db.query('select pg_stat_force_next_flush()');
    const [row] = await db.query(
      `select sum(coalesce(idx_tup_read, 0))::int + (select sum(seq_tup_read)::int from pg_stat_user_tables
         where relname in ('calls', 'scheduled_calls')) as rows
       from pg_stat_user_indexes where relname in ('calls', 'scheduled_calls')`,
    );
    return row?.rows as number;
  };
  const before = await read();
  expect((await scheduled.open(id)).map(each => each.id)).toEqual(['s1']);
  expect((await scheduled.dueBefore(9_000, [id], 100)).map(each => each.id)).toEqual(['s1']);
  // What a call has kept and its job has not closed yet is no longer open.
  expect((await scheduled.closed(id, 2)).map(each => each.id)).toEqual(['s5000', 's4999']);
  expect((await scheduled.closed(id, 5_000)).at(-1)).toMatchObject({
    id: 's2',
    closed: { how: 'done', at: 2 },
  });
  const after = await read();
  await scheduled.open(id);
  expect((await read()) - after).toBeLessThan(50);
  expect(after).toBeGreaterThan(before);
  await listenConnection.close();
  await db.close();
});

test('the names of numbers, and the promises of a ticket, are read without all the others', async () => {
  const { application, admin } = await postgres.preparedDatabase();
  const db = openDatabase(application, log, { max: 1 });
  const listenConnection = openListenConnection(application, log);
  const scheduled = postgresScheduledCalls(db, listenConnection);
  const { id } = await postgresPeople(db).add(person());
  await db.query(
    `insert into contacts (id, owner, name, organisation, note, email, numbers, version, list_key, same, search)
     select 'k' || n, case when n % 2 = 0 then $1 end, 'Persona ' || n, '', '', '',
       jsonb_build_array(jsonb_build_object('label', 'work', 'number', '+58414' || n),
         jsonb_build_object('label', 'other', 'number', '*' || n)), 1, n, n, n
     from generate_series(10000, 29999) n`,
    [id],
  );
  await db.query(
    `insert into scheduled_calls (id, version, person, ticket, customer_name, line, note, due_at, closed_why, made_by, made_at)
     select 's' || n, 1, $1, 'OA-' || n / 2, '', '+584145550101', '', n, '', $1, n from generate_series(2, 20001) n`,
    [id],
  );
  // As PostgreSQL does by itself after a while; the application may not.
  const superuser = openDatabase(admin, log, { max: 1 });
  await superuser.query('analyze contacts, scheduled_calls');
  await superuser.close();
  const read = async () => {
    await db.query('select pg_stat_force_next_flush()');
    const [row] = await db.query(
      `select sum(coalesce(idx_tup_read, 0))::int + (select sum(seq_tup_read)::int from pg_stat_user_tables
         where relname in ('contacts', 'scheduled_calls')) as rows
       from pg_stat_user_indexes where relname in ('contacts', 'scheduled_calls')`,
    );
    return row?.rows as number;
  };
  const before = await read();
  const asked = Array.from({ length: 50 }, (_, place) => `+58414${20_000 + place}`);
  const names = await postgresContacts(db).namesOf(id, [...asked, '*10007', 'nobody']);
  expect(names).toEqual(
    new Map([
      ...asked.map((number, place) => [number, `Persona ${20_000 + place}`] as const),
      ['*10007', 'Persona 10007'],
    ]),
  );
  const promised = await scheduled.ofTicket('OA-700', 10);
  expect(promised.map(each => each.id)).toEqual(['s1400', 's1401']);
  const rows = (await read()) - before;
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(200);
  await listenConnection.close();
  await db.close();
});

/** The lists that the database holds, too. */
const IN_SQL: Readonly<Record<string, readonly string[]>> = {
  'people.role': ROLES,
  'people.phone_kind': PHONE_KINDS,
  'people.language': LANGUAGES,
  'queues.auto_answer': AUTO_ANSWER,
  'sessions.kind': SESSION_KINDS,
  'queues.recording': RECORDING_POLICIES,
  'dispositions.effect': EFFECTS,
  'dispositions.fits': FITS,
  'tickets.state': TICKET_STATES,
  'tickets.closed_as': CLOSED_AS,
  'recordings.state': FILE_STATES,
  'recordings.kind': RECORDING_KINDS,
  'recording_listens.outcome': LISTENING_OUTCOMES,
  'customer_deeds.deed': CUSTOMER_DEEDS,
  'alarms.severity': SEVERITIES,
  'notices.importance': IMPORTANCES,
  'scheduled_calls.closed_how': CLOSINGS,
};

describe('the schema', () => {
  test('keeps nothing apart by organisation: names and numbers are unique over the installation', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 18) });
    const db = openDatabase(url, log);
    await db.query(`insert into queues (name, title, calendar, ring_ms, wrap_up, answer_within_ms, announce_every_ms, record)
      values ('ventas', 'Ventas', 'always', 20000, true, 20000, 0, true)`);
    await db.query("insert into policies (name, value) values ('longCallMs', '60000')");
    await migrate(url);
    expect(
      await db.query(
        "select table_name from information_schema.columns where column_name = 'organization_id'",
      ),
    ).toEqual([]);
    const keys = await db.query(`
      select c.relname as of, pg_get_indexdef(i.indexrelid) as def
      from pg_index i join pg_class c on c.oid = i.indrelid
      where i.indisunique and c.relnamespace = 'public'::regnamespace`);
    const unique = (of: string) =>
      keys.filter(row => row.of === of).map(({ def }) => String(def).replace(/^.* USING btree /, ''));
    expect(unique('people')).toContain('(lower(username))');
    expect(unique('tickets')).toContain('(number)');
    expect(unique('number_leases')).toEqual(['(year)']);
    for (const table of ['queues', 'calendars', 'policies']) expect(unique(table)).toEqual(['(name)']);
    for (const table of ['dispositions', 'breaks']) expect(unique(table)).toEqual(['(code)']);
    for (const table of ['level_limits', 'ticket_routes'])
      expect(unique(table)).toEqual(['(topic, level) NULLS NOT DISTINCT']);
    expect((await db.query('select name from queues')).map(row => row.name)).toEqual(['ventas']);
    expect((await db.query("select value from policies where name = 'longCallMs'"))[0]?.value).toBe(60_000);
    await db.close();
  });

  test('is brought up once by however many processes start at the same time', async () => {
    const url = await postgres.freshDatabase();
    await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
    const db = openDatabase(url, log);
    const [row] = await db.query('select count(*) as steps, max(version) as last from schema_versions');
    expect([row?.steps, row?.last]).toEqual([MIGRATIONS.length, MIGRATIONS.at(-1)?.version]);
    expect(row).toMatchObject({ steps: MIGRATIONS.length, last: MIGRATIONS.at(-1)?.version });
    await db.close();
  });

  test('has people whose level is no role: who was of level 2 is an agent there, with a telephone, and stays logged in', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 19) });
    const db = openDatabase(url, log);
    const people = [
      ['agente1', 'agent', 1],
      ['nivel2', 'level-2', 1],
      ['nivel3', 'level-2', 3],
      ['supervisor', 'supervisor', 2],
      ['admin', 'admin', 1],
    ] as const;
    for (const [name, role, level] of people)
      await db.query(
        `insert into people (id, username, display_name, role, level, phone_kind, password_hash, language)
         values ($1, $1, $1, $2, $3, 'browser', 'hash', 'es')`,
        [name, role, level],
      );
    await db.query(`insert into sessions (id, kind, person_id, token_hash, created_at, expires_at)
      values ('s1', 'person', 'nivel2', '\\x01', 1, 9000000000000)`);
    await db.query(`insert into policies (name, value) values ('secondFactorRoles', '["level-2", "admin", "agent"]')
      on conflict (name) do update set value = excluded.value`);
    await migrate(url);
    const rows = await db.query('select id, role, level, telephone from people order by id');
    expect(rows.map(({ id, role, level, telephone }) => [id, role, level, telephone])).toEqual([
      ['admin', 'admin', 1, false],
      ['agente1', 'agent', 1, true],
      ['nivel2', 'agent', 2, true],
      ['nivel3', 'agent', 3, true],
      ['supervisor', 'supervisor', 2, false],
    ]);
    await expect(db.query("update people set role = 'level-2' where id = 'nivel2'")).rejects.toThrow();
    expect((await db.query('select person_id from sessions'))[0]?.person_id).toBe('nivel2');
    const policies = new Map(
      (await db.query('select name, value from policies')).map(row => [row.name, row.value]),
    );
    expect(policies.get('secondFactorRoles')).toEqual(['admin', 'agent']);
    expect(readPolicy(policies.get('outgoing'))?.allow).toEqual(FIRST_POLICY.allow);
    await db.close();
  });

  test('allows the words that the program has, each list as it stands in the code', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url);
    const db = openDatabase(url, log);
    const checks = await db.query(`
      select conrelid::regclass::text as of, pg_get_constraintdef(oid) as def from pg_constraint
      where contype = 'c' and pg_get_constraintdef(oid) like '%ANY (ARRAY[%'`);
    const allowed = checks.map(row => {
      const def = String(row.def);
      const words = [...def.matchAll(/'([^']*)'::text/g)].map(([, word]) => word);
      return [`${row.of}.${/\((\w+) = ANY/.exec(def)?.[1]}`, words.toSorted()];
    });
    expect(Object.fromEntries(allowed)).toEqual(
      Object.fromEntries(Object.entries(IN_SQL).map(([column, words]) => [column, words.toSorted()])),
    );
    await db.close();
  });

  test('has each call say for which promise it was made; one that was kept is closed', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 43) });
    const db = openDatabase(url, log);
    await db.query(`insert into people (id, username, display_name, password_hash, role, level, phone_kind, language)
      values ('ana', 'ana', 'Ana', '', 'agent', 1, 'browser', 'es')`);
    await db.query(`insert into scheduled_calls (id, version, person, customer_name, line, note, due_at, closed_why, made_by, made_at)
      select id, 1, 'ana', '', '', '', 1, '', 'ana', 1 from unnest('{open,kept}'::text[]) id`);
    await db.query(`insert into calls (id, direction, ticket, opens_ticket, caller_number, caller_name, dialled, priority, arrived_at, note,
        outcome, answered_at, ended_why)
      values ('c1', 'out', '', false, '', '', '', 0, 1, '', 'not-reached', null, 'no-answer'),
        ('c2', 'out', '', false, '', '', '', 0, 1, '', 'answered', 7, 'hung-up')`);
    await db.query(`insert into scheduled_call_tries (call, scheduled, at)
      values ('c1', 'open', 1), ('c2', 'kept', 1), ('lost', 'open', 1)`);
    await migrate(url);
    const listenConnection = openListenConnection(url, log);
    const scheduled = postgresScheduledCalls(db, listenConnection);
    expect(await scheduled.open('ana')).toMatchObject([{ id: 'open', tries: 1, closed: null }]);
    const [kept] = await db.query("select closed_how, closed_at from scheduled_calls where id = 'kept'");
    expect(kept).toEqual({ closed_how: 'done', closed_at: 7 });
    await listenConnection.close();
    await db.close();
  });

  test('has areas apart from queues: a ticket is in one, and a queue that is written has one', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 21) });
    const db = openDatabase(url, log);
    const queue = (name: string, title: string) =>
      db.query(
        `insert into queues (name, title, calendar, ring_ms, wrap_up, answer_within_ms, announce_every_ms, record)
         values ($1, $2, 'always', 20000, true, 20000, 0, true)`,
        [name, title],
      );
    await queue('averias', 'Averías');
    await db.query(
      `insert into people (id, username, display_name, role, level, queues, phone_kind, password_hash, language)
       values ('ana', 'ana', 'Ana', 'agent', 1, '{averias,ida}', 'browser', 'hash', 'es')`,
    );
    await db.query(`insert into ticket_routes (topic, level, area) values ('fibra', 2, 'cor')`);
    // What it has no column for yet is left out.
    await db.query('insert into tickets select * from jsonb_populate_record(null::tickets, $1)', [
      toJson({
        ...ticketValues(freshTicket({ number: 'OA-2026-000001', area: 'vieja' })),
        touched_at: new Date(),
      }),
    ]);
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 22) });
    await queue('ventas', 'Ventas');
    await migrate(url);
    expect(await db.query('select name, title from areas order by name')).toEqual([
      { name: '', title: 'Sin área' },
      { name: 'averias', title: 'Averías' },
      { name: 'cor', title: 'cor' },
      { name: 'nivel-2', title: 'nivel-2' },
      { name: 'ventas', title: 'Ventas' },
      { name: 'vieja', title: 'vieja' },
    ]);
    expect((await db.query('select name, area from queues order by name')).map(row => row.area)).toEqual([
      'averias',
      'ventas',
    ]);
    expect((await db.query('select areas from people'))[0]?.areas).toEqual(['averias', 'ida']);
    const nowhere = db.query("update tickets set area = 'nowhere' where number = 'OA-2026-000001'");
    await expect(nowhere).rejects.toThrow();
    await expect(db.query("update ticket_routes set area = 'nowhere'")).rejects.toThrow();
    await postgresTickets(db).save(
      freshTicket({ number: 'OA-2026-000002', area: '', homeArea: '' }),
      null,
      [],
      [],
    );
    await db.close();
  });

  test('has a policy of recording for each queue, which was yes or no', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url, { migrations: MIGRATIONS.filter(({ version }) => version < 24) });
    const db = openDatabase(url, log);
    for (const [name, record] of Object.entries({ averias: true, discreta: false }))
      await db.query(
        `insert into queues (name, title, calendar, ring_ms, wrap_up, answer_within_ms, announce_every_ms, record)
         values ($1, $1, 'always', 20000, true, 20000, 0, $2)`,
        [name, record],
      );
    await migrate(url);
    expect(await db.query('select name, recording, recording_pause_ms from queues order by name')).toEqual([
      { name: 'averias', recording: 'always', recording_pause_ms: RECORDING_PAUSE_MS },
      { name: 'discreta', recording: 'never', recording_pause_ms: RECORDING_PAUSE_MS },
    ]);
    await expect(db.query("update queues set recording = 'sometimes'")).rejects.toThrow();
    await expect(db.query('update queues set recording_pause_ms = 300001')).rejects.toThrow();
    await db.close();
  });

  test('of a newer release is refused and left alone', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url);
    await migrate(url, { migrations: [{ version: 99, name: 'tomorrow', sql: 'create table tomorrow ()' }] });
    await expect(migrate(url)).rejects.toThrow(NewerDatabase);
    await expect(migrate(url)).rejects.toThrow(/99/);
  });

  test('is whole or not there: a step that fails leaves no trace', async () => {
    const url = await postgres.freshDatabase();
    const migrations = [{ version: 1, name: 'broken', sql: 'create table half (); select 1 / 0' }];
    await expect(migrate(url, { migrations })).rejects.toThrow(/division/);
    await migrate(url);
  });

  test('waits for nobody: a database that does not answer is store-away', async () => {
    await expect(migrate('postgresql://cauce@127.0.0.1:9/none')).rejects.toMatchObject({
      code: 'store-away',
    });
  });
});
