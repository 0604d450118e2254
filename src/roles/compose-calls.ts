import type { Endpoint, PhoneLines } from '../agents/ports.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AgentOrders } from '../calls/agent-orders.ts';
import { CallControl } from '../calls/call-control.ts';
import { CallerLookups } from '../calls/caller-lookups.ts';
import { CommandDesk } from '../calls/command-desk.ts';
import { DirectArrivals } from '../calls/direct-arrivals.ts';
import { CENTRE_SHAPES, keyOf, type StoredCentre } from '../calls/journal/centre-state.ts';
import { TicketNumbers } from '../calls/journal/numbers.ts';
import type { JournalFact } from '../calls/journal/relay.ts';
import type { SetAside } from '../calls/journal/stored-states.ts';
import { LeftMessages } from '../calls/left-messages.ts';
import { AgentPhones } from '../calls/lines/agent-phones.ts';
import { hangUpLine, linesInCall } from '../calls/lines/line-channels.ts';
import { LineKeeper } from '../calls/lines/line-keeper.ts';
import { LostCalls } from '../calls/lost-calls.ts';
import { OpeningHours } from '../calls/opening-hours.ts';
import { outgoingCalls } from '../calls/outgoing-calls.ts';
import { DEFAULT_POLICIES } from '../calls/policies.ts';
import type { CallLookups } from '../calls/ports/lookups.ts';
import type { NodeRecordings } from '../calls/ports/node-recordings.ts';
import type { CentreData } from '../calls/ports/settings.ts';
import type { CallShedding } from '../calls/ports/shedding.ts';
import type { CallStore } from '../calls/ports/store.ts';
import type { Telephony } from '../calls/ports/telephony.ts';
import { ProofCalls } from '../calls/proof-calls.ts';
import { reconcile } from '../calls/recovery.ts';
import { RosterSync } from '../calls/roster-sync.ts';
import { dispatchEvent, type EventTargets } from '../calls/telephone-events.ts';
import { Admission, type CallCaps, callCaps } from '../calls/watches/admission.ts';
import { LastCalls } from '../calls/watches/last-calls.ts';
import { LinkWatch } from '../calls/watches/link-watch.ts';
import type { Refusal, Refusals } from '../calls/watches/refusals.ts';
import { VoiceQuality } from '../calls/watches/voice-quality.ts';
import type { CustomerDirectory } from '../customers/ports.ts';
import type { Flow } from '../ivr/flow.ts';
import { calendarDay, calendarYear, dayEnd } from '../kit/calendar-dates.ts';
import type { Clock } from '../kit/clock.ts';
import type { Journal } from '../kit/journal.ts';
import type { Log } from '../kit/log.ts';
import type { ReadStates, StoredShape } from '../kit/stored-shapes.ts';
import { OUTGOING_SHAPES } from '../outgoing/counts.ts';
import type { Entry } from '../outgoing/entries.ts';
import { OutgoingGate } from '../outgoing/gate.ts';
import { readPolicy } from '../outgoing/policy.ts';
import { storedOutgoing } from '../outgoing/stored.ts';
import { Board } from '../supervision/board.ts';
import type { Alarm, CentreChange } from '../supervision/events.ts';
import { storedToday, TODAY_SHAPES } from '../supervision/today-states.ts';
import * as alarms from './calls/alarms.ts';
import { type CopiedStores, composeCopies } from './calls/compose-copies.ts';
import { composeWatches } from './calls/compose-watches.ts';

/** All sorts of state that the call process keeps in its journal. */
export const CALLS_SHAPES: readonly StoredShape[] = [...CENTRE_SHAPES, ...TODAY_SHAPES, ...OUTGOING_SHAPES];

/** What the centre does by itself. */
const NOBODY = { person: null, address: null };

