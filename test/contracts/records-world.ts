import { memoryContacts } from '../../src/adapters/memory/address-books.ts';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryAudit } from '../../src/adapters/memory/audit.ts';
import { memoryCalls, memoryHistory, memoryLookups } from '../../src/adapters/memory/calls.ts';
import { memoryCentre } from '../../src/adapters/memory/centre.ts';
import { memoryCentreSeed } from '../../src/adapters/memory/centre-seed.ts';
import { memoryCustomerHistory } from '../../src/adapters/memory/customer-history.ts';
import { memoryCustomers } from '../../src/adapters/memory/customers.ts';
import { memoryFigures } from '../../src/adapters/memory/figures.ts';
import { memoryJobBook } from '../../src/adapters/memory/jobs.ts';
import { memoryListenLog } from '../../src/adapters/memory/listen-log.ts';
import { memoryNotices } from '../../src/adapters/memory/notices.ts';
import { memoryPeople } from '../../src/adapters/memory/people.ts';
import { memoryRecordings } from '../../src/adapters/memory/recordings.ts';
import { type MemoryRecords, memoryRecords } from '../../src/adapters/memory/records.ts';
import { memoryScheduledCalls } from '../../src/adapters/memory/scheduled-calls.ts';
import { memorySecondFactors } from '../../src/adapters/memory/second-factors.ts';
import { memorySessions } from '../../src/adapters/memory/sessions.ts';
import { memoryChangeFeed, memoryTicketContext, memoryTickets } from '../../src/adapters/memory/tickets.ts';
import { postgresAlarms } from '../../src/adapters/postgres/alarms.ts';
import { postgresAudit } from '../../src/adapters/postgres/audit-log.ts';
import { postgresCalls } from '../../src/adapters/postgres/calls.ts';
import { postgresCentre } from '../../src/adapters/postgres/centre.ts';
import { postgresCentreSeed } from '../../src/adapters/postgres/centre-seed.ts';
import { postgresChangeFeed } from '../../src/adapters/postgres/change-feed.ts';
import { postgresContacts } from '../../src/adapters/postgres/contacts.ts';
import { postgresCustomerHistory } from '../../src/adapters/postgres/customer-history.ts';
import { postgresCustomers } from '../../src/adapters/postgres/customers.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { postgresFigures } from '../../src/adapters/postgres/figures.ts';
import { postgresHistory } from '../../src/adapters/postgres/history.ts';
import type { ListenConnection } from '../../src/adapters/postgres/listen-connection.ts';
import { postgresListenLog } from '../../src/adapters/postgres/listen-log.ts';
import { postgresLookups } from '../../src/adapters/postgres/lookups.ts';
import { postgresNotices } from '../../src/adapters/postgres/notices.ts';
import { postgresJobBook } from '../../src/adapters/postgres/outbox.ts';
import { postgresPeople } from '../../src/adapters/postgres/people.ts';
import { postgresRecordings } from '../../src/adapters/postgres/recordings.ts';
import { postgresScheduledCalls } from '../../src/adapters/postgres/scheduled-calls.ts';
import { postgresSecondFactors } from '../../src/adapters/postgres/second-factors.ts';
import { postgresSessions } from '../../src/adapters/postgres/sessions.ts';
import { postgresTicketContext } from '../../src/adapters/postgres/ticket-context.ts';
import { postgresTickets } from '../../src/adapters/postgres/tickets.ts';
import type { PeopleStore, SessionStore } from '../../src/agents/ports.ts';
import type { AuditStore } from '../../src/audit/ports.ts';
import type { CallHistory } from '../../src/calls/history.ts';
import type { CallLookups } from '../../src/calls/ports/lookups.ts';
import type { CentreSeed, CentreSettings } from '../../src/calls/ports/settings.ts';
import type { CallStore } from '../../src/calls/ports/store.ts';
import type { ContactStore } from '../../src/contacts/ports.ts';
import type { SecondFactorStore } from '../../src/credentials/ports.ts';
import type { CustomerStore } from '../../src/customers/ports.ts';
import type { FigureStore } from '../../src/figures/ports.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { NoticeStore } from '../../src/notices/ports.ts';
import type { ListenLog, RecordingStore } from '../../src/recordings/ports.ts';
import type { ScheduledCallStore } from '../../src/scheduled-calls/ports.ts';
import type { AlarmBook } from '../../src/supervision/ports.ts';
import type { PlannedJob } from '../../src/tickets/jobs.ts';
import type { ChangeFeed } from '../../src/tickets/ports/change-feed.ts';
import type { TicketContext } from '../../src/tickets/ports/context.ts';
import type { CustomerHistory } from '../../src/tickets/ports/customer-history.ts';
import type { JobBook } from '../../src/tickets/ports/job-book.ts';
import type { TicketStore } from '../../src/tickets/ports/store.ts';

