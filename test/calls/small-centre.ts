import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { memoryCalls, memoryLookups } from '../../src/adapters/memory/calls.ts';
import { memoryCustomers } from '../../src/adapters/memory/customers.ts';
import { memoryPhoneLines } from '../../src/adapters/memory/phone-lines.ts';
import { type MemoryRecords, memoryRecords } from '../../src/adapters/memory/records.ts';
import { MemorySwitchboard } from '../../src/adapters/memory/switchboard.ts';
import { memoryTelephony } from '../../src/adapters/memory/telephony.ts';
import type { Person, Session } from '../../src/agents/ports.ts';
import { Admission, callCaps } from '../../src/calls/admission.ts';
import { AgentPhones } from '../../src/calls/agent-phones.ts';
import type { Call } from '../../src/calls/call.ts';
import { CallControl } from '../../src/calls/call-control.ts';
import { CallerLookups } from '../../src/calls/caller-lookups.ts';
import { CENTRE_SHAPES, keyOf, storedCentre } from '../../src/calls/centre-state.ts';
import { CommandDesk } from '../../src/calls/command-desk.ts';
import type { Disposition } from '../../src/calls/dispositions.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { linesInCall } from '../../src/calls/line-channels.ts';
import { LineKeeper } from '../../src/calls/line-keeper.ts';
import { LinkWatch } from '../../src/calls/link-watch.ts';
import { LostCalls } from '../../src/calls/lost-calls.ts';
import { TicketNumbers } from '../../src/calls/numbers.ts';
import { OpeningHours } from '../../src/calls/opening-hours.ts';
import { outgoingCalls } from '../../src/calls/outgoing-calls.ts';
import type { CentreData, Telephony } from '../../src/calls/ports.ts';
import { ProofCalls } from '../../src/calls/proof-calls.ts';
import { reconcile } from '../../src/calls/recovery.ts';
import type { Refusal } from '../../src/calls/refusals.ts';
import type { JournalFact } from '../../src/calls/relay.ts';
import { Staff } from '../../src/calls/staff.ts';
import { readStored, type SetAside } from '../../src/calls/stored-states.ts';
import { type Hearing, hear } from '../../src/calls/telephone-events.ts';
import { type Journal, openJournal } from '../../src/kit/journal.ts';
import { statesBy } from '../../src/kit/stored-shapes.ts';
import { OUTGOING_SHAPES } from '../../src/outgoing/counts.ts';
import { type Locked, OutgoingGate, type RefusedWish } from '../../src/outgoing/gate.ts';
import { FIRST_POLICY, type OutgoingPolicy } from '../../src/outgoing/policy.ts';
import { storedOutgoing } from '../../src/outgoing/stored.ts';
import type { QueueProfile } from '../../src/queues/events.ts';
import { flowFrom, flowNamed } from '../ivr/caller.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

/** Home numbers may be called whoever has them, as often as one likes: what is limited has tests of its own. */
export const OPEN_POLICY: OutgoingPolicy = {
  ...FIRST_POLICY,
  allow: FIRST_POLICY.allow.map(each => ({ ...each, numbers: 'any' })),
  offHours: { calendar: 'always', lock: 'none' },
  burst: { ...FIRST_POLICY.burst, unusual: 1_000, unusualInAll: 1_000, calls: 1_000 },
};

const SHAPES = [...CENTRE_SHAPES, ...OUTGOING_SHAPES];

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
  calendar: 'always',
  ringMs: 20_000,
  wrapUp: true,
  wrapUpAlarmMs: 60_000,
  answerWithinMs: 20_000,
  announceEveryMs: 60_000,
  record: true,
};

export function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    username: id,
    displayName: id,
    role: 'agent',
    level: 1,
    queues: ['averias'],
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

