import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { openAsterisk } from '../adapters/asterisk/asterisk.ts';
import { serveCentre } from '../adapters/centre-link/server.ts';
import { postgresCalls } from '../adapters/postgres/calls.ts';
import { postgresCentre } from '../adapters/postgres/centre.ts';
import { postgresCustomers } from '../adapters/postgres/customers.ts';
import { openDatabase } from '../adapters/postgres/database.ts';
import { postgresLookups } from '../adapters/postgres/lookups.ts';
import { openNotices } from '../adapters/postgres/notices.ts';
import { postgresSessions } from '../adapters/postgres/sessions.ts';
import type { Session } from '../agents/ports.ts';
import { hasTelephone } from '../agents/sip-account.ts';
import { AgentPhones } from '../calls/agent-phones.ts';
import { CallControl } from '../calls/call-control.ts';
import { CallerLookups } from '../calls/caller-lookups.ts';
import { keyOf, storedCentre } from '../calls/centre-state.ts';
import { CommandDesk } from '../calls/command-desk.ts';
import { FlowKeeper } from '../calls/flow-keeper.ts';
import { LeftMessages } from '../calls/left-messages.ts';
import { LineKeeper } from '../calls/line-keeper.ts';
import { TicketNumbers } from '../calls/numbers.ts';
import type { CentreData, TelephonyEvent } from '../calls/ports.ts';
import { reconcile } from '../calls/recovery.ts';
import { type JournalFact, Relay } from '../calls/relay.ts';
import { hear } from '../calls/telephone-events.ts';
import type { Config } from '../config.ts';
import { toLine } from '../customers/phone-number.ts';
import { businessCalendarShape, isOpen } from '../kit/business-calendar.ts';
import { systemClock } from '../kit/clock.ts';
import { openJournal } from '../kit/journal.ts';
import { Kept } from '../kit/kept.ts';
import type { Log } from '../kit/log.ts';
import { Board, TODAY_KEY } from '../supervision/board.ts';
import type { CentreServer } from '../supervision/ports.ts';
import type { Today } from '../supervision/today.ts';
import { outgoingRoute } from './outgoing-route.ts';

/** Below this no recording is begun, bytes (design decision 9). */
const RECORDING_FLOOR = 500 * 1024 * 1024;
const DISK_LOOK_MS = 10_000;
/** The calendar that never closes. */
const ALWAYS = 'always';

