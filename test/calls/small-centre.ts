import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { isByTrunk } from '../../src/adapters/asterisk/endpoints.ts';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryCalls, memoryLookups } from '../../src/adapters/memory/calls.ts';
import { memoryCustomers } from '../../src/adapters/memory/customers.ts';
import { memoryNodeRecordings } from '../../src/adapters/memory/node-recordings.ts';
import { memoryPhoneLines } from '../../src/adapters/memory/phone-lines.ts';
import { type MemoryRecords, memoryRecords } from '../../src/adapters/memory/records.ts';
import { memoryShedding } from '../../src/adapters/memory/shedding.ts';
import { MemorySwitchboard } from '../../src/adapters/memory/switchboard.ts';
import { memoryTelephony } from '../../src/adapters/memory/telephony.ts';
import type { Person, Session } from '../../src/agents/ports.ts';
import { sessionAccount } from '../../src/agents/sip-account.ts';
import type { Happening, Who } from '../../src/audit/events.ts';
import type { Call } from '../../src/calls/call.ts';
import type { CallControl } from '../../src/calls/call-control.ts';
import type { CommandDesk } from '../../src/calls/command-desk.ts';
import type { Disposition } from '../../src/calls/dispositions.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { storedCentre } from '../../src/calls/journal/centre-state.ts';
import type { TicketNumbers } from '../../src/calls/journal/numbers.ts';
import type { JournalFact } from '../../src/calls/journal/relay.ts';
import { readStored, type SetAside } from '../../src/calls/journal/stored-states.ts';
import { agentLeg } from '../../src/calls/legs.ts';
import type { LineKeeper } from '../../src/calls/lines/line-keeper.ts';
import type { CentreData } from '../../src/calls/ports/settings.ts';
import type { Telephony } from '../../src/calls/ports/telephony.ts';
import type { RosterSync } from '../../src/calls/roster-sync.ts';
import { REFUSALS, type Refusal } from '../../src/calls/watches/refusals.ts';
import { type Journal, openJournal } from '../../src/kit/journal.ts';
import { statesBy } from '../../src/kit/stored-shapes.ts';
import type { OutgoingGate } from '../../src/outgoing/gate.ts';
import { FIRST_POLICY, type OutgoingPolicy } from '../../src/outgoing/policy.ts';
import type { QueueProfile } from '../../src/queues/events.ts';
import { CALLS_SHAPES, type CallsCentre, composeCalls } from '../../src/roles/compose-calls.ts';
import type { CallPicture, CentrePicture } from '../../src/supervision/events.ts';
import { flowFrom, flowNamed } from '../ivr/caller.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

/** Home numbers may be called whoever has them, as often as one likes: what is limited has tests of its own. */
export const OPEN_POLICY: OutgoingPolicy = {
  ...FIRST_POLICY,
  allow: FIRST_POLICY.allow.map(each => ({ ...each, numbers: 'any' })),
  offHours: { calendar: 'always', lock: 'none' },
  burst: { ...FIRST_POLICY.burst, unusual: 1_000, unusualInAll: 1_000, calls: 1_000 },
};

const log = pino({ level: 'silent' });
const serverKey = Buffer.alloc(32, 7);

/** A flow that asks nothing: its callers wait at once. */
const STRAIGHT = `flow: directo
title: { es: Directo, en: Straight }
start: cola
rescue: cola
patience: { tries: 3, firstDigitMs: 5000, interDigitMs: 3000, silent: [no-se-oyo], wrong: [opcion-no-valida] }
nodes:
  cola: { kind: queue, queue: averias, topic: averia, priority: 1 }
`;

export const averias: QueueProfile = {
  name: 'averias',
  title: 'Averías',
  area: 'averias',
  calendar: 'always',
  ringMs: 20_000,
  wrapUp: true,
  wrapUpAlarmMs: 60_000,
  answerWithinMs: 20_000,
  announceEveryMs: 60_000,
  recording: 'always',
  recordingPauseMs: 120_000,
};

