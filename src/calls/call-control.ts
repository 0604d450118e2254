import type { Agent } from '../agents/agent.ts';
import { AgentRegistry } from '../agents/agent-registry.ts';
import type { Found, Lookup } from '../ivr/conversation.ts';
import type { Clock } from '../kit/clock.ts';
import type { Journal, StatePatch } from '../kit/journal.ts';
import type { Log } from '../kit/log.ts';
import type { Place } from '../queues/place.ts';
import { type Served, Serving } from '../queues/serving.ts';
import { agentFacts } from './agent-facts.ts';
import type { Call, CallIn } from './call.ts';
import { agentOf, isInternal, legsOf } from './call-parties.ts';
import { isWaiting, placeFor, placeId } from './call-place.ts';
import { CallTimers } from './call-timers.ts';
import type { Identified } from './caller-lookups.ts';
import { CurrentCalls } from './current-calls.ts';
import { decide } from './decide.ts';
import type { AgentFact, CallFact } from './events.ts';
import type { CallInput, FreeAgent, Surroundings } from './inputs.ts';
import { keyOf } from './journal/centre-state.ts';
import type { TicketNumbers } from './journal/numbers.ts';
import type { JournalFact } from './journal/relay.ts';
import { StepWriter } from './journal/step-writer.ts';
import { LeavingAgents } from './leaving-agents.ts';
import { liveSurroundings } from './live-surroundings.ts';
import { OrderSender } from './order-sender.ts';
import { type CentreOrder, isTelephoneOrder, type TelephoneOrder } from './orders.ts';
import type { Telephony } from './ports/telephony.ts';
import { nothing, type Step } from './step.ts';
import { type CentreView, surroundingsOf } from './surroundings.ts';
import { Silence } from './watches/silence.ts';

export interface CallControlParts extends CentreView {
  readonly clock: Clock;
  readonly log: Log;
  readonly telephony: Telephony;
  readonly journal: Journal<JournalFact>;
  readonly numbers: TicketNumbers;
  readonly endpointOf: (agent: string) => string | null;
  /** A log-in that had ended has no call in hand any more: its line may go. */
  readonly released: () => void;
  /** An offer was not taken: the agent's telephone may have to be left alone for a while. */
  readonly onRest: (agent: string) => void;
  /** A take-over that stands in the audit log came to nothing. */
  readonly onNotTaken: (told: Extract<CentreOrder, { kind: 'not-taken-over' }>) => void;
  /** Answers null when nobody answered in time. */
  readonly identify: (callerNumber: string, customer: string | null) => Promise<Identified | null>;
  readonly lookUp: (lookup: Lookup) => Promise<Found | null>;
  /** A call that waits beside the agent's talk is to be in it, if it may. */
  readonly autoJoin: (agent: string, call: string) => Promise<void>;
  /** Extra states to keep with the facts of this step (today's counters, for one), by key. */
  readonly alsoKeep: (facts: readonly JournalFact[]) => StatePatch;
  /** Called after each round with what changed. */
  readonly onChange: (touched: Touched) => void;
}

export interface Touched {
  readonly calls: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  /** Somebody joined or left a queue. */
  readonly queues: boolean;
}

interface Outward {
  readonly call: Call;
  readonly order: TelephoneOrder;
}

/**
 * The shell around the rules: one input at a time. What inputs at one moment lead to is one line of the journal, and leaves
 * with one call of the system: each costs as much for one call as for ten.
 *
 *   input ─▶ decide(call) ─▶ centre orders (at once, in memory) ─┄─▶ journal ─▶ telephone orders (sent, not awaited)
 *                                                                                   │ outcome = a later input
 *   no input left ─▶ Serving.serveNext: is there a place that an agent can serve? ─▶ `offer` is the next input
 *   nobody left to serve ─▶ CallTimers.endRound: what a caller who is not rung for at once hears
 */
export class CallControl {
  readonly registry: AgentRegistry;
  private readonly parts: CallControlParts;
  private readonly calls = new CurrentCalls();
  private readonly timers: CallTimers;
  private readonly serving: Serving;
  private readonly writer: StepWriter;
  private readonly silence: Silence;
  private readonly sender: OrderSender;
  private readonly leaving: LeavingAgents;
  private moves: { call: Call; from: string }[] = [];
  private inbox: { call: string; input: CallInput }[] = [];
  private outward: Outward[] = [];
  /** What the step that is being made has an agent's other call do: it is part of the same step. */
  private joint: { call: string; input: CallInput }[] = [];
  private busy = false;
  private stopped = false;
  private touched = { calls: new Set<string>(), agents: new Set<string>(), queues: false };