/** What the call process is put together on: in production Asterisk and PostgreSQL, in tests Maps in memory. */
export interface CallsParts extends CopiedStores {
  readonly clock: Clock;
  readonly log: Log;
  readonly node: string;
  /** ISO code. */
  readonly country: string;
  /** IANA name; the day and the year of the centre are its. */
  readonly timezone: string;
  readonly serverKey: Buffer;
  /** Where facts and states are written down; moving them to the database is the relay's, which is not part of this. */
  readonly journal: Journal<JournalFact>;
  /** What an earlier process wrote there, read by `CALLS_SHAPES`. */
  readonly read: ReadStates & { readonly aside: SetAside };
  readonly stored: StoredCentre;
  readonly telephony: Telephony;
  readonly phoneLines: PhoneLines;
  readonly shedding: CallShedding;
  /** The least delay of this process's event loop since it was last asked, ms. */
  readonly loopMs: () => number;
  readonly recordings: NodeRecordings;
  readonly store: Pick<CallStore, 'leaseNumbers' | 'stories'>;
  readonly customers: CustomerDirectory;
  readonly tickets: CallLookups;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly flow: (name: string) => Flow | null;
  /** False when the disk is nearly full. */
  readonly mayRecord: () => boolean;
  /** How many channels can have a voice. */
  readonly voicePairs: () => number;
  /** Brings a caller's number into the form customers are kept under. */
  readonly toLine: (raw: string) => string;
  /** Where a number that the gate lets out is dialled; null: there is no way out. */
  readonly route: (number: string, entry: Entry, lines: LineKeeper) => Endpoint | null;
  readonly isByTrunk: (endpoint: Endpoint) => boolean;
  /** Whether the trunk answers; null: not known, or there is none. */
  readonly trunkReachable: () => Promise<boolean | null>;
  readonly hasWayOut: () => boolean;
  /** What the carrier itself knows us by; '' withholds the number. */
  readonly ownCallerId: string;
  readonly publish: (change: Omit<CentreChange, 'seq'>) => void;
  /** All calls were compared with the telephone system: they are served from now on. */
  readonly served: () => void;
}

/** The parts of the call process, joined. */
export interface CallsCentre {
  readonly calls: CallControl;
  readonly board: Board;
  readonly desk: CommandDesk;
  readonly gate: OutgoingGate;
  readonly lines: LineKeeper;
  readonly numbers: TicketNumbers;
  readonly refusals: Refusals;
  readonly roster: RosterSync;
  caps(): CallCaps;
  raise(alarm: Omit<Alarm, 'since'>): void;
  readonly lastCalls: LastCalls;
  /** Puts everything back as the journal knew it. */
  resume(): void;
  /**
   * Takes what the telephone system tells, from this turn of the event loop on; calls are compared with it, and go on,
   * once there are flows, settings and ticket numbers, which is when this resolves.
   */
  start(flows: Promise<void>): Promise<void>;
  /** Shows the alarms of other processes. */
  showAlarms(): Promise<void>;
  /** Looks after what is not asked for by anybody: calls that last, messages that were left. */
  watch(): void;
  stop(): void;
  /** After `stop`, while the journal is open: nothing comes from the database any more. */
  close(): Promise<void>;
}