export function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    username: id,
    displayName: id,
    role: 'agent',
    level: 1,
    queues: ['averias'],
    areas: ['averias'],
    telephone: true,
    phoneKind: 'sip',
    active: true,
    confidentialityAcceptedAt: 1,
    language: 'es',
    ...more,
  };
}

export const session = (id: string): Session => ({
  id: `session-${id}`,
  kind: 'person',
  personId: id,
  line: null,
  createdAt: 0,
  expiresAt: Number.MAX_SAFE_INTEGER,
});

/** The line of the page that somebody is logged in at. */
export const pageLine = (id: string): string => sessionAccount(serverKey, session(id)).user;

export function centreData(people: readonly Person[], more: Partial<CentreData> = {}): CentreData {
  return {
    areas: [{ name: 'averias', title: 'Averías' }],
    queues: [averias, { ...averias, name: 'comercial', title: 'Comercial' }],
    people,
    calendars: [],
    numbers: [
      { number: '*626', flow: 'averias-626' },
      { number: '*1', flow: 'directo' },
      { number: '*3', flow: 'despacio' },
    ],
    dispositions: [
      disposition('resuelto', 'none'),
      disposition('conforme', 'solved', 'talk'),
      disposition('escalar', 'escalate'),
      disposition('sin-contacto', 'none', 'no-talk'),
      { ...disposition('factura', 'none'), queue: 'comercial' },
      { ...disposition('cable', 'none'), queue: 'averias' },
    ],
    breaks: [],
    policies: { debtStops: false, announceRecording: true, outgoing: OPEN_POLICY },
    ...more,
  };
}

const flows = new Map([
  ['averias-626', flowNamed('averias-626')],
  ['sin-ruta', flowNamed('sin-ruta')],
  ['directo', flowFrom(STRAIGHT)],
  [
    'despacio',
    flowFrom(STRAIGHT.replace('flow: directo', 'flow: despacio').replace('priority: 1', 'priority: 3')),
  ],
]);

/** Lets everything that was promised come about; no time passes on the clock. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise(resolve => setImmediate(resolve));
}

/** Folders in memory where there are any: a test does not wait for a disk. */
export function scratch(name: string): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `${name}-`));
}

/**
 * The call process (roles/compose-calls.ts) on a telephone system and records in memory, without other processes.
 * `restart` is a kill -9: only the journal and the telephone system remain.
 */
export class SmallCentre {
  readonly clock: FakeClock = fakeClock();
  readonly board = new MemorySwitchboard(this.clock);
  readonly records: MemoryRecords = memoryRecords();
  readonly dir = scratch('small-centre');
  readonly facts: { call: string | null; fact: JournalFact['fact'] }[] = [];
  /** What the database has of the centre, and who is logged in there; `change` and `logsIn` tell the centre of it. */
  data: CentreData;
  private live: readonly Session[] | null = null;
  private changed: (() => void)[] = [];
  journal!: Journal<JournalFact>;
  /** What of the journal could not be read at the last start. */
  aside!: SetAside;
  /** Else a start fails over a state that cannot be read: every state that calls write has the shape they are read by. */
  mayLose = false;
  /** The form in which callers' numbers are kept: as they come. */
  toLine: (raw: string) => string = raw => raw;
  /** False: the disk is full. */
  mayRecord = true;
  /** How many channels have a voice. */
  pairs = 1_000;
  /** False: there is no way out. */
  hasTrunk = true;
  /** What the audit log was told, also before a restart. */
  readonly audit: { readonly who: Who; readonly happening: Happening }[] = [];
  private readonly published = new Map<string, CallPicture>();
  private centre!: CallsCentre;
  private telephony: Telephony = memoryTelephony(this.board);
  /** Changes what the telephone system answers to orders. */
  meddle: (telephony: Telephony) => Telephony = each => each;

