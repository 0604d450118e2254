import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSpool } from '../adapters/asterisk/spool.ts';
import { recordingFiles } from '../adapters/files/recording-files.ts';
import { startJobs } from '../adapters/jobs/jobs.ts';
import { hashPassword, verifyPassword } from '../adapters/passwords/argon2.ts';
import { postgresAlarms } from '../adapters/postgres/alarms.ts';
import { postgresCentreSeed } from '../adapters/postgres/centre-seed.ts';
import { postgresContacts } from '../adapters/postgres/contacts.ts';
import { postgresCustomers } from '../adapters/postgres/customers.ts';
import { openDatabase } from '../adapters/postgres/database.ts';
import { postgresFigures } from '../adapters/postgres/figures.ts';
import { openListenConnection } from '../adapters/postgres/listen-connection.ts';
import { postgresJobBook, postgresOutbox } from '../adapters/postgres/outbox.ts';
import { postgresPeople } from '../adapters/postgres/people.ts';
import { postgresRecordings } from '../adapters/postgres/recordings.ts';
import { postgresScheduledCalls } from '../adapters/postgres/scheduled-calls.ts';
import { requireSchema } from '../adapters/postgres/schema-version.ts';
import { postgresTicketContext } from '../adapters/postgres/ticket-context.ts';
import { postgresTickets } from '../adapters/postgres/tickets.ts';
import { connectRedis } from '../adapters/redis/connection.ts';
import type { WorkerConfig } from '../config.ts';
import { systemClock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { scheduledCallJobs } from '../scheduled-calls/scheduled-jobs.ts';
import { jobHandlers, runJob } from '../tickets/job-handlers.ts';
import { withLimitAlarm } from '../tickets/limit-alarm.ts';
import { loggedTickets } from '../tickets/logged-store.ts';
import { loadDemo } from './demo.ts';
import { furnish } from './first-centre.ts';
import { untilStoreAnswers } from './until-store-answers.ts';
import { countFigures } from './worker/count-figures.ts';
import { openPulseSocket } from './worker/pulse-socket.ts';

/**
 * The worker: it takes what `calls` wrote down to tickets and recordings, and lets time pass for them. Redis,
 * PostgreSQL and Asterisk may be away for any time; it waits. Resolves when it works and `worker.ready` is
 * written; `stop` finishes the jobs at hand.
 */
export async function runWorker(config: WorkerConfig, log: Log): Promise<{ stop(): Promise<void> }> {
  const clock = systemClock(config.testClock ?? 0);
  const readyFile = join(config.dataDir, 'run', 'worker.ready');
  const db = openDatabase(config.databaseUrl, log, { byKey: true });
  await untilStoreAnswers(() => requireSchema(db), log);
  const listenConnection = openListenConnection(config.databaseUrl, log);
  const recordings = postgresRecordings(db);
  const seed = postgresCentreSeed(db);
  await untilStoreAnswers(() => furnish(seed, config.timezone), log);
  if (config.demo) await untilStoreAnswers(() => demo(config, db, seed, log), log);

  const spool = openSpool(config.asteriskUrl, clock);
  const alarms = postgresAlarms(db, listenConnection);
  const book = postgresJobBook(db);
  const ticketHandlers = jobHandlers({
    tickets: withLimitAlarm(loggedTickets(postgresTickets(db), log), alarms, clock, log),
    ticketContext: postgresTicketContext(db),
    book,
    recordings,
    node: spool.recordings,
    files: recordingFiles(config.recordingsDir),
    clock,
  });
  const scheduled = postgresScheduledCalls(db, listenConnection);
  const handlers = { ...ticketHandlers, ...scheduledCallJobs({ scheduled, book, clock }) };
  const producing = connectRedis(config.redisUrl, log, 'failing');
  const working = connectRedis(config.redisUrl, log, 'blocking');
  const jobs = await startJobs({
    producing,
    working,
    outbox: postgresOutbox(db),
    recordings,
    alarms,
    clock,
    log,
    run: (job, key) => runJob(handlers, job, key),
    watchOutbox: changed => listenConnection.watch(['cauce_outbox'], () => changed()),
  });

  const counting = countFigures(
    postgresFigures(db, () => clock.now()),
    alarms,
    clock,
    log,
  );

  const closePulse = await openPulseSocket(config.workerSocket);
  await mkdir(join(config.dataDir, 'run'), { recursive: true });
  await writeFile(readyFile, `${process.pid}\n`);
  log.info('worker is ready');
  return {
    async stop() {
      await rm(readyFile, { force: true });
      await closePulse();
      await Promise.all([jobs.stop(), counting.stop()]);
      producing.disconnect();
      working.disconnect();
      spool.close();
      await listenConnection.close();
      await db.close();
      log.info('worker has stopped');
    },
  };
}

function demo(
  config: WorkerConfig,
  db: ReturnType<typeof openDatabase>,
  seed: ReturnType<typeof postgresCentreSeed>,
  log: Log,
): Promise<void> {
  return loadDemo(
    {
      people: postgresPeople(db),
      customers: postgresCustomers(db),
      contacts: postgresContacts(db),
      seed,
      hash: hashPassword,
      verify: verifyPassword,
      log,
    },
    config.demoPassword,
  );
}