  constructor(parts: CallControlParts) {
    this.parts = parts;
    this.writer = new StepWriter(parts.journal, parts.alsoKeep);
    this.silence = new Silence(() => parts.clock.now());
    this.registry = new AgentRegistry((before, after) => this.agentChanged(before, after));
    this.serving = new Serving({
      clock: parts.clock,
      registry: this.registry,
      endpointOf: agent => parts.endpointOf(agent),
      serve: served => this.serve(served),
      due: () => {
        this.touched.queues = true;
        this.settle();
      },
    });
    this.timers = new CallTimers(parts.clock, (call, name) => this.post(call, { kind: 'timer', name }));
    this.sender = new OrderSender({
      ...parts,
      registry: this.registry,
      silence: this.silence,
      post: (call, input) => this.post(call, input),
    });
    this.leaving = new LeavingAgents({
      ...parts,
      registry: this.registry,
      calls: this.calls,
      add: (call, input) => this.inbox.push({ call, input }),
    });
  }

  call(id: string): Call | null {
    return this.calls.get(id) ?? null;
  }

  allCalls(): Call[] {
    return this.calls.all();
  }

  /** 1 = next; null when the call does not wait. */
  positionOf(call: string): number | null {
    return this.positions().get(call) ?? null;
  }

  /** Positions of all calls that wait, by call. */
  positions(): ReadonlyMap<string, number> {
    return this.serving.positions();
  }

  callOfLeg(channel: string): string | null {
    return this.calls.ofLeg(channel);
  }

  /**
   * A new call; `begin` follows. Its first fact is in the journal before anything is done for it. `customer` is the id of whom
   * it is made to, where the ticket says so.
   */
  open(
    call: Call,
    arrived: Extract<CallFact, { kind: 'call-arrived' }>,
    customer: string | null = null,
  ): void {
    if (this.calls.has(call.id)) return;
    this.store(call);
    this.writer.addFact(call.id, arrived);
    this.writer.setState(keyOf.numbers, this.parts.numbers.state());
    this.post(call.id, { kind: 'begin' });
    this.identify(call, customer);
  }

  /** A call that lives without us knowing more than who calls; `recover` follows. */
  takeUp(call: Call, taken: Extract<CallFact, { kind: 'call-taken-up' }>): void {
    this.restore(call);
    this.store(call);
    this.writer.addFact(call.id, taken);
    if (call.direction === 'in') this.identify(call, null);
  }

  private identify(call: Call, customer: string | null): void {
    if (isInternal(call)) return;
    this.parts.identify(call.callerNumber, customer).then(
      found => {
        if (found) this.post(call.id, { kind: 'identified', ...found });
      },
      (error: unknown) => this.parts.log.error({ err: error, call: call.id }, 'caller not looked up'),
    );
  }

  /** Puts a call back as the journal knew it; `recover` must follow as soon as the telephone system is listed. */
  restore(call: Call): void {
    this.calls.set(call);
    for (const leg of legsOf(call)) this.calls.setLeg(leg, call.id);
    const { phase } = call;
    if (phase.kind === 'talking' && phase.queued)
      this.serving.talkBegan(call.id, phase.queued.queue, phase.answeredAt);
    this.touched.calls.add(call.id);
  }

  /** Nothing more happens here; calls go on in Asterisk and are taken up again by the next process. */
  stop(): void {
    this.stopped = true;
    this.timers.stop();
    this.serving.stop();
  }

  /**
   * Callers are offered to agents, or not: while the telephone system cannot be seen nobody can be rung, and before all
   * calls were compared with it the order of the queue is not known.
   */
  offer(whether: boolean): void {
    this.serving.offer(whether);
    this.settle();
  }

  /** Whether an agent could be offered this call now, if it were for them alone and `as` it says. */
  couldTake(agent: string, call: string, as: Pick<Place, 'ringsInWrapUp' | 'askedFor'> = {}): boolean {
    return this.serving.couldTake(agent, call, as);
  }

  /** Whom of a queue a call could be offered to now, but none of `except`. */
  freeOf(queue: string, except: readonly string[]): FreeAgent | null {
    return this.serving.freeOf(queue, except);
  }

  /** Gives a call something that happened. Unknown calls are none of ours any more: nothing happens. */
  post(call: string, input: CallInput): void {
    if (input.kind === 'leg-answered') this.silence.answered(input.channel);
    this.inbox.push({ call, input });
    this.settle();
  }

