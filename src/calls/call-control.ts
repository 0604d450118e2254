import type { Agent } from '../agents/agent.ts';
import { whyNot } from '../agents/agent.ts';
import { Floor } from '../agents/floor.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import type { Found, Lookup } from '../ivr/conversation.ts';
import type { Flow } from '../ivr/flow.ts';
import type { Clock } from '../kit/clock.ts';
import type { Journal } from '../kit/journal.ts';
import type { Log } from '../kit/log.ts';
import { CallLengths } from '../queues/call-lengths.ts';
import { type Candidate, choose } from '../queues/choose.ts';
import { expectedWait } from '../queues/expected-wait.ts';
import { WaitingLine } from '../queues/waiting-line.ts';
import type { Call } from './call.ts';
import { CallTimers } from './call-timers.ts';
import { keyOf } from './centre-state.ts';
import { decide } from './decide.ts';
import type { AgentFact, CallFact } from './events.ts';
import type { CallInput, Surroundings } from './inputs.ts';
import type { TicketNumbers } from './numbers.ts';
import { type CentreOrder, isTelephoneOrder, subjectOf, type TelephoneOrder } from './orders.ts';
import type { CentreData, Telephony, TicketGlance } from './ports.ts';
import type { JournalFact } from './relay.ts';
import { carryOut } from './telephone-orders.ts';

export interface CallControlParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly telephony: Telephony;
  readonly journal: Journal<JournalFact>;
  readonly numbers: TicketNumbers;
  /** Read at each step, so that changed settings hold at once. */
  readonly settings: () => CentreData;
  readonly queueOpen: (queue: string, now: number) => boolean;
  readonly flow: (name: string) => Flow | null;
  readonly mayRecord: () => boolean;
  readonly endpointOf: (agent: string) => string | null;
  /** Answers null when nobody answered in time. */
  readonly identify: (
    callerNumber: string,
  ) => Promise<{ customer: CustomerSummary | null; openTickets: TicketGlance[] } | null>;
  readonly lookUp: (lookup: Lookup) => Promise<Found | null>;
  /** Extra states to keep with the facts of this step (today's counters, for one), by key. */
  readonly alsoKeep: (facts: readonly JournalFact[]) => Record<string, unknown>;
  /** Called after each round with what changed. */
  readonly onChange: (touched: Touched) => void;
}

export interface Touched {
  readonly calls: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  /** Somebody joined or left a queue. */
  readonly queues: boolean;
}

/** The flow for numbers that lead nowhere. */
const NO_ROUTE_FLOW = 'sin-ruta';

/**
 * The shell around the rules: one input at a time, each carried through to the end before the next.
 *
 *   input ─▶ decide(call) ─▶ centre orders (at once, in memory) ─▶ journal ─▶ telephone orders (sent, not awaited)
 *                                                                                   │ outcome = a later input
 *   no input left ─▶ choose: is there a waiting caller and a free agent? ─▶ `offer` is the next input
 */
export class CallControl {
  readonly floor: Floor;
  private readonly parts: CallControlParts;
  private readonly calls = new Map<string, Call>();
  private readonly timers: CallTimers;
  /** Which call a leg belongs to. The customer's own channel is the call's id. */
  private readonly legs = new Map<string, string>();
  private readonly line = new WaitingLine();
  private readonly lengths = new CallLengths();
  private inbox: { call: string; input: CallInput }[] = [];
  private busy = false;
  private touched = { calls: new Set<string>(), agents: new Set<string>(), queues: false };
  private facts: JournalFact[] = [];
  private states: Record<string, unknown> = {};

  constructor(parts: CallControlParts) {
    this.parts = parts;
    this.floor = new Floor((before, after) => this.agentChanged(before, after));
    this.timers = new CallTimers(parts.clock, (call, name) => this.post(call, { kind: 'timer', name }));
  }

  call(id: string): Call | null {
    return this.calls.get(id) ?? null;
  }

  allCalls(): Call[] {
    return [...this.calls.values()];
  }

  /** 1 = next; null when the call does not wait. */
  positionOf(call: string): number | null {
    return this.line.placeOf(call);
  }

  callOfLeg(channel: string): string | null {
    return this.calls.has(channel) ? channel : (this.legs.get(channel) ?? null);
  }

  /** A new call; `begin` follows. Its first fact is on disk before anything is done for it. */
  open(call: Call, arrived: Extract<CallFact, { kind: 'call-arrived' }>): void {
    if (this.calls.has(call.id)) return;
    this.keep(call);
    this.facts.push({ call: call.id, at: arrived.at, fact: arrived });
    this.states[keyOf.numbers] = this.parts.numbers.state();
    this.post(call.id, { kind: 'begin' });
    void this.parts.identify(call.callerNumber).then(found => {
      if (found) this.post(call.id, { kind: 'identified', ...found });
    });
  }