  constructor(agents: readonly string[], more: Partial<CentreData> = {}) {
    this.data = centreData(
      agents.map((id, at) => person(id, { extension: String(101 + at) })),
      more,
    );
  }

  get calls(): CallControl {
    return this.centre.calls;
  }

  get desk(): CommandDesk {
    return this.centre.desk;
  }

  get lines(): LineKeeper {
    return this.centre.lines;
  }

  get lastCalls(): CallsCentre['lastCalls'] {
    return this.centre.lastCalls;
  }

  get roster(): RosterSync {
    return this.centre.roster;
  }

  get numbers(): TicketNumbers {
    return this.centre.numbers;
  }

  get gate(): OutgoingGate {
    return this.centre.gate;
  }

  /** What was last told of a call to those who watch. */
  shown(call: string): CallPicture | undefined {
    return this.published.get(call);
  }

  /** Why callers were not taken, in the order of the reasons. */
  get refused(): Refusal[] {
    const { counts } = this.centre.refusals;
    return REFUSALS.flatMap(why => Array.from({ length: counts[why] }, () => why));
  }

  /** The alarms that stand, by id. */
  get alarms(): string[] {
    return this.picture.alarms.map(({ id }) => id);
  }

  /** What supervisors see. */
  get picture(): CentrePicture {
    return this.centre.board.picture();
  }

  async start(): Promise<this> {
    this.journal = openJournal<JournalFact>(this.dir, statesBy(CALLS_SHAPES));
    const read = readStored(this.journal, { dir: this.dir, shapes: CALLS_SHAPES, log });
    const stored = storedCentre(read);
    if (read.unreadable.length > 0 && !this.mayLose) {
      throw new Error(`the journal has states that cannot be read: ${JSON.stringify(read.unreadable)}`);
    }
    this.aside = read.aside;
    const { journal } = this;
    this.telephony = this.meddle(memoryTelephony(this.board));
    const append = journal.append.bind(journal);
    journal.append = (facts, states) => {
      this.facts.push(...facts.map(({ call, fact }) => ({ call, fact })));
      return append(facts, states);
    };
    const centre = composeCalls({
      clock: this.clock,
      log,
      node: 'n1',
      country: 'VE',
      timezone: 'UTC',
      serverKey,
      journal,
      read,
      stored,
      telephony: this.telephony,
      phoneLines: memoryPhoneLines(this.board),
      shedding: memoryShedding(),
      loopMs: () => 0,
      recordings: memoryNodeRecordings(this.board),
      centre: { load: async () => this.data, watch: changed => this.watch(changed) },
      sessions: { live: async () => [...this.logIns], watch: changed => this.watch(changed) },
      alarmBook: memoryAlarms(this.records),
      store: memoryCalls(this.records),
      customers: memoryCustomers(this.records),
      tickets: memoryLookups(this.records),
      audit: { note: (who, happening) => this.audit.push({ who, happening }) },
      flow: name => flows.get(name) ?? null,
      mayRecord: () => this.mayRecord,
      voicePairs: () => this.pairs,
      toLine: raw => this.toLine(raw),
      route: number => (this.hasTrunk ? `PJSIP/${number}@trunk` : null),
      isByTrunk,
      trunkReachable: async () => null,
      hasWayOut: () => this.hasTrunk,
      ownCallerId: 'carrier-account',
      publish: ({ put }) => {
        for (const each of put.calls ?? []) this.published.set(each.id, each);
      },
      served: () => undefined,
    });
    this.centre = centre;
    centre.resume();
    await centre.start(Promise.resolve());
    await centre.showAlarms();
    await quiet();
    return this;
  }

  /** Everything of the process is gone at once. */
  async kill(): Promise<void> {
    this.centre.stop();
    await this.centre.close();
    await this.journal.close();
  }