/** The call process: ARI, the ACD and the journal. Resolves when calls are being served. */
export async function runCalls(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const clock = systemClock(config.testClock ?? 0);
  const node = config.nodeName;
  const line = (raw: string): string => toLine(raw, config.country);

  const journal = openJournal<JournalFact>(config.journalDir, {
    onTrouble: error => {
      log.error({ err: error }, 'the journal cannot be written; facts are kept in memory');
      board.raise(
        alarmOf(
          'journal',
          'critical',
          `No se puede escribir en el disco (${error.code}).`,
          `The disk cannot be written (${error.code}).`,
        ),
      );
    },
    onRecovered: () => board.clear('journal'),
  });
  const stored = storedCentre(journal.states);

  const db = openDatabase(config.databaseUrl, log);
  const notices = openNotices(config.databaseUrl, log);
  const store = postgresCalls(db);
  const centre = postgresCentre(db, notices);
  const sessionStore = postgresSessions(db, notices);

  const settings = new Kept<CentreData>(
    {
      name: 'settings',
      clock,
      log,
      load: () => centre.load(),
      changed: data => {
        calls.remember({ [keyOf.settings]: data });
        knowPeople(data);
        void sessions.refresh();
      },
    },
    stored.settings,
  );
  const present = (): CentreData => settings.value ?? EMPTY;

  const sessions = new Kept<readonly Session[]>(
    {
      name: 'sessions',
      clock,
      log,
      load: () => sessionStore.live(clock.now()),
      changed: live => {
        calls.remember({ [keyOf.sessions]: live });
        applySessions(live);
        void lines.sync();
      },
    },
    stored.sessions,
  );

  const numbers = new TicketNumbers({
    blocks: stored.numbers,
    lease: (year, size) => store.leaseNumbers(year, size),
    yearOf: at => DateTime.fromMillis(at, { zone: config.timezone }).year,
    onTrouble: error => log.warn({ err: error }, 'ticket numbers cannot be leased now'),
  });

  const queueOpen = (name: string, now: number): boolean => {
    const data = present();
    const calendar = data.queues.find(each => each.name === name)?.calendar ?? ALWAYS;
    if (calendar === ALWAYS) return true;
    const spec = businessCalendarShape.safeParse(data.calendars.find(each => each.name === calendar)?.spec);
    return spec.success ? isOpen(spec.data, now) : true;
  };

  const asterisk = openAsterisk({ url: config.asteriskUrl, clock, log, mediaAddress: config.mediaAddress });
  const lookups = new CallerLookups({
    customers: postgresCustomers(db),
    tickets: postgresLookups(db),
    clock,
  });
  const flows = new FlowKeeper(config.flowsDir, {
    clock,
    log,
    onFaults: faults => {
      const [fault] = faults;
      if (!fault) return board.clear('flows');
      const where = `${fault.file}:${fault.line}`;
      board.raise(
        alarmOf(
          'flows',
          'warning',
          `${where}: ${fault.words.es}. Sigue el último flujo bueno.`,
          `${where}: ${fault.words.en}. The last good flow stays at work.`,
        ),
      );
    },
  });

  let diskLow = false;
  let server: CentreServer | null = null;
  const calls: CallControl = new CallControl({
    clock,
    log,
    telephony: asterisk.telephony,
    journal,
    numbers,
    settings: present,
    queueOpen,
    flow: name => flows.get(name),
    mayRecord: () => !diskLow,
    endpointOf: agent => lines.endpointOf(agent),
    identify: number => lookups.identify(number),
    lookUp: lookup => lookups.lookUp(lookup),
    alsoKeep: facts => board.count(facts),
    onChange: touched => board.changed(touched),
  });
  const phones = new AgentPhones(calls, clock);
  const lines: LineKeeper = new LineKeeper({
    phoneLines: asterisk.lines,
    serverKey: config.serverKey,
    log,
    onAgentPhone: (agent, reachable) => phones.changed(agent, reachable),
    onRemoved: removed => void hangUpLine(removed),
  });
  const board: Board = new Board(
    {
      now: () => clock.now(),
      dayOf: at => DateTime.fromMillis(at, { zone: config.timezone }).toISODate() ?? '',
      calls: () => calls.allCalls(),
      call: id => calls.call(id),
      positionOf: id => calls.positionOf(id),
      floor: () => calls.floor,
      queues: () => present().queues,
      queueOpen,
      publish: change => server?.publish(change),
    },
    (journal.states.get(TODAY_KEY) as Today | undefined) ?? null,
  );
  const desk = new CommandDesk({
    calls,
    lines,
    clock,
    node,
    settings: present,
    route: number => outgoingRoute(number, config, lines),
    refreshSessions: async () => {
      await settings.refresh();
      await sessions.refresh();
      await lines.sync();
    },
  });
  const messages = new LeftMessages(
    { recordings: asterisk.recordings, calls, numbers, clock, log, toLine: line },
    stored.messages,
  );
  const relay = new Relay({ journal, store, node, clock, log });

  function knowPeople(data: CentreData): void {
    const agents = data.people.filter(person => person.active && hasTelephone(person.role));
    const ids = new Set(agents.map(person => person.id));
    for (const { id, username, displayName, role, level, queues, phoneKind } of agents) {
      calls.floor.know({ id, username, displayName, role, level, queues, phoneKind }, clock.now());
    }
    for (const agent of calls.floor.all()) if (!ids.has(agent.profile.id)) calls.dismiss(agent.profile.id);
    calls.settle();
  }

  /** Who logged out takes no calls: a desk phone may stay registered, the will is gone. */
  function applySessions(live: readonly Session[]): void {
    lines.expect(live, present().people);
    const here = new Set(live.map(session => session.personId));
    for (const agent of calls.floor.all()) {
      if (!here.has(agent.profile.id)) calls.floor.setWill(agent.profile.id, { kind: 'off' }, clock.now());
    }
    calls.settle();
  }

  async function hangUpLine(removed: string): Promise<void> {
    const { channels } = await asterisk.telephony.snapshot();
    for (const channel of channels) {
      if (channel.name.startsWith(`PJSIP/${removed}-`)) await asterisk.telephony.hangUp(channel.id, 'normal');
    }
  }

  function lookAtDisk(): void {
    const { bavail, bsize } = statfsSync(config.dataDir);
    diskLow = bavail * bsize < RECORDING_FLOOR;
    if (!diskLow) {
      board.clear('disk');
      return;
    }
    board.raise(
      alarmOf(
        'disk',
        'critical',
        'Queda poco disco: las llamadas siguen, sin grabación.',
        'The disk is nearly full: calls go on without recording.',
      ),
    );
  }

  function alarmOf(id: string, severity: 'warning' | 'critical', es: string, en: string) {
    return { id, since: clock.now(), severity, words: { es, en } };
  }

  for (const agent of stored.agents) calls.floor.restore(agent);
  for (const call of stored.calls) calls.restore(call);
  for (const agent of stored.agents) phones.unknown(agent.profile.id);
  if (stored.settings) lines.expect(stored.sessions ?? [], stored.settings.people);

  // What happens between the connection and the comparison waits, so that no event finds half a picture.
  let comparing = true;
  let held: TelephonyEvent[] = [];
  let firstComparison: () => void = () => {};
  const compared = new Promise<void>(resolve => {
    firstComparison = resolve;
  });
  const arrivals = { calls, numbers, clock, toLine: line };
  asterisk.telephony.listen(event => {
    if (event.kind === 'connected') void compare();
    else if (comparing) held.push(event);
    else hear(event, { ...arrivals, lines });
    if (event.kind === 'disconnected') {
      board.raise(
        alarmOf(
          'asterisk',
          'critical',
          'La central telefónica no responde.',
          'The telephone system does not answer.',
        ),
      );
    }
  });

  async function compare(): Promise<void> {
    comparing = true;
    try {
      await ready;
      await lines.sync();
      await reconcile({ ...arrivals, telephony: asterisk.telephony, log });
    } catch (error) {
      log.error(
        { err: error },
        'calls could not be compared with the telephone system; the next connection does it',
      );
    }
    comparing = false;
    const waiting = held;
    held = [];
    for (const event of waiting) hear(event, { ...arrivals, lines });
    board.clear('asterisk');
    firstComparison();
    void messages.look();
  }

  const unwatch: (() => Promise<void>)[] = [];
  const ready = (async () => {
    await flows.start();
    unwatch.push(await centre.watch(() => void settings.refresh()));
    unwatch.push(await sessionStore.watch(() => void settings.refresh()));
    const loaded = settings.refresh();
    if (!settings.value) await loaded;
    if (numbers.left(DateTime.fromMillis(clock.now(), { zone: config.timezone }).year) === 0)
      await numbers.refill(clock.now());
    else void numbers.refill(clock.now());
    calls.remember({ [keyOf.numbers]: numbers.state() });
  })();
  await ready;
  void store
    .savedUpTo(node)
    .then(
      seq => journal.saved(seq),
      () => undefined,
    )
    .finally(() => relay.start());

  server = await serveCentre({
    url: config.innerUrl,
    picture: () => board.picture(),
    carryOut: command => desk.carryOut(command),
    clock,
    log,
  });
  lookAtDisk();
  const diskTimer = setInterval(lookAtDisk, DISK_LOOK_MS);

  await asterisk.firstContact();
  await compared;
  const readyFile = join(config.dataDir, 'run', 'calls.ready');
  mkdirSync(join(config.dataDir, 'run'), { recursive: true });
  writeFileSync(readyFile, String(process.pid));
  log.info({ node, calls: calls.allCalls().length }, 'calls are served');

  return {
    async stop() {
      rmSync(readyFile, { force: true });
      clearInterval(diskTimer);
      settings.stop();
      sessions.stop();
      messages.stop();
      phones.stop();
      flows.stop();
      calls.stop();
      await server?.close();
      await asterisk.close();
      await relay.stop();
      await journal.close();
      for (const end of unwatch) await end();
      await notices.close();
      await db.close();
    },
  };
}

const EMPTY: CentreData = {
  queues: [],
  people: [],
  calendars: [],
  numbers: [],
  dispositions: [],
  breaks: [],
  policies: { debtStops: false, announceRecording: true },
};
