import { join } from 'node:path';
import { openAsterisk } from '../adapters/asterisk/asterisk.ts';
import { isByTrunk } from '../adapters/asterisk/endpoints.ts';
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
import { FlowKeeper } from '../calls/flows/flow-keeper.ts';
import { keyOf, storedCentre } from '../calls/journal/centre-state.ts';
import { journalName } from '../calls/journal/journal-name.ts';
import { type JournalFact, Relay } from '../calls/journal/relay.ts';
import { readStored } from '../calls/journal/stored-states.ts';
import { guestPorts, voicePairs } from '../config/voice-ports.ts';
import type { CallsConfig } from '../config.ts';
import { callerLine } from '../customers/phone-number.ts';
import { systemClock } from '../kit/clock.ts';
import { openJournal } from '../kit/journal.ts';
import type { Log } from '../kit/log.ts';
import { LoopLag } from '../kit/loop-lag.ts';
import { statesBy } from '../kit/stored-shapes.ts';
import type { CentreServer } from '../supervision/ports.ts';
import * as alarms from './calls/alarms.ts';
import { DiskWatch } from './calls/disk-watch.ts';
import { writeReadyFile } from './calls/ready-file.ts';
import { CALLS_SHAPES, type CallsCentre, composeCalls } from './compose-calls.ts';
import { hasWayOut, outgoingRoute, trunkUser } from './outgoing-route.ts';

/** The call process: ARI, the ACD and the journal. Resolves when calls are being served. */
export async function runCalls(config: CallsConfig, log: Log): Promise<{ stop(): Promise<void> }> {
  const clock = systemClock(config.testClock ?? 0);
  const node = config.nodeName;
  const shapes = CALLS_SHAPES;
  const journal = openJournal<JournalFact>(config.journalDir, {
    ...statesBy(shapes),
    onTrouble: error => {
      log.error({ err: error }, 'the journal cannot be written; facts are kept in memory');
      centre.raise(alarms.journalFull(error.code));
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

  const pairs = voicePairs(config.rtpPorts);
  const asterisk = openAsterisk({
    url: config.asteriskUrl,
    clock,
    log,
    mediaAddress: config.mediaAddress,
    guestPorts: () => guestPorts(config.rtpPorts, centre.caps().web),
  });
  const flows = new FlowKeeper(
    { flows: config.flowsDir, prompts: config.promptsDir },
    {
      clock,
      log,
      onFaults: faults => {
        const [fault] = faults;
        if (fault) centre.raise(alarms.flowFaulty(fault));
        else board.clear('flows');
      },
      onGood: flow => calls.setStates({ [keyOf.flow(flow.flow)]: flow }),
    },
    stored.flows,
  );

  const loop = new LoopLag();
  let server: CentreServer | null = null;
  let serve: () => void = () => {};
  const serving = new Promise<void>(resolve => {
    serve = resolve;
  });
  const centre: CallsCentre = composeCalls({
    clock,
    log,
    node,
    country: config.country,
    timezone: config.timezone,
    serverKey: config.serverKey,
    journal,
    read,
    stored,
    telephony: asterisk.telephony,
    phoneLines: asterisk.lines,
    shedding: asterisk.shedding,
    loopMs: () => loop.take(),
    recordings: asterisk.recordings,
    centre: postgresCentre(db, listenConnection),
    sessions: postgresSessions(db, listenConnection),
    alarmBook: postgresAlarms(db, listenConnection),
    store,
    customers: postgresCustomers(db),
    tickets: postgresLookups(db),
    audit,
    flow: name => flows.get(name),
    mayRecord: () => !disk.low,
    voicePairs: () => pairs,
    toLine: raw => callerLine(raw, config.country),
    route: (number, entry, routes) => outgoingRoute(number, entry, config, routes),
    isByTrunk,
    trunkReachable: () => asterisk.trunkReachable(),
    hasWayOut: () => hasWayOut(config),
    ownCallerId: trunkUser(config.trunkAddress),
    publish: change => server?.publish(change),
    served: () => serve(),
  });
  const { calls, board, desk } = centre;
  const relay = new Relay({
    journal,
    store,
    node: journalId,
    clock,
    log,
    onAway: () => centre.raise(alarms.databaseAway),
    onBack: () => board.clear('database'),
  });
  const disk = new DiskWatch(config.dataDir, {
    clock,
    log,
    changed: low => (low ? centre.raise(alarms.diskLow) : board.clear('disk')),
  });

  centre.resume();
  if (journal.setAside) {
    log.error({ ...journal.setAside }, 'the journal of a newer version cannot be read and is set aside');
    centre.raise(alarms.journalNewer(journal.setAside.folder));
  }
  if (read.unreadable.length > 0) centre.raise(alarms.setAside(read.aside));

  await centre.start(flows.start());
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
    lastCalls: () => centre.lastCalls.ask(),
    clock,
    log,
  });
  await disk.look();
  await centre.showAlarms();

  await asterisk.firstContact();
  await serving;
  loop.start();
  centre.watch();
  audit.start();
  server.startServing();
  const takeBack = writeReadyFile(config.dataDir);
  log.info({ node, calls: calls.allCalls().length }, 'calls are served');

  return {
    async stop() {
      takeBack();
      loop.stop();
      centre.stop();
      disk.stop();
      flows.stop();
      await server?.close();
      await asterisk.close();
      await relay.stop();
      await centre.close();
      await audit.stop();
      await journal.close();
      await listenConnection.close();
      await db.close();
    },
  };
}
