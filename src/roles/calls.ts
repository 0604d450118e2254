import { join } from 'node:path';
import { openAsterisk } from '../adapters/asterisk/asterisk.ts';
import { serveCentre } from '../adapters/centre-link/server.ts';
import { auditSpool } from '../adapters/files/audit-files.ts';
import { postgresAlarms } from '../adapters/postgres/alarms.ts';
import { postgresAudit } from '../adapters/postgres/audit-log.ts';
import { postgresCalls } from '../adapters/postgres/calls.ts';
import { postgresCentre } from '../adapters/postgres/centre.ts';
import { postgresCustomers } from '../adapters/postgres/customers.ts';
import { openDatabase } from '../adapters/postgres/database.ts';
import { openListenConnection } from '../adapters/postgres/listen-connection.ts';
import { postgresLookups } from '../adapters/postgres/lookups.ts';
import { postgresSessions } from '../adapters/postgres/sessions.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Admission, type CallCaps, callCaps } from '../calls/admission.ts';
import { AgentPhones } from '../calls/agent-phones.ts';
import { CallControl } from '../calls/call-control.ts';
import { CallerLookups } from '../calls/caller-lookups.ts';
import { CancelledCalls } from '../calls/cancelled-calls.ts';
import { CENTRE_SHAPES, keyOf, storedCentre } from '../calls/centre-state.ts';
import { CommandDesk } from '../calls/command-desk.ts';
import { FlowKeeper } from '../calls/flow-keeper.ts';
import { journalName } from '../calls/journal-name.ts';
import { LeftMessages } from '../calls/left-messages.ts';
import { hangUpLine, linesInCall } from '../calls/line-channels.ts';
import { LineKeeper } from '../calls/line-keeper.ts';
import { LinkWatch } from '../calls/link-watch.ts';
import { LONG_CALL_MS, LongCalls } from '../calls/long-calls.ts';
import { LostCalls } from '../calls/lost-calls.ts';
import { TicketNumbers } from '../calls/numbers.ts';
import { OpeningHours } from '../calls/opening-hours.ts';
import { outgoingCalls } from '../calls/outgoing-calls.ts';
import type { CentreData } from '../calls/ports.ts';
import { ProofCalls } from '../calls/proof-calls.ts';
import { reconcile } from '../calls/recovery.ts';
import { type Refusal, Refusals } from '../calls/refusals.ts';
import { type JournalFact, Relay } from '../calls/relay.ts';
import { Staff } from '../calls/staff.ts';
import { readStored } from '../calls/stored-states.ts';
import { type Hearing, hear } from '../calls/telephone-events.ts';
import { TrunkWatch } from '../calls/trunk-watch.ts';
import { guestPorts, voicePairs } from '../config/voice-ports.ts';
import type { CallsConfig } from '../config.ts';
import { callerLine } from '../customers/phone-number.ts';
import { calendarDay, calendarYear } from '../kit/calendar-dates.ts';
import { systemClock } from '../kit/clock.ts';
import { openJournal } from '../kit/journal.ts';
import type { Log } from '../kit/log.ts';
import { statesBy } from '../kit/stored-shapes.ts';
import { OUTGOING_SHAPES } from '../outgoing/counts.ts';
import { OutgoingGate } from '../outgoing/gate.ts';
import { readPolicy } from '../outgoing/policy.ts';
import { storedOutgoing } from '../outgoing/stored.ts';
import { Board } from '../supervision/board.ts';
import type { Alarm } from '../supervision/events.ts';
import type { CentreServer } from '../supervision/ports.ts';
import { storedToday, TODAY_SHAPES } from '../supervision/today-states.ts';
import * as alarms from './calls/alarms.ts';
import { CentreCopies } from './calls/centre-copies.ts';
import { DiskWatch } from './calls/disk-watch.ts';
import { KeptAlarms } from './calls/kept-alarms.ts';
import { tellReady } from './calls/ready-file.ts';
import { hasWayOut, outgoingRoute, trunkUser } from './outgoing-route.ts';

/** What the centre does by itself. */
const NOBODY = { person: null, address: null };