/** Adds areas for the tickets of a test. */
export const addAreas = (seed: CentreSeed, ...names: readonly string[]): Promise<void> =>
  seed.seed({
    ...{ queues: [], calendars: [], numbers: [], dispositions: [], breaks: [] },
    areas: names.map(name => ({ name, title: name })),
  });

/** What the clock says when figures are asked for. */
export const FIGURES_NOW = Date.parse('2031-05-01T12:00:00Z');

/** Every store of one centre, and a look at the planned jobs. */
export interface RecordsWorld {
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly customers: CustomerStore;
  readonly contacts: ContactStore;
  readonly customerHistory: CustomerHistory;
  /** As of `FIGURES_NOW`. */
  readonly figures: FigureStore;
  readonly centre: CentreSettings;
  readonly seed: CentreSeed;
  readonly calls: CallStore;
  readonly history: CallHistory;
  readonly lookups: CallLookups;
  readonly tickets: TicketStore;
  readonly ticketContext: TicketContext;
  readonly book: JobBook;
  readonly changeFeed: ChangeFeed;
  readonly recordings: RecordingStore;
  readonly listenLog: ListenLog;
  readonly alarms: AlarmBook;
  readonly notices: NoticeStore;
  readonly scheduled: ScheduledCallStore;
  readonly audit: AuditStore;
  jobs(): Promise<PlannedJob[]>;
}

export function memoryWorld(records: MemoryRecords = memoryRecords()): RecordsWorld {
  return {
    people: memoryPeople(records),
    sessions: memorySessions(records),
    secondFactors: memorySecondFactors(records),
    customers: memoryCustomers(records),
    contacts: memoryContacts(records),
    customerHistory: memoryCustomerHistory(records),
    figures: memoryFigures(records, () => FIGURES_NOW),
    centre: memoryCentre(records),
    seed: memoryCentreSeed(records),
    calls: memoryCalls(records),
    history: memoryHistory(records),
    lookups: memoryLookups(records),
    tickets: memoryTickets(records),
    ticketContext: memoryTicketContext(records),
    book: memoryJobBook(records),
    changeFeed: memoryChangeFeed(records),
    recordings: memoryRecordings(records),
    listenLog: memoryListenLog(records),
    alarms: memoryAlarms(records),
    notices: memoryNotices(records),
    scheduled: memoryScheduledCalls(records),
    audit: memoryAudit(records),
    jobs: async () => [...records.jobs.values()].map(({ job, runAt, key }) => ({ job, runAt, key })),
  };
}

export function postgresWorld(db: Database, listenConnection: ListenConnection): RecordsWorld {
  return {
    people: postgresPeople(db),
    sessions: postgresSessions(db, listenConnection),
    secondFactors: postgresSecondFactors(db),
    customers: postgresCustomers(db),
    contacts: postgresContacts(db),
    customerHistory: postgresCustomerHistory(db),
    figures: postgresFigures(db, () => FIGURES_NOW),
    centre: postgresCentre(db, listenConnection),
    seed: postgresCentreSeed(db),
    calls: postgresCalls(db),
    history: postgresHistory(db),
    lookups: postgresLookups(db),
    tickets: postgresTickets(db),
    ticketContext: postgresTicketContext(db),
    book: postgresJobBook(db),
    changeFeed: postgresChangeFeed(db, listenConnection, makeLog('test', 'silent')),
    recordings: postgresRecordings(db),
    listenLog: postgresListenLog(db),
    alarms: postgresAlarms(db, listenConnection),
    notices: postgresNotices(db, listenConnection),
    scheduled: postgresScheduledCalls(db, listenConnection),
    audit: postgresAudit(db),
    async jobs() {
      const rows = await db.query('select job, run_at, key from outbox order by id');
      return rows.map(row => ({
        job: row.job as PlannedJob['job'],
        runAt: row.run_at as number,
        key: row.key as string,
      }));
    },
  };
}