export function centreData(people: readonly Person[], more: Partial<CentreData> = {}): CentreData {
  return {
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
 * The call process on a telephone system in memory: what roles/calls.ts puts together, without other processes.
 * `restart` is a kill -9: only the journal and the telephone system remain.
 */
export class SmallCentre {
  readonly clock: FakeClock = fakeClock();
  readonly board = new MemorySwitchboard(this.clock);
  readonly records: MemoryRecords = memoryRecords();
  readonly dir = scratch('small-centre');
  readonly facts: { call: string | null; fact: JournalFact['fact'] }[] = [];
  data: CentreData;
  calls!: CallControl;
  desk!: CommandDesk;
  lines!: LineKeeper;
  staff!: Staff;
  journal!: Journal<JournalFact>;
  numbers!: TicketNumbers;
  /** What of the journal could not be read at the last start. */
  aside!: SetAside;
  /** Else a start fails over a state that cannot be read: every state that calls write has the shape they are read by. */
  mayLose = false;
  /** The form in which callers' numbers are kept: as they come. */
  toLine: (raw: string) => string = raw => raw;
  /** How many channels have a voice. */
  pairs = 1_000;
  readonly refused: Refusal[] = [];
  gate!: OutgoingGate;
  /** False: there is no way out. */
  hasTrunk = true;
  /** Who is locked now, with until when: what is an alarm of the centre. */
  readonly locks = new Map<string | null, number | null>();
  readonly begunLocks: Locked[] = [];
  readonly refusedCalls: RefusedWish[] = [];
  private link!: LinkWatch;
  private phones!: AgentPhones;
  private telephony: Telephony = memoryTelephony(this.board);
  /** Changes what the telephone system answers to orders. */
  meddle: (telephony: Telephony) => Telephony = each => each;

  constructor(agents: readonly string[], more: Partial<CentreData> = {}) {
    this.data = centreData(
      agents.map(id => person(id)),
      more,
    );
  }

  async start(): Promise<this> {
    this.journal = openJournal<JournalFact>(this.dir, statesBy(SHAPES));
    const read = readStored(this.journal, { dir: this.dir, shapes: SHAPES, log });
    const stored = storedCentre(read);
    if (read.unreadable.length > 0 && !this.mayLose) {
      throw new Error(`the journal has states that cannot be read: ${JSON.stringify(read.unreadable)}`);
    }
    this.aside = read.aside;
    const { clock, journal } = this;
    this.telephony = this.meddle(memoryTelephony(this.board));
    const { telephony } = this;
    const numbers = new TicketNumbers({
      blocks: stored.numbers,
      lease: (year, size) => memoryCalls(this.records).leaseNumbers(year, size),
      yearOf: at => new Date(at).getUTCFullYear(),
      onTrouble: () => undefined,
      clock,
    });
    this.numbers = numbers;
    const lookups = new CallerLookups({
      customers: memoryCustomers(this.records),
      tickets: memoryLookups(this.records),
      clock,
    });
    const calls: CallControl = new CallControl({
      clock,
      log,
      telephony,
      journal,
      numbers,
      settings: () => this.data,
      queueOpen: () => true,
      flow: name => flows.get(name) ?? null,
      mayRecord: () => true,
      endpointOf: agent => this.lines.endpointOf(agent),
      released: () => void this.lines.sync(),
      onRest: agent => this.phones.rest(agent),
      identify: (number, customer) => lookups.identify(number, customer),
      lookUp: async () => null,
      alsoKeep: facts => {
        this.facts.push(...facts.map(({ call, fact }) => ({ call, fact })));
        return {};
      },
      onChange: () => undefined,
    });
    this.calls = calls;
    this.phones = new AgentPhones(calls, clock);
    this.lines = new LineKeeper({
      phoneLines: memoryPhoneLines(this.board),
      serverKey,
      clock,
      log,
      onAgentPhone: (agent, reachable) => this.phones.changed(agent, reachable),
      leaving: () => this.calls.floor.leaving(),
      inCall: () => linesInCall(telephony),
      onRemoved: () => undefined,
      onBarred: () => undefined,
    });
    this.gate = new OutgoingGate(
      {
        clock,
        log,
        country: 'VE',
        dayOf: at => new Date(at).toISOString().slice(0, 10),
        policy: () => this.data.policies.outgoing,
        isOpen: (calendar, now) => new OpeningHours(() => this.data).isCalendarOpen(calendar, now),
        known: (number, ticket) => lookups.called(number, ticket),
        underWay: () => outgoingCalls(calls.allCalls()),
        route: number => (this.hasTrunk ? `PJSIP/${number}@trunk` : null),
        ownCallerId: 'carrier-account',
        keep: states => calls.remember(states),
        onLock: locked => this.locks.set(locked.person, locked.until),
        onFree: person => this.locks.delete(person),
        onLocked: locked => this.begunLocks.push(locked),
        onRefused: refused => this.refusedCalls.push(refused),
      },
      storedOutgoing(read),
    );
    this.locks.clear();
    const proofs = new ProofCalls(
      {
        clock,
        log,
        node: 'n1',
        country: 'VE',
        dayOf: at => new Date(at).toISOString().slice(0, 10),
        gate: this.gate,
        telephony,
        hasWayOut: () => this.hasTrunk,
        keep: kept => calls.remember({ [keyOf.proofs]: kept }),
      },
      stored.proofs,
    );
    this.desk = new CommandDesk({
      proofs,
      calls,
      lines: this.lines,
      clock,
      node: 'n1',
      settings: () => this.data,
      gate: this.gate,
      refreshSessions: async () => undefined,
      lookups,
    });
    for (const agent of stored.agents) calls.floor.restore(agent);
    for (const call of stored.calls) calls.restore(call);
    for (const agent of stored.agents) this.phones.unknown(agent.profile.id);
    const sessions = this.data.people.map(each => session(each.id));
    this.staff = new Staff({ calls, lines: this.lines, clock, sessions });
    this.staff.know(this.data);
    this.staff.present(sessions, this.data);
    this.gate.start();
    await numbers.refill(clock.now());
    calls.remember({ [keyOf.numbers]: numbers.state() });
    const lost = new LostCalls(
      {
        calls,
        lines: this.lines,
        stories: ids => memoryCalls(this.records).stories(ids),
        settings: () => this.data,
        toLine: raw => this.toLine(raw),
        clock,
        log,
      },
      read.aside.calls,
    );
    const serves = (dialled: string) => this.data.numbers.some(({ number }) => number === dialled);
    const arrivals = { calls, numbers, clock, toLine: (raw: string) => this.toLine(raw), serves };
    const hangUp = (channel: string): void => void telephony.hangUp(channel, 'normal');
    const admission = new Admission({
      clock,
      caps: () => callCaps(this.pairs, this.data.policies.callCaps),
      calls: () => calls.allCalls(),
    });
    const refusal: Hearing['refusal'] = newcomer => admission.refusal(newcomer);
    const turnAway: Hearing['turnAway'] = ({ channel, from }, why) => {
      this.refused.push(why);
      void telephony.hangUp(channel, from === 'web' ? 'busy' : 'congestion');
    };
    const refused = (why: Refusal) => this.refused.push(why);
    this.link = new LinkWatch({
      clock,
      log,
      hear: event => hear(event, { ...arrivals, lines: this.lines, hangUp, refusal, turnAway, refused }),
      compare: async () => {
        await this.lines.sync();
        await reconcile({ ...arrivals, telephony, lost, log });
      },
      onAway: () => undefined,
      onBack: () => undefined,
    });
    telephony.listen(event => this.link.tell(event));
    await quiet();
    return this;
  }

  /** Everything of the process is gone at once. */
  async kill(): Promise<void> {
    this.calls.stop();
    this.link.stop();
    this.lines.stop();
    this.numbers.stop();
    this.phones.stop();
    this.gate.stop();
    await this.journal.close();
  }

  /** What the database has of the facts so far. */
  async saveFacts(): Promise<void> {
    const at = this.clock.now();
    await memoryCalls(this.records).save(
      this.facts.map((each, index) => ({ node: 'n1', seq: index + 1, at, ...each })),
    );
  }

  /** A kill -9, after which these states stand in the journal in place of what was there. */
  async restartWith(states: Readonly<Record<string, unknown>>, version = 1): Promise<void> {
    await this.kill();
    const journal = openJournal(this.dir, { versionOf: () => version });
    journal.append([], states);
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

  /** Agents at their telephones, ready for calls. */
  async ready(...agents: string[]): Promise<void> {
    for (const agent of agents) {
      this.board.registers(`sp-${agent}`);
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
    if (!('leg' in phase)) throw new Error(`${id} has no leg while ${phase.kind}`);
    return phase.leg;
  }

  workOf(agent: string): string {
    return this.calls.floor.get(agent)?.work.kind ?? 'no agent';
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