/** The call process: ARI, the ACD and the journal. Resolves when calls are being served. */
export async function runCalls(config: CallsConfig, log: Log): Promise<{ stop(): Promise<void> }> {
  const clock = systemClock(config.testClock ?? 0);
  const node = config.nodeName;
  const yearOf = calendarYear(config.timezone);
  const line = (raw: string): string => callerLine(raw, config.country);

  const shapes = [...CENTRE_SHAPES, ...TODAY_SHAPES, ...OUTGOING_SHAPES];
  const journal = openJournal<JournalFact>(config.journalDir, {
    ...statesBy(shapes),
    onTrouble: error => {
      log.error({ err: error }, 'the journal cannot be written; facts are kept in memory');
      raise(alarms.journalFull(error.code));
    },
    onRecovered: () => board.clear('journal'),
  });
  const journalId = journalName(journal, node);
  const read = readStored(journal, { dir: config.journalDir, shapes, log });
  const stored = storedCentre(read);

  const db = openDatabase(config.databaseUrl, log, { byKey: true });
  const listenConnection = openListenConnection(config.databaseUrl, log);
  const store = postgresCalls(db);
  const waiting = auditSpool(join(config.dataDir, 'audit', 'waiting-calls.jsonl'));
  const audit = new AuditLog(postgresAudit(db), waiting, clock, log);

  const copies = new CentreCopies(
    {
      centre: postgresCentre(db, listenConnection),
      sessions: postgresSessions(db, listenConnection),
      clock,
      log,
      onSettings: data => {
        calls.remember({ [keyOf.settings]: data });
        staff.know(data);
        board.queuesChanged();
      },
      onSessions: (live, data) => {
        staff.present(live, data);
        calls.remember({ [keyOf.sessions]: live });
        void lines.sync();
      },
    },
    stored,
  );
  const present = (): CentreData => copies.present();

  const numbers = new TicketNumbers({
    blocks: stored.numbers,
    lease: (year, size) => store.leaseNumbers(year, size),
    yearOf,
    onTrouble: error => log.warn({ err: error }, 'ticket numbers cannot be leased now'),
    clock,
  });

  const hours = new OpeningHours(present);
  const queueOpen = (queue: string, now: number): boolean => hours.isOpen(queue, now);

  const pairs = voicePairs(config.rtpPorts);
  const caps = (): CallCaps => callCaps(pairs, present().policies.callCaps);
  const asterisk = openAsterisk({
    url: config.asteriskUrl,
    clock,
    log,
    mediaAddress: config.mediaAddress,
    guestPorts: () => guestPorts(config.rtpPorts, caps().web),
  });
  const lookups = new CallerLookups({
    customers: postgresCustomers(db),
    tickets: postgresLookups(db),
    clock,
  });
  const flows = new FlowKeeper(
    { flows: config.flowsDir, prompts: config.promptsDir },
    {
      clock,
      log,
      onFaults: faults => {
        const [fault] = faults;
        if (fault) raise(alarms.flowFaulty(fault));
        else board.clear('flows');
      },
      onGood: flow => calls.remember({ [keyOf.flow(flow.flow)]: flow }),
    },
    stored.flows,
  );

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
    mayRecord: () => !disk.low,
    endpointOf: agent => lines.endpointOf(agent),
    released: () => void lines.sync(),
    onRest: agent => phones.rest(agent),
    identify: (number, customer) => lookups.identify(number, customer),
    lookUp: lookup => lookups.lookUp(lookup),
    alsoKeep: facts => {
      cancelled.fold(facts);
      return board.count(facts);
    },
    onChange: touched => board.changed(touched),
  });
  const phones: AgentPhones = new AgentPhones(calls, clock);
  const lines: LineKeeper = new LineKeeper({
    phoneLines: asterisk.lines,
    serverKey: config.serverKey,
    clock,
    log,
    onAgentPhone: (agent, reachable) => phones.changed(agent, reachable),
    leaving: () => calls.floor.leaving(),
    inCall: () => linesInCall(asterisk.telephony),
    onBarred: (person, until) => {
      if (until === null) {
        board.clear(alarms.astrayId(person));
        return;
      }
      log.error(
        { person, until },
        'a telephone had itself called as a number; its person has none for a while',
      );
      raise(alarms.phoneAstray(person, nameOf(person)));
      audit.note(NOBODY, { kind: 'outgoing-locked', subject: person, data: { until } });
    },
    onRemoved: removed => {
      hangUpLine(asterisk.telephony, removed).catch(error =>
        log.warn({ err: error, line: removed }, 'calls of a removed line stay'),
      );
    },
  });
  const board: Board = new Board(
    {
      clock,
      dayOf: calendarDay(config.timezone),
      calls: () => calls.allCalls(),
      call: id => calls.call(id),
      positions: () => calls.positions(),
      floor: () => calls.floor,
      queues: () => present().queues,
      queueOpen,
      publish: change => server?.publish(change),
    },
    storedToday(read),
  );
  const gate: OutgoingGate = new OutgoingGate(
    {
      clock,
      log,
      country: config.country,
      dayOf: calendarDay(config.timezone),
      policy: () => readPolicy(present().policies.outgoing),
      isOpen: (calendar, now) => hours.isCalendarOpen(calendar, now),
      known: (number, ticket) => lookups.called(number, ticket),
      underWay: () => outgoingCalls(calls.allCalls()),
      route: (number, entry) => outgoingRoute(number, entry, config, lines),
      ownCallerId: trunkUser(config.trunkAddress),
      keep: states => calls.remember(states),
      onLock: locked => raise(alarms.outgoingLocked(locked, nameOf(locked.person), config.timezone)),
      onFree: person => board.clear(alarms.outgoingLockId(person)),
      onLocked: ({ person, until }) =>
        audit.note(NOBODY, { kind: 'outgoing-locked', subject: person, data: { until } }),
      onRefused: ({ person, ...data }) =>
        audit.note({ person, address: null }, { kind: 'outgoing-refused', subject: null, data }),
    },
    storedOutgoing(read),
  );
  const nameOf = (person: string | null): string =>
    present().people.find(({ id }) => id === person)?.displayName ?? person ?? '';
  const trunk = new TrunkWatch({
    call: channel => calls.call(channel),
    onRefused: sip => raise(alarms.trunkRefuses(sip)),
    onAccepted: () => board.clear(alarms.TRUNK),
  });
  const proofs = new ProofCalls(
    {
      clock,
      log,
      node,
      country: config.country,
      dayOf: calendarDay(config.timezone),
      gate,
      telephony: asterisk.telephony,
      hasWayOut: () => hasWayOut(config),
      keep: kept => calls.remember({ [keyOf.proofs]: kept }),
    },
    stored.proofs,
  );
  const desk = new CommandDesk({
    proofs,
    calls,
    lines,
    clock,
    node,
    settings: present,
    gate,
    lookups,
    refreshSessions: async () => {
      await copies.refresh();
      await lines.sync();
    },
  });
  const messages = new LeftMessages(
    { recordings: asterisk.recordings, calls, numbers, clock, log, toLine: line },
    stored.messages,
  );
  const relay = new Relay({
    journal,
    store,
    node: journalId,
    clock,
    log,
    onAway: () => raise(alarms.databaseAway),
    onBack: () => board.clear('database'),
  });
  const longCalls = new LongCalls({
    clock,
    log,
    calls: () => calls.allCalls(),
    watch: channel => asterisk.telephony.watch(channel),
    tooLongMs: () => present().policies.longCallMs ?? LONG_CALL_MS,
    onTooLong: tooLong => {
      const [oldest] = tooLong;
      if (!oldest) board.clear('long-calls');
      else {
        const tickets = tooLong.map(({ ticket }) => ticket);
        raise(alarms.callsTooLong(tickets, clock.now() - oldest.arrivedAt));
      }
    },
  });
  const refusals = new Refusals(
    {
      clock,
      dayOf: calendarDay(config.timezone),
      changed: today => {
        if (today) raise(alarms.callsRefused(today));
        else board.clear('refused-calls');
      },
      keep: counted => calls.remember({ [keyOf.refusals]: counted }),
    },
    stored.refusals,
  );
  const cancelled = new CancelledCalls({
    clock,
    changed: lately => {
      if (lately) raise(alarms.callsCancelled(lately));
      else board.clear('cancelled-calls');
    },
  });
  const keptAlarms = new KeptAlarms({ book: postgresAlarms(db, listenConnection), board, clock, log });
  const staff = new Staff({ calls, lines, clock, sessions: stored.sessions });
  const disk = new DiskWatch(config.dataDir, {
    clock,
    log,
    changed: low => (low ? raise(alarms.diskLow) : board.clear('disk')),
  });

  function raise(alarm: Omit<Alarm, 'since'>): void {
    board.raise({ ...alarm, since: clock.now() });
  }

  for (const agent of stored.agents) calls.floor.restore(agent);
  for (const call of stored.calls) calls.restore(call);
  // An agent whose state was lost is there again before the calls are compared: theirs would find nobody.
  if (stored.settings) staff.know(stored.settings);
  for (const agent of stored.agents) phones.unknown(agent.profile.id);
  if (stored.settings && stored.sessions) lines.expect(stored.sessions, stored.settings.people);
  if (journal.setAside) {
    log.error({ ...journal.setAside }, 'the journal of a newer version cannot be read and is set aside');
    raise(alarms.journalNewer(journal.setAside.folder));
  }
  if (read.unreadable.length > 0) raise(alarms.setAside(read.aside));

  const serves = (dialled: string): boolean => present().numbers.some(({ number }) => number === dialled);
  const arrivals = { calls, numbers, clock, toLine: line, serves };
  const lost = new LostCalls(
    { calls, lines, stories: ids => store.stories(ids), settings: present, toLine: line, clock, log },
    read.aside.calls,
  );
  const admission = new Admission({
    clock,
    caps,
    calls: () => calls.allCalls(),
  });
  const refused = (why: Refusal): void => refusals.count(why);
  /** A carrier is told 503, so that it may go another way; a page 486. */
  const turnAway: Hearing['turnAway'] = ({ channel, from }, why) => {
    refused(why);
    void asterisk.telephony.hangUp(channel, from === 'web' ? 'busy' : 'congestion');
  };
  const hangUp = (channel: string): void => void asterisk.telephony.hangUp(channel, 'normal');
  let serve: () => void = () => {};
  const serving = new Promise<void>(resolve => {
    serve = resolve;
  });
  const link = new LinkWatch({
    clock,
    log,
    hear: event => {
      trunk.heard(event);
      hear(event, {
        ...arrivals,
        lines,
        hangUp,
        refusal: newcomer => admission.refusal(newcomer),
        turnAway,
        refused,
      });
    },
    compare: async () => {
      await ready;
      await lines.sync();
      await reconcile({ ...arrivals, telephony: asterisk.telephony, lost, log });
    },
    onAway: () => raise(alarms.telephoneAway),
    onBack: () => {
      board.clear('asterisk');
      serve();
      void messages.look();
    },
  });
  asterisk.telephony.listen(event => link.tell(event));

  const ready = (async () => {
    await flows.start();
    await copies.start();
    // At a first start the settings' table may be there a moment before that of the numbers.
    const refilled = stored.settings ? numbers.refill(clock.now()) : numbers.untilSome();
    if (numbers.left(yearOf(clock.now())) === 0) await refilled;
    calls.remember({ [keyOf.numbers]: numbers.state() });
  })();
  await ready;
  void store
    .savedUpTo(journalId)
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
  await disk.look();
  await keptAlarms.start();

  await asterisk.firstContact();
  await serving;
  longCalls.start();
  refusals.start();
  gate.start();
  audit.start();
  const takeBack = tellReady(config.dataDir);
  log.info({ node, calls: calls.allCalls().length }, 'calls are served');

  return {
    async stop() {
      takeBack();
      link.stop();
      lines.stop();
      numbers.stop();
      disk.stop();
      board.stop();
      messages.stop();
      longCalls.stop();
      refusals.stop();
      gate.stop();
      cancelled.stop();
      phones.stop();
      flows.stop();
      calls.stop();
      await server?.close();
      await asterisk.close();
      await relay.stop();
      await audit.stop();
      await journal.close();
      await keptAlarms.stop();
      await copies.stop();
      await listenConnection.close();
      await db.close();
    },
  };
}