  /** Puts a call back as the journal knew it; `recover` must follow as soon as the telephone system is listed. */
  restore(call: Call): void {
    this.calls.set(call.id, call);
    for (const leg of legsOf(call)) this.legs.set(leg, call.id);
    this.touched.calls.add(call.id);
  }

  /** Ends the timers; calls go on in Asterisk and are taken up again by the next process. */
  stop(): void {
    this.timers.stop();
  }

  /** Gives a call something that happened. Unknown calls are none of ours any more: nothing happens. */
  post(call: string, input: CallInput): void {
    this.inbox.push({ call, input });
    this.settle();
  }

  /** Something changed on the floor (a will, a telephone): see whether somebody can be served. */
  settle(): void {
    if (this.busy) return;
    this.busy = true;
    try {
      for (;;) {
        const next = this.inbox.shift() ?? this.nextOffer();
        if (!next) break;
        this.take(next.call, next.input);
      }
      this.writeDown();
    } finally {
      this.busy = false;
    }
    const touched = this.touched;
    this.touched = { calls: new Set(), agents: new Set(), queues: false };
    if (touched.calls.size > 0 || touched.agents.size > 0 || touched.queues) this.parts.onChange(touched);
  }

  /** Notes a fact that belongs to no call in progress. */
  note(call: string | null, fact: CallFact | AgentFact, states: Record<string, unknown> = {}): void {
    this.facts.push({ call, at: fact.at, fact });
    Object.assign(this.states, states);
    this.settle();
  }

  /** Someone who is no agent any more; a call he has goes on. */
  dismiss(agent: string): void {
    this.floor.forget(agent);
    this.touched.agents.add(agent);
    this.remember({ [keyOf.agent(agent)]: null });
  }

  /** Keeps a state of the centre beside those of calls and agents. */
  remember(states: Record<string, unknown>): void {
    Object.assign(this.states, states);
    this.settle();
  }

  private take(id: string, input: CallInput): void {
    const before = this.calls.get(id);
    if (!before) return;
    const { call, orders } = decide(before, input, this.surroundings(before));
    if (call === before && orders.length === 0) return;
    this.keep(call);
    const outward: TelephoneOrder[] = [];
    for (const order of orders) {
      if (isTelephoneOrder(order)) outward.push(order);
      else this.obey(call, order);
    }
    if (before.phase.kind !== call.phase.kind) {
      const { phase } = call;
      const agent = 'agent' in phase ? phase.agent : null;
      this.parts.log.info({ call: id, ticket: call.ticket, agent }, `${before.phase.kind} → ${phase.kind}`);
    }
    this.writeDown();
    for (const order of outward) this.send(id, order);
  }

  private keep(call: Call): void {
    this.calls.set(call.id, call);
    this.states[keyOf.call(call.id)] = call;
    this.touched.calls.add(call.id);
  }

  /** Facts and states of a step reach the disk before its orders reach the telephone system. */
  private writeDown(): void {
    if (this.facts.length === 0 && Object.keys(this.states).length === 0) return;
    const states = { ...this.states, ...this.parts.alsoKeep(this.facts) };
    this.parts.journal.append(this.facts, states);
    this.facts = [];
    this.states = {};
  }

  private send(call: string, order: TelephoneOrder): void {
    if (order.kind === 'dial') this.legs.set(order.order.channel, call);
    const subject = subjectOf(order);
    carryOut(this.parts.telephony, order).then(
      outcome => {
        if (outcome !== 'done')
          this.parts.log.debug({ call, order: order.kind, subject, outcome }, 'order not done');
        this.post(call, { kind: 'outcome', order: order.kind, subject, outcome });
      },
      (error: unknown) => {
        this.parts.log.error({ err: error, call, order: order.kind }, 'order failed');
        this.post(call, { kind: 'outcome', order: order.kind, subject, outcome: 'refused' });
      },
    );
  }

  private obey(call: Call, order: CentreOrder): void {
    const now = this.parts.clock.now();
    switch (order.kind) {
      case 'enqueue':
        this.enqueue(call);
        return;
      case 'dequeue':
        this.dequeue(call.id);
        return;
      case 'agent-offered':
        this.floor.offer(order.agent, call.id, now);
        return;
      case 'agent-talks':
        this.floor.talk(order.agent, call.id, now);
        return;
      case 'agent-missed':
        this.floor.miss(order.agent, call.id, order.fault, now);
        return;
      case 'agent-finished':
        this.floor.finish(order.agent, call.id, order.wrapUp, now);
        return;
      case 'agent-disposed':
        this.floor.endWrapUp(order.agent, call.id, now);
        return;
      case 'lookup':
        void this.parts.lookUp(order.lookup).then(found => this.post(call.id, { kind: 'looked-up', found }));
        return;
      case 'timer':
        this.timers.start(call.id, order.name, order.ms);
        return;
      case 'cancel-timer':
        this.timers.cancel(call.id, order.name);
        return;
      case 'fact':
        this.facts.push({ call: call.id, at: order.fact.at, fact: order.fact });
        this.measure(call, order.fact);
        return;
      case 'close':
        this.close(call);
        return;
      default:
        order satisfies never;
    }
  }