  /** Something changed about agents (a will, a telephone): see whether somebody can be served. */
  settle(): void {
    if (this.busy || this.stopped) return;
    this.busy = true;
    this.timers.beginRound();
    try {
      for (;;) {
        const next = this.inbox.shift();
        if (next) this.handle(next.call, next.input);
        else if (!this.serving.serveNext() && !this.timers.endRound() && !this.sendOut()) break;
      }
      this.writer.flush();
      this.logMoves();
    } finally {
      this.busy = false;
    }
    const touched = this.touched;
    this.touched = { calls: new Set(), agents: new Set(), queues: false };
    if (touched.calls.size > 0 || touched.agents.size > 0 || touched.queues) this.parts.onChange(touched);
  }

  /** Notes a fact that belongs to no call in progress. */
  addFact(call: string | null, fact: CallFact | AgentFact, states: Record<string, unknown> = {}): void {
    this.writer.addFact(call, fact);
    this.setStates(states);
  }

  /** Someone who is no agent any more: a talk goes on and is wrapped up, what only rings is offered to others. */
  dismiss(agent: string): void {
    this.leaving.dismiss(agent);
    this.settle();
  }

  /** The log-in with this line ended: of all it could do it keeps the call in hand on its telephone, if there is one. */
  logInEnded(agent: string, line: string): void {
    this.leaving.logInEnded(agent, line);
  }