/** Wires the rooms of the call process. Nothing is heard or sent before `resume` and `start`. */
export function composeCalls(parts: CallsParts): CallsCentre {
  const { clock, log, node, country, timezone, journal, read, stored } = parts;
  const { telephony, store, audit, toLine } = parts;
  const copies = composeCopies(parts, {
    clock,
    log,
    stored,
    centre: () => ({ calls, roster, lines, board }),
  });
  const settings = (): CentreData => copies.settings();
  const caps = (): CallCaps => callCaps(parts.voicePairs(), settings().policies.callCaps);
  const dayOf = calendarDay(timezone);
  const yearOf = calendarYear(timezone);
  const lineAt = (endpoint: Endpoint): string | null => parts.phoneLines.lineAt(endpoint);
  const hours = new OpeningHours(settings);
  const queueOpen = (queue: string, now: number): boolean => hours.isOpen(queue, now);
  const nameOf = (person: string | null): string =>
    settings().people.find(({ id }) => id === person)?.displayName ?? person ?? '';
  const numbers = new TicketNumbers({
    blocks: stored.numbers,
    lease: (year, size) => store.leaseNumbers(year, size),
    yearOf,
    onTrouble: error => log.warn({ err: error }, 'ticket numbers cannot be leased now'),
    clock,
  });
  const lookups = new CallerLookups({ customers: parts.customers, tickets: parts.tickets, clock });

  const calls: CallControl = new CallControl({
    clock,
    log,
    telephony,
    journal,
    numbers,
    settings,
    queueOpen,
    flow: parts.flow,
    mayRecord: parts.mayRecord,
    lineAt,
    reaches: endpoint => lines.reaches(endpoint),
    endpointOf: agent => lines.endpointOf(agent),
    released: () => void lines.sync(),
    onRest: agent => phones.rest(agent),
    onNotTaken: ({ person, rows, code }) =>
      audit.note({ person, address: null }, { kind: 'not-done', subject: null, data: { rows, code } }),
    identify: (number, customer) => lookups.identify(number, customer),
    lookUp: lookup => lookups.lookUp(lookup),
    autoJoin: (agent, call) => desk.autoJoin(agent, call),
    alsoKeep: facts => {
      watches.cancelled.fold(facts);
      watches.voiceTroubles.fold(facts);
      return board.count(facts);
    },
    onChange: touched => {
      voices.touched(touched);
      board.changed(touched);
    },
  });
  const voices: VoiceQuality = new VoiceQuality({
    clock,
    calls,
    telephony,
    changed: call => board.changed({ calls: new Set([call]), agents: new Set(), queues: false }),
  });
  const phones: AgentPhones = new AgentPhones(calls, clock);
  const lines: LineKeeper = new LineKeeper({
    phoneLines: parts.phoneLines,
    serverKey: parts.serverKey,
    clock,
    log,
    onAgentPhone: (agent, reachable) => phones.changed(agent, reachable),
    leaving: () => calls.registry.leaving(),
    inCall: () => linesInCall(telephony),
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
      hangUpLine(telephony, removed).catch(error =>
        log.warn({ err: error, line: removed }, 'calls of a removed line stay'),
      );
    },
  });
  const roster = new RosterSync({ calls, lines, clock, sessions: stored.sessions });
  const board: Board = new Board(
    {
      clock,
      dayOf,
      calls: () => calls.allCalls(),
      call: id => calls.call(id),
      positions: () => calls.positions(),
      registry: () => calls.registry,
      lineAt,
      voices: call => voices.of(call),
      queues: () => settings().queues,
      leaderMayLeave: () => settings().policies.leaderMayLeave ?? DEFAULT_POLICIES.leaderMayLeave,
      queueOpen,
      publish: parts.publish,
    },
    storedToday(read),
  );
  function raise(alarm: Omit<Alarm, 'since'>): void {
    board.raise({ ...alarm, since: clock.now() });
  }

  const gate = new OutgoingGate(
    {
      clock,
      log,
      country,
      dayOf,
      policy: () => readPolicy(settings().policies.outgoing),
      isOpen: (calendar, now) => hours.isCalendarOpen(calendar, now),
      known: (number, ticket) => lookups.called(number, ticket),
      underWay: () => outgoingCalls(calls.allCalls()),
      route: (number, entry) => parts.route(number, entry, lines),
      ownCallerId: parts.ownCallerId,
      keep: states => calls.setStates(states),
      onLock: locked => raise(alarms.outgoingLocked(locked, nameOf(locked.person), timezone)),
      onFree: person => board.clear(alarms.outgoingLockId(person)),
      onLocked: ({ person, until }) =>
        audit.note(NOBODY, { kind: 'outgoing-locked', subject: person, data: { until } }),
      onRefused: ({ person, ...data }) =>
        audit.note({ person, address: null }, { kind: 'outgoing-refused', subject: null, data }),
    },
    storedOutgoing(read),
  );
  const proofs = new ProofCalls(
    {
      clock,
      log,
      node,
      country,
      dayOf,
      gate,
      telephony,
      hasWayOut: parts.hasWayOut,
      keep: kept => calls.setStates({ [keyOf.proofs]: kept }),
    },
    stored.proofs,
  );
  const orders = new AgentOrders({ calls, clock, settings, dayEnd: dayEnd(timezone) });
  const lastCalls = new LastCalls({
    clock,
    calls: () => calls.allCalls(),
    began() {
      log.info('open → last calls');
      raise(alarms.stopping);
    },
    ended() {
      log.info('last calls → open');
      board.clear(alarms.stopping.id);
    },
  });
  const desk: CommandDesk = new CommandDesk({
    stopping: () => lastCalls.areThese,
    orders,
    voices,
    proofs,
    calls,
    lines,
    clock,
    node,
    settings,
    queueOpen: queue => queueOpen(queue, clock.now()),
    flow: parts.flow,
    gate,
    lookups,
    mayRecord: parts.mayRecord,
    numbers,
    refreshSessions: () => copies.refresh(),
  });

  const messages = new LeftMessages(
    { recordings: parts.recordings, calls, numbers, clock, log, toLine },
    stored.messages,
  );
  const watches = composeWatches({
    clock,
    log,
    dayOf,
    telephony,
    shedding: parts.shedding,
    loopMs: parts.loopMs,
    isByTrunk: parts.isByTrunk,
    trunkReachable: parts.trunkReachable,
    settings,
    calls,
    refusals: stored.refusals,
    raise,
    clear: alarm => board.clear(alarm),
  });

  const serves = (dialled: string): boolean => settings().numbers.some(({ number }) => number === dialled);
  const agentAt = (dialled: string): string | null => calls.registry.at(dialled);
  const direct = new DirectArrivals(lookups);
  const arrivals = { calls, numbers, clock, toLine, serves, agentAt, direct };
  const lost = new LostCalls(
    { calls, lines, telephony, stories: ids => store.stories(ids), settings, toLine, clock, log },
    read.aside.calls,
  );
  const admission = new Admission({
    clock,
    caps,
    calls: () => calls.allCalls(),
    stopping: () => lastCalls.areThese,
  });
  const refused = (why: Refusal): void => watches.refusals.count(why);
  const targets: EventTargets = {
    ...arrivals,
    lines,
    hangUp: channel => void telephony.hangUp(channel, 'finished'),
    refusal: newcomer => admission.refusal(newcomer),
    /** A carrier is told 503, so that it may go another way; a page 486. */
    turnAway({ channel, from }, why) {
      refused(why);
      void telephony.hangUp(channel, from === 'web' ? 'busy' : 'no-room');
    },
    refused,
  };
  async function haveNumbers(): Promise<void> {
    // At a first start the settings' table may be there a moment before that of the numbers.
    const refilled = stored.settings === null ? numbers.untilSome() : numbers.refill(clock.now());
    if (numbers.left(yearOf(clock.now())) === 0) await refilled;
    calls.setStates({ [keyOf.numbers]: numbers.state() });
  }
  let ready: Promise<void> = Promise.resolve();
  let looksAfter = false;
  const link = new LinkWatch({
    clock,
    log,
    dispatch: event => {
      watches.trunk.onEvent(event);
      dispatchEvent(event, targets);
    },
    compare: async () => {
      await ready;
      await lines.sync();
      await reconcile({ ...arrivals, telephony, lost, log });
    },
    onAway: () => raise(alarms.telephoneAway),
    onBack: () => {
      board.clear('asterisk');
      void watches.overload.ask();
      watches.trunkAway.cameUp();
      parts.served();
      if (looksAfter) void messages.look();
    },
  });

  return {
    calls,
    board,
    desk,
    gate,
    lines,
    numbers,
    refusals: watches.refusals,
    roster,
    caps,
    raise,
    lastCalls,
    resume() {
      for (const agent of stored.agents) calls.registry.restore(agent);
      for (const call of stored.calls) calls.restore(call);
      // An agent whose state was lost is there again before the calls are compared: theirs would find nobody.
      if (stored.settings) roster.syncPeople(stored.settings);
      for (const agent of stored.agents) phones.unknown(agent.profile.id);
      if (stored.settings && stored.sessions) lines.expect(stored.sessions, stored.settings.people);
      gate.start();
    },
    async start(flows) {
      ready = (async () => {
        await flows;
        await copies.start();
        await haveNumbers();
      })();
      telephony.listen(event => link.onEvent(event));
      await ready;
    },
    showAlarms: () => copies.showAlarms(),
    watch() {
      looksAfter = true;
      void messages.look();
      watches.start();
    },
    stop() {
      link.stop();
      orders.stop();
      lines.stop();
      numbers.stop();
      board.stop();
      messages.stop();
      watches.stop();
      gate.stop();
      phones.stop();
      lastCalls.stop();
      calls.stop();
    },
    close: () => copies.stop(),
  };
}
