import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { openCentreLink } from '../adapters/centre-link/client.ts';
import { httpCrm } from '../adapters/crm/http-crm.ts';
import { auditSpool, headFile } from '../adapters/files/audit-files.ts';
import { fileShelf } from '../adapters/files/file-shelf.ts';
import { keptSounds } from '../adapters/files/kept-sounds.ts';
import { memoryThrottle } from '../adapters/memory/throttle.ts';
import { hashPassword, verifyPassword } from '../adapters/passwords/argon2.ts';
import { postgresAlarms } from '../adapters/postgres/alarms.ts';
import { postgresAudit } from '../adapters/postgres/audit-log.ts';
import { postgresCentre } from '../adapters/postgres/centre.ts';
import { postgresChangeFeed } from '../adapters/postgres/change-feed.ts';
import { postgresContacts } from '../adapters/postgres/contacts.ts';
import { postgresCustomerHistory } from '../adapters/postgres/customer-history.ts';
import { postgresCustomers } from '../adapters/postgres/customers.ts';
import { type Database, openDatabase } from '../adapters/postgres/database.ts';
import { postgresFigures } from '../adapters/postgres/figures.ts';
import { postgresHistory } from '../adapters/postgres/history.ts';
import { openListenConnection } from '../adapters/postgres/listen-connection.ts';
import { postgresListenLog } from '../adapters/postgres/listen-log.ts';
import { postgresNotices } from '../adapters/postgres/notices.ts';
import { postgresPeople } from '../adapters/postgres/people.ts';
import { postgresRecordings } from '../adapters/postgres/recordings.ts';
import { postgresScheduledCalls } from '../adapters/postgres/scheduled-calls.ts';
import { requireSchema } from '../adapters/postgres/schema-version.ts';
import { postgresSecondFactors } from '../adapters/postgres/second-factors.ts';
import { postgresSessions } from '../adapters/postgres/sessions.ts';
import { postgresTicketContext } from '../adapters/postgres/ticket-context.ts';
import { postgresTickets } from '../adapters/postgres/tickets.ts';
import { connectRedis } from '../adapters/redis/connection.ts';
import { redisThrottle } from '../adapters/redis/throttle.ts';
import { makeSipProxy } from '../adapters/sip-proxy/sip-proxy.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { ChainWatch } from '../audit/chain-watch.ts';
import { publicOrigin } from '../config/network.ts';
import type { WebConfig } from '../config.ts';
import { NO_CRM } from '../customers/crm.ts';
import type { FirstAdmin } from '../http/first-admin.ts';
import { readFlow, readPromptNames } from '../ivr/load.ts';
import { type Clock, systemClock } from '../kit/clock.ts';
import type { Words } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { LoopLag } from '../kit/loop-lag.ts';
import { withLimitAlarm } from '../tickets/limit-alarm.ts';
import { loggedTickets } from '../tickets/logged-store.ts';
import { ticketDesk } from '../tickets/ticket-workflow.ts';
import { composeWeb, type Web } from './compose-web.ts';
import { untilStoreAnswers } from './until-store-answers.ts';
import { machineReset } from './web/machine-reset.ts';

/** A part that does not answer a probe in this time counts as away, ms. */
const PROBE_MS = 1_000;
/** Answers under way get this long to end, ms. */
const DRAIN_MS = 3_000;

/**
 * The web process: pages, API, live news, the way of SIP to Asterisk. Resolves when it listens; PostgreSQL, Redis
 * and `calls` may be away then and later. Rejects when the port is taken or the database is a newer program's.
 */