  /** What the database has of the facts so far. */
  async saveFacts(): Promise<void> {
    const at = this.clock.now();
    await memoryCalls(this.records).save(
      this.facts.map((each, index) => ({ node: 'n1', seq: index + 1, at, ...each })),
    );
  }

  /** Everybody is logged in, unless it is said otherwise. */
  get logIns(): readonly Session[] {
    return this.live ?? this.data.people.map(each => session(each.id));
  }

  /** Timers that run, beside the one that looks at the end of a log-in. */
  get timers(): number {
    return this.clock.pending() - (this.logIns.length > 0 ? 1 : 0);
  }

  /** From now on these are logged in. */
  async logsIn(live: readonly Session[]): Promise<void> {
    this.live = live;
    await this.tell();
  }

  /** From now on the database has this of the centre. */
  async change(data: CentreData): Promise<void> {
    this.data = data;
    await this.tell();
  }

  private async tell(): Promise<void> {
    for (const changed of this.changed) changed();
    await quiet();
  }

  private async watch(changed: () => void): Promise<() => Promise<void>> {
    this.changed.push(changed);
    return async () => {
      this.changed = this.changed.filter(each => each !== changed);
    };
  }

  /** A kill -9, after which these states stand in the journal in place of what was there. */
  async restartWith(states: Readonly<Record<string, unknown>>, version = 1): Promise<void> {
    await this.kill();
    const journal = openJournal(this.dir, { versionOf: () => version });
    journal.append([], Object.entries(states));
    await journal.close();
    this.mayLose = true;
    await this.start();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The line of an agent's telephone: that on their desk, or of their page. */
  lineOf(agent: string): string {
    const isAtPage = this.data.people.some(({ id, phoneKind }) => id === agent && phoneKind === 'browser');
    return isAtPage ? pageLine(agent) : `sp-${agent}`;
  }

  /** Agents at their telephones, ready for calls. */
  async ready(...agents: string[]): Promise<void> {
    for (const agent of agents) {
      this.board.registers(this.lineOf(agent));
      await this.desk.carryOut({ do: 'set-will', agent, will: { kind: 'ready' } });
    }
    await quiet();
  }

  /** A caller who waits at once; answers the call. */
  async waits(callerNumber = '04145550101'): Promise<string> {
    const call = this.board.rings({ callerNumber, dialled: '*1' });
    await this.soon();
    return call;
  }

  /** A caller who talks with the agent who was ready; answers the call. */
  async talks(callerNumber?: string): Promise<string> {
    const call = await this.waits(callerNumber);
    this.board.answers(this.legOf(call));
    await this.soon();
    return call;
  }

  /** What is due now comes about. */
  async soon(ms = 0): Promise<void> {
    await quiet();
    this.clock.advance(ms);
    await quiet();
  }

  call(id: string): Call {
    const call = this.calls.call(id);
    if (!call) throw new Error(`there is no call ${id}`);
    return call;
  }

  phaseOf(id: string): string {
    return this.calls.call(id)?.phase.kind ?? 'closed';
  }

  /** The leg that rings or talks for a call. */
  legOf(id: string): string {
    const { phase } = this.call(id);
    const leg = phase.kind === 'talking' ? agentLeg(phase)?.channel : 'leg' in phase ? phase.leg : undefined;
    if (leg === undefined) throw new Error(`${id} has no leg while ${phase.kind}`);
    return leg;
  }

  workOf(agent: string): string {
    return this.calls.registry.get(agent)?.work.kind ?? 'no agent';
  }

  factsOf(id: string): CallFact[] {
    return this.facts.filter(each => each.call === id).map(each => each.fact as CallFact);
  }

  kindsOf(id: string): string[] {
    return this.factsOf(id).map(fact => fact.kind);
  }
}

function disposition(
  code: string,
  effect: Disposition['effect'],
  fits: Disposition['fits'] = 'any',
): Disposition {
  return { code, queue: null, title: { es: code, en: code }, effect, fits };
}
