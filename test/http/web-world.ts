import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fileShelf } from '../../src/adapters/files/file-shelf.ts';
import { keptSounds } from '../../src/adapters/files/kept-sounds.ts';
import { memoryContacts } from '../../src/adapters/memory/address-books.ts';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryAudit, memoryHeadFile, memorySpool } from '../../src/adapters/memory/audit.ts';
import { memoryHistory } from '../../src/adapters/memory/calls.ts';
import { memoryCentre } from '../../src/adapters/memory/centre.ts';
import { type MemoryCentreLink, memoryCentreLink } from '../../src/adapters/memory/centre-link.ts';
import { memoryCustomerHistory } from '../../src/adapters/memory/customer-history.ts';
import { memoryCustomers } from '../../src/adapters/memory/customers.ts';
import { memoryFigures } from '../../src/adapters/memory/figures.ts';
import { memoryListenLog } from '../../src/adapters/memory/listen-log.ts';
import { memoryNotices } from '../../src/adapters/memory/notices.ts';
import { memoryPeople } from '../../src/adapters/memory/people.ts';
import { memoryRecordings } from '../../src/adapters/memory/recordings.ts';
import { type MemoryRecords, memoryRecords } from '../../src/adapters/memory/records.ts';
import { memoryScheduledCalls } from '../../src/adapters/memory/scheduled-calls.ts';
import { memorySecondFactors } from '../../src/adapters/memory/second-factors.ts';
import { memorySessions } from '../../src/adapters/memory/sessions.ts';
import { memoryThrottle } from '../../src/adapters/memory/throttle.ts';
import { memoryChangeFeed, memoryTicketContext, memoryTickets } from '../../src/adapters/memory/tickets.ts';
import { hashPassword, verifyPassword } from '../../src/adapters/passwords/argon2.ts';
import type { Person } from '../../src/agents/ports.ts';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { ChainWatch } from '../../src/audit/chain-watch.ts';
import { NO_CRM } from '../../src/customers/crm.ts';
import type { WebParts } from '../../src/http/parts.ts';
import { makeLog } from '../../src/kit/log.ts';
import { composeWeb, type SipRoad, type Web } from '../../src/roles/compose-web.ts';
import { ticketDesk } from '../../src/tickets/ticket-workflow.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

export const PASSWORD = 'correct-horse-7';
/** Hashed once for all tests: it is slow on purpose. */
const passwordHash = hashPassword(PASSWORD);

export interface WebWorld {
  readonly web: Web;
  readonly clock: FakeClock;
  readonly records: MemoryRecords;
  readonly centre: MemoryCentreLink;
  readonly parts: WebParts;
  /** Where kept recordings lie. */
  readonly recordingsDir: string;
  /** The cookie header of a new log-in of this person. */
  cookieOf(username: string): Promise<string>;
  person(username: string): Person;
}

const noTelephones: SipRoad = {
  open: (_session, _address, _request, socket) => socket.destroy(),
  keepOnly: () => undefined,
  size: () => 0,
  close: () => undefined,
};

/** The whole web on memory adapters; ends by itself with the test. */
export async function webWorld(
  change: { parts?: Partial<WebParts>; config?: Partial<WebParts['config']>; sip?: SipRoad } = {},
): Promise<WebWorld> {
  const clock = fakeClock();
  const records = memoryRecords();
  const centre = memoryCentreLink();
  const folder = mkdtempSync(join(tmpdir(), 'cauce-web-'));
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'recordings'));
  writeFileSync(join(folder, 'pages', 'index.html'), '<!doctype html><title>Cauce</title>');
  writeFileSync(join(folder, 'pages', 'assets', 'app-1234.js'), 'export {};');

  const alarms = memoryAlarms(records);
  const log = makeLog('web', 'silent');
  const auditStore = memoryAudit(records);
  const parts: WebParts = {
    config: {
      serverKey: Buffer.alloc(32, 7),
      bind: '127.0.0.1',
      // Where injected requests come to.
      httpPort: 80,
      publicHost: 'localhost',
      publicPort: null,
      tls: null,
      sipPort: 5060,
      mediaAddress: '127.0.0.1',
      turn: null,
      trustedProxies: [],
      metricsToken: null,
      country: 'VE',
      timezone: 'America/Caracas',
      demo: true,
      webCalls: true,
      softphoneDir: join(folder, 'pages'),
      ...change.config,
    },
    clock,
    log,
    version: '0.0.0-test',
    people: memoryPeople(records),
    sessions: memorySessions(records),
    secondFactors: memorySecondFactors(records),
    throttle: memoryThrottle(clock),
    resetOnMachine: async () => false,
    passwords: { hash: hashPassword, verify: verifyPassword },
    centre,
    calls: memoryHistory(records),
    tickets: ticketDesk(memoryTickets(records), memoryTicketContext(records), clock, {
      country: 'VE',
      timezone: 'America/Caracas',
    }),
    recordings: memoryRecordings(records),
    listenLog: memoryListenLog(records),
    sounds: keptSounds(join(folder, 'recordings')),
    alarms,
    notices: memoryNotices(records),
    scheduledCalls: memoryScheduledCalls(records),
    settings: memoryCentre(records),
    customers: memoryCustomers(records),
    crm: NO_CRM,
    contacts: memoryContacts(records),
    fileShelf: fileShelf(join(folder, 'received')),
    customerHistory: memoryCustomerHistory(records),
    figures: memoryFigures(records, () => clock.now()),
    audit: new AuditLog(auditStore, memorySpool(), clock, log),
    auditStore,
    chainWatch: new ChainWatch(auditStore, memoryHeadFile(), alarms, { clock, log }),
    flowTitle: async flow => ({ es: `Flujo ${flow}`, en: `Flow ${flow}` }),
    loopMs: () => 0,
    probes: { database: async () => true, redis: async () => true, asterisk: async () => true },
    ...change.parts,
  };
  await peopled(records);
  const web = await composeWeb(parts, memoryChangeFeed(records), change.sip ?? noTelephones);
  await web.app.ready();
  onTestFinished(async () => {
    await web.stop();
    rmSync(folder, { recursive: true });
  });

  const person = (username: string) => {
    const found = [...records.people.values()].find(one => one.person.username === username);
    if (found === undefined) throw new Error(`nobody is called ${username}`);
    return found.person;
  };
  return {
    web,
    clock,
    records,
    centre,
    parts,
    recordingsDir: join(folder, 'recordings'),
    person,
    async cookieOf(username) {
      const { token } = await web.sessions.openForPerson(person(username));
      return `cauce=${token}`;
    },
  };
}

/** One person of each role, one at a desk telephone, and one who has not accepted the confidentiality text yet. */
async function peopled(records: MemoryRecords): Promise<void> {
  const rows = [
    ['agente1', 'agent', 'browser'],
    ['agente2', 'agent', 'browser'],
    ['mesa', 'agent', 'sip'],
    ['nivel2', 'agent', 'browser'],
    ['supervisor', 'supervisor', 'browser'],
    ['admin', 'admin', 'browser'],
    ['nuevo', 'agent', 'browser'],
  ] as const;
  for (const [username, role, phoneKind] of rows) {
    const person: Person = {
      id: `id-of-${username}`,
      username,
      displayName: username.toUpperCase(),
      role,
      level: username === 'nivel2' ? 2 : 1,
      queues: ['averias'],
      areas: ['averias'],
      telephone: role === 'agent',
      phoneKind,
      active: true,
      language: 'es',
      confidentialityAcceptedAt: username === 'nuevo' ? null : 1,
    };
    records.people.set(person.id, { person, passwordHash: await passwordHash });
  }
}