export async function runWeb(config: WebConfig, log: Log): Promise<{ stop(): Promise<void> }> {
  const clock = systemClock(config.testClock ?? 0);
  const db = openDatabase(config.databaseUrl, log);
  // Changed rows are read by key with every batch of jobs, lists when somebody looks: their plans are made differently.
  const changesDb = openDatabase(config.databaseUrl, log, { byKey: true, max: 1 });
  const listenConnection = openListenConnection(config.databaseUrl, log);
  const redis = connectRedis(config.redisUrl, log, 'failing');
  const centre = openCentreLink({ url: config.innerUrl, clock, log });
  const sip = makeSipProxy(config.asteriskAddress, clock);
  const alarms = postgresAlarms(db, listenConnection);
  const auditStore = postgresAudit(db);
  const auditFolder = join(config.dataDir, 'audit');
  let web: Web | null = null;
  const stopping = new AbortController();
  let listening = false;
  const runFolder = join(config.dataDir, 'run');
  const readyFile = join(runFolder, 'web.ready');
  /** The launcher shows what is written here to anyone who installs. */
  const linkFile = join(runFolder, 'admin-link');

  const loop = new LoopLag();
  const stop = async () => {
    stopping.abort();
    loop.stop();
    // What lies there before we listen belongs to another process on the same folder.
    if (listening) for (const file of [readyFile, linkFile]) rmSync(file, { force: true });
    if (web !== null) await drained(web, clock);
    await Promise.all([centre.close(), listenConnection.close()]);
    redis.disconnect();
    await Promise.all([db.close(), changesDb.close()]);
    log.info('web listening → stopped');
  };

  try {
    mkdirSync(runFolder, { recursive: true });
    await prepare();
    web = await composeWeb(
      {
        config,
        clock,
        log,
        version: versionOf(config.appDir),
        people: postgresPeople(db),
        sessions: postgresSessions(db, listenConnection),
        secondFactors: postgresSecondFactors(db),
        resetOnMachine: machineReset(runFolder, clock, log),
        throttle: redisThrottle(redis, memoryThrottle(clock)),
        passwords: { hash: hashPassword, verify: verifyPassword },
        centre,
        calls: postgresHistory(db),
        tickets: ticketDesk(
          withLimitAlarm(loggedTickets(postgresTickets(db), log), alarms, clock, log),
          postgresTicketContext(db),
          clock,
          config,
        ),
        recordings: postgresRecordings(db),
        listenLog: postgresListenLog(db),
        sounds: keptSounds(config.recordingsDir),
        alarms,
        notices: postgresNotices(db, listenConnection),
        scheduledCalls: postgresScheduledCalls(db, listenConnection),
        settings: postgresCentre(db, listenConnection),
        customers: postgresCustomers(db),
        crm: config.crm === null ? NO_CRM : httpCrm(config.crm, clock, log),
        contacts: postgresContacts(db),
        fileShelf: fileShelf(join(config.dataDir, 'received')),
        customerHistory: postgresCustomerHistory(db),
        figures: postgresFigures(db, () => clock.now()),
        audit: new AuditLog(auditStore, auditSpool(join(auditFolder, 'waiting-web.jsonl')), clock, log),
        auditStore,
        chainWatch: new ChainWatch(auditStore, headFile(join(auditFolder, 'head.json')), alarms, {
          clock,
          log,
        }),
        flowTitle: flow => titleOf(flow, config),
        loopMs: () => loop.take(),
        probes: {
          database: () => within(clock, answers(db)),
          redis: () => within(clock, pongs(redis)),
          asterisk: () => sip.reachable(),
        },
      },
      postgresChangeFeed(changesDb, listenConnection, log),
      sip,
    );
    await listen(web, config);
    loop.start();
    listening = true;
    rmSync(linkFile, { force: true });
    if (!config.demo) await inviteAdmin(web.firstAdmin);
  } catch (error) {
    await stop();
    throw error;
  }
  writeFileSync(readyFile, `${process.pid}\n`);
  log.info({ bind: config.bind, port: config.httpPort }, 'web starting → listening');
  return { stop };

  /** Until the database is of this version. While it is away the web serves what it can, and waits for it. */
  async function prepare(): Promise<void> {
    const prepared = withStore(() => requireSchema(db));
    await prepared.begun;
    prepared.done.catch((error: unknown) => {
      if (!stopping.signal.aborted) refuse(error);
    });
  }

  /** An empty centre: the one-time link for its first administrator. */
  async function inviteAdmin(firstAdmin: FirstAdmin): Promise<void> {
    const invited = withStore(async () => {
      const token = await firstAdmin.invite(() => rmSync(linkFile, { force: true }));
      if (token === null) return;
      writeFileSync(linkFile, `${publicOrigin(config)}/first-admin#${token}\n`, { mode: 0o600 });
    });
    invited.done.catch((error: unknown) => {
      if (!stopping.signal.aborted) log.error({ err: error }, 'there is no link for the first administrator');
    });
    await invited.begun.catch(() => undefined);
  }

  /** Work with the database: `begun` does not wait for one that is away, `done` does. Both reject with other faults. */
  function withStore(work: () => Promise<unknown>): { begun: Promise<unknown>; done: Promise<unknown> } {
    const { signal } = stopping;
    let away = (): void => undefined;
    const gone = new Promise<void>(resolve => {
      away = resolve;
    });
    const done = untilStoreAnswers(work, log, { signal, away: () => away() });
    return { begun: Promise.race([done, gone]), done };
  }

  /** A newer database showed up late: working on it could destroy what it knows. */
  function refuse(error: unknown): void {
    log.fatal({ err: error }, 'this database cannot be used');
    process.exitCode = 1;
    void stop();
  }
}

async function listen(web: Web, { bind, httpPort }: WebConfig): Promise<void> {
  try {
    await web.app.listen({ host: bind, port: httpPort });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    const why =
      code === 'EADDRINUSE'
        ? ['ya está ocupado', 'is taken already']
        : ['no se permite a este usuario', 'is not allowed to this user'];
    throw new Error(
      `El puerto ${httpPort} de ${bind} ${why[0]}; elija otro con CAUCE_HTTP_PORT. / ` +
        `Port ${httpPort} of ${bind} ${why[1]}; choose another one with CAUCE_HTTP_PORT.`,
      { cause },
    );
  }
}

/** Ends the web; anyone who still listens to a recording after a while is cut off. */
async function drained(web: Web, clock: Clock): Promise<void> {
  const patience = clock.after(DRAIN_MS, () => web.app.server.closeAllConnections());
  await web.stop();
  patience.cancel();
}

async function answers(db: Database): Promise<boolean> {
  await db.query('select 1');
  return true;
}

async function pongs(redis: Redis): Promise<boolean> {
  return (await redis.ping()) === 'PONG';
}

/** False when it fails or takes too long. */
function within(clock: Clock, probe: Promise<boolean>): Promise<boolean> {
  return new Promise(resolve => {
    const limit = clock.after(PROBE_MS, () => resolve(false));
    probe
      .catch(() => false)
      .then(up => {
        limit.cancel();
        resolve(up);
      });
  });
}

/** Flows are named by their file; any other name is not looked for. */
async function titleOf(flow: string, config: WebConfig): Promise<Words | null> {
  if (!/^[a-z0-9-]+$/.test(flow)) return null;
  try {
    const prompts = await readPromptNames(config.promptsDir);
    const read = await readFlow(join(config.flowsDir, `${flow}.yaml`), prompts);
    return read.ok ? read.value.title : null;
  } catch {
    return null;
  }
}

function versionOf(appDir: string): string {
  try {
    const { version }: { version?: unknown } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