  private enqueue(call: Call): void {
    if (call.phase.kind !== 'waiting') return;
    const { queue, priority, queuedAt, missedBy } = call.phase;
    this.line.join({ call: call.id, queue, priority, queuedAt, missedBy });
    this.touched.queues = true;
  }

  private dequeue(call: string): void {
    if (this.line.leave(call)) this.touched.queues = true;
  }

  private nextOffer(): { call: string; input: CallInput } | null {
    if (this.line.all.length === 0) return null;
    const endpoints = new Map<string, string>();
    const candidates: Candidate[] = [];
    for (const agent of this.floor.all()) {
      const endpoint = this.parts.endpointOf(agent.profile.id);
      if (endpoint) endpoints.set(agent.profile.id, endpoint);
      candidates.push(candidateOf(agent, endpoint !== null));
    }
    const choice = choose(this.line.all, candidates, this.parts.clock.now());
    const endpoint = choice && endpoints.get(choice.agent);
    if (!choice || !endpoint) return null;
    const { call, ...why } = choice;
    return { call, input: { kind: 'offer', endpoint, position: this.parts.journal.nextSeq(), ...why } };
  }

  private surroundings(call: Call): Surroundings {
    const now = this.parts.clock.now();
    const settings = this.parts.settings();
    return {
      now,
      flow: call.phase.kind === 'welcome' ? this.flowOf(call) : null,
      facts: {
        announceRecording: settings.policies.announceRecording,
        debtStops: settings.policies.debtStops,
        queueOpen: queue => this.parts.queueOpen(queue, now),
      },
      queue: name => settings.queues.find(each => each.name === name) ?? null,
      place: call.phase.kind === 'waiting' ? this.placeFor(call.id, call.phase.queue) : null,
      mayRecord: this.parts.mayRecord(),
    };
  }

  private flowOf(call: Call): Flow | null {
    const { phase } = call;
    const going = phase.kind === 'welcome' ? phase.place?.flow : undefined;
    const route = this.parts.settings().numbers.find(each => each.number === call.dialled);
    return this.parts.flow(going ?? route?.flow ?? NO_ROUTE_FLOW);
  }

  private placeFor(call: string, queue: string): Surroundings['place'] {
    const position = this.positionOf(call);
    if (position === null) return null;
    const serving = this.floor
      .all()
      .filter(
        agent =>
          agent.profile.queues.includes(queue) && agent.will.kind === 'ready' && agent.phone === 'registered',
      ).length;
    return { position, waitMs: expectedWait({ place: position, serving, recentMs: this.lengths.of(queue) }) };
  }

  private measure(call: Call, fact: CallFact): void {
    if (fact.kind === 'answered' && call.phase.kind === 'talking' && call.phase.queued) {
      this.lengths.began(call.id, call.phase.queued.queue, fact.at);
    }
    if (fact.kind === 'call-ended') this.lengths.ended(call.id, fact.at);
  }

  private close(call: Call): void {
    this.calls.delete(call.id);
    this.states[keyOf.call(call.id)] = null;
    this.dequeue(call.id);
    this.timers.cancelAll(call.id);
    for (const [leg, owner] of this.legs) if (owner === call.id) this.legs.delete(leg);
  }

  private agentChanged(before: Agent | null, after: Agent): void {
    const agent = after.profile.id;
    const at = this.parts.clock.now();
    this.states[keyOf.agent(agent)] = after;
    this.touched.agents.add(agent);
    if (before?.will !== after.will)
      this.facts.push({ call: null, at, fact: { kind: 'will-changed', at, agent, will: after.will } });
    if (before && before.phone !== after.phone) {
      this.facts.push({ call: null, at, fact: { kind: 'phone-changed', at, agent, phone: after.phone } });
    }
    if (before && before.work !== after.work) {
      const { work } = after;
      const call = work.kind === 'idle' ? null : work.call;
      this.facts.push({ call: null, at, fact: { kind: 'work-changed', at, agent, work: work.kind, call } });
    }
  }
}

function candidateOf(agent: Agent, hasEndpoint: boolean): Candidate {
  return {
    id: agent.profile.id,
    queues: agent.profile.queues,
    whyNot: whyNot(agent) ?? (hasEndpoint ? null : 'unreachable'),
    idleSince: agent.work.since,
  };
}

/** Channels of a call besides the customer's own. */
export function legsOf(call: Call): string[] {
  const { phase } = call;
  switch (phase.kind) {
    case 'offered':
    case 'dialling':
    case 'talking':
      return [phase.leg];
    case 'ending':
      return phase.open.filter(channel => channel !== call.id);
    case 'welcome':
    case 'waiting':
      return [];
    default:
      return phase satisfies never;
  }
}