  /** Keeps a state of the centre beside those of calls and agents. */
  setStates(states: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(states)) this.writer.setState(key, value);
    this.settle();
  }

  private agentChanged(before: Agent | null, after: Agent | null): void {
    const id = after?.profile.id ?? before?.profile.id;
    if (id === undefined) return;
    this.writer.setState(keyOf.agent(id), after);
    if (after) {
      for (const fact of agentFacts(before, after, this.parts.clock.now())) this.writer.addFact(null, fact);
    }
    this.touched.agents.add(id);
    if (before?.leaving && !after?.leaving) this.parts.released();
    // What waited beside a talk is all that is left of the two.
    const { work, beside } = after ?? {};
    const isLeft = work?.kind === 'offered' && before?.beside?.call === work.call;
    if (isLeft && beside?.kind !== 'talking')
      this.inbox.push({ call: work.call, input: { kind: 'leg-gone', agent: id } });
  }

  /** Two calls of an agent that change together are in one line of the journal: whoever goes from one to the other is in one of them. */
  private handle(id: string, input: CallInput): void {
    this.change(id, input);
    for (let next = this.joint.shift(); next; next = this.joint.shift()) this.change(next.call, next.input);
  }

  /** What led to an order is on the disk before the telephone system hears of it. Answers whether there was any. */
  private sendOut(): boolean {
    if (this.outward.length === 0) return false;
    this.writer.flush();
    const { outward } = this;
    this.outward = [];
    for (const { call, order } of outward) this.sender.send(call, order);
    return true;
  }

  private change(id: string, input: CallInput): void {
    const before = this.calls.get(id);
    if (!before) return;
    const { call, orders } = this.decided(before, input);
    if (call !== before) this.store(call);
    else if (orders.length === 0) return;
    for (const order of orders) {
      if (isTelephoneOrder(order)) this.order(call, order);
      else this.applyOrder(call, order);
    }
    if (before.phase.kind !== call.phase.kind) this.moves.push({ call, from: before.phase.kind });
    this.release(call);
  }

  private order(call: Call, order: TelephoneOrder): void {
    if (order.kind === 'dial') this.calls.setLeg(order.order.channel, call.id);
    this.outward.push({ call, order });
  }

  /** Written when all orders are out: a log costs more than a decision. */
  private logMoves(): void {
    for (const { call, from } of this.moves.splice(0)) {
      const { id, ticket, phase } = call;
      this.parts.log.info({ call: id, ticket, agent: agentOf(call) }, `${from} → ${phase.kind}`);
    }
  }

  /** A fault of ours in the rules of one call must not stop the others. */
  private decided(call: Call, input: CallInput): Step {
    try {
      return decide(call, input, this.around(call));
    } catch (error) {
      const { kind } = call.phase;
      this.parts.log.error(
        { err: error, call: call.id, phase: kind, input: input.kind },
        'input not decided',
      );
      return nothing(call);
    }
  }

  /** Nobody waits for a disposition of someone who is no agent any more. */
  private release(call: Call): void {
    for (const { agent } of call.wrapUps ?? []) {
      if (!this.registry.get(agent))
        this.inbox.push({ call: call.id, input: { kind: 'agent-dismissed', agent } });
    }
  }

  private store(call: Call): void {
    this.calls.set(call);
    this.writer.setState(keyOf.call(call.id), call);
    this.touched.calls.add(call.id);
    // A place of a call that does not wait would be offered again and again, and taken by nobody.
    if (call.phase.kind === 'offered') this.dequeue(call.id);
    else if (call.phase.kind !== 'waiting') this.endPlace(call.id);
  }

  private applyOrder(call: Call, order: CentreOrder): void {
    const now = this.parts.clock.now();
    switch (order.kind) {
      case 'enqueue':
        if (isWaiting(call)) this.enqueue(call);
        return;
      case 'dequeue':
        this.dequeue(call.id);
        return;
      case 'agent-offered':
        this.registry.offer(order.agent, call.id, now, order.second);
        return;
      case 'agent-at':
        this.registry.goTo(order.agent, call.id);
        return;
      case 'other-line':
        this.toOtherLine(call.id, order);
        return;
      case 'agent-talks':
        this.registry.talk(order.agent, call.id, now);
        return;
      case 'agent-comes-over':
        this.registry.comeOver(order.agent, order.from, call.id, now);
        return;
      case 'agent-missed':
        this.registry.miss(order.agent, call.id, order.why, now);
        this.parts.onRest(order.agent);
        return;
      case 'agent-finished':
        this.registry.finish(order.agent, call.id, order.wrapUp, now);
        return;
      case 'agent-disposed':
        this.registry.endWrapUp(order.agent, call.id, now);
        return;
      case 'supervises':
        this.registry.supervise(order.person, call.id, order.on);
        return;
      case 'not-taken-over':
        this.parts.onNotTaken(order);
        return;
      case 'lookup':
        this.lookUp(call.id, order.lookup);
        return;
      case 'ask-auto-join':
        // What is asked of two calls is asked when this step is over.
        Promise.resolve()
          .then(() => this.parts.autoJoin(order.agent, call.id))
          .catch((error: unknown) => this.parts.log.error({ err: error, call: call.id }, 'call not joined'));
        return;
      case 'timer':
        this.timers.start(call.id, order.name, order.ms);
        return;
      case 'cancel-timer':
        this.timers.cancel(call.id, order.name);
        return;
      case 'cancel-timers':
        this.timers.cancelAll(call.id);
        return;
      case 'fact':
        this.writer.addFact(call.id, order.fact);
        this.measureTalk(call, order.fact);
        return;
      case 'close':
        this.close(call);
        return;
      default:
        order satisfies never;
    }
  }

  /** What is sent to a call that is not there any more comes back. */
  private toOtherLine(from: string, { to, input }: Extract<CentreOrder, { kind: 'other-line' }>): void {
    const isThere = this.calls.has(to);
    const call = isThere ? to : from;
    switch (input.kind) {
      case 'leg-comes':
        this.calls.setLeg(input.channel, call);
        this.joint.push({ call, input: isThere ? input : { ...input, talk: false } });
        return;
      case 'party-comes':
        this.calls.setLeg(input.party.channel, call);
        this.joint.push({ call, input });
        return;
      case 'leg-gone':
      case 'leg-replaced':
        if (isThere) this.joint.push({ call: to, input });
        return;
      default:
        input satisfies never;
    }
  }

  private enqueue(call: CallIn<'waiting'>): void {
    this.serving.take(placeFor(call));
    this.touched.queues = true;
  }

  private dequeue(call: string): void {
    if (this.serving.leave(placeId(call))) this.touched.queues = true;
  }

  private endPlace(call: string): void {
    if (this.serving.release(placeId(call))) this.touched.queues = true;
  }

  private lookUp(call: string, lookup: Lookup): void {
    this.parts.lookUp(lookup).then(
      found => this.post(call, { kind: 'looked-up', found }),
      () => this.post(call, { kind: 'looked-up', found: null }),
    );
  }

  private serve({ place, ...chosen }: Served): void {
    this.touched.queues = true;
    this.handle(place.for.call, { kind: 'offer', position: this.writer.position, ...chosen });
  }

  private around(call: Call): Surroundings {
    const { parts, calls, registry, serving, silence } = this;
    const live = liveSurroundings(call, { calls, registry, serving, silence });
    return surroundingsOf(call, parts, parts.clock.now(), live);
  }

  private measureTalk(call: Call, fact: CallFact): void {
    if (fact.kind === 'answered' && call.phase.kind === 'talking' && call.phase.queued) {
      this.serving.talkBegan(call.id, call.phase.queued.queue, fact.at);
    }
    if (fact.kind === 'call-ended' || fact.kind === 'transferred') this.serving.ended(call.id, fact.at);
  }

  private close(call: Call): void {
    this.calls.delete(call.id);
    this.writer.setState(keyOf.call(call.id), null);
    this.endPlace(call.id);
    this.timers.cancelAll(call.id);
  }
}
