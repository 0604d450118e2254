import type { AgentRegistry } from '../agents/agent-registry.ts';
import type { Clock } from '../kit/clock.ts';
import { Instant } from '../kit/instant.ts';
import { CallLengths } from './call-lengths.ts';
import { Candidates } from './candidates.ts';
import { type Answer, type Candidate, choose, surePositionOf, takes } from './choose.ts';
import { expectedWait } from './expected-wait.ts';
import type { Place, WantedPlace } from './place.ts';
import type { Outlook } from './promise.ts';
import { earlier, WaitingLine } from './waiting-line.ts';

/** A place and the agent who fits, with the reasons of the choice, and where the agent is rung. */
export interface Served {
  readonly place: Place;
  readonly agent: string;
  readonly endpoint: string;
  readonly idleMs: number;
  readonly passedOver: Readonly<Record<string, number>>;
}

export interface ServingParts {
  readonly clock: Clock;
  readonly registry: AgentRegistry;
  /** Where an agent's telephone is rung, or null. */
  readonly endpointOf: (agent: string) => string | null;
  /** A place is served by this agent. It is out of the line by then, and comes back by `take` if the offer is missed. */
  readonly serve: (served: Served) => void;
  /** Time alone has changed who may be served, or their order: `serveNext` is to be called. */
  readonly due: () => void;
}

/**
 * The queues: which places there are, who could serve them, how long that takes.
 *
 *   take ─▶ in the line ──serveNext──▶ served (an agent is rung) ──release──▶ over: they talk, or nobody waits any more
 *            ▲   │ held: keeps its place, nobody is rung           │
 *            └───┴──────────────────── take ───────────────────────┘ missed
 */
export class Serving {
  private readonly parts: ServingParts;
  private readonly candidates: Candidates;
  private readonly line = new WaitingLine();
  private readonly lengths = new CallLengths();
  /** Out of the line for an offer that nobody has answered yet, by id. */
  private readonly served = new Map<string, Place>();
  /** Time alone may bring a place and an agent together, or change the order. */
  private readonly nextLook: Instant;
  private offering = true;
  private shown: { of: ReadonlyMap<string, number>; byCall: ReadonlyMap<string, number> } | null = null;

  constructor(parts: ServingParts) {
    this.parts = parts;
    this.candidates = new Candidates(parts.registry, agent => parts.endpointOf(agent) !== null);
    this.nextLook = new Instant(parts.clock, parts.due);
  }

  /** A place is taken, said anew, or comes back from an offer that was missed. */
  take(place: WantedPlace): void {
    const before = this.served.get(place.id);
    this.served.delete(place.id);
    this.line.join(place, this.parts.clock.now(), before?.since === place.since ? before.turn : undefined);
  }

  /** Nobody is rung for it from now on; answers whether it was in the line. The place of an offer under way stays. */
  leave(id: string): boolean {
    return this.line.leave(id) !== null;
  }

  /** The place is over; answers whether it was in the line. */
  release(id: string): boolean {
    this.served.delete(id);
    return this.leave(id);
  }

  /** Places are offered to agents, or not. */
  offer(whether: boolean): void {
    this.offering = whether;
  }

  stop(): void {
    this.nextLook.at(null);
  }

  /** Gives one place to an agent, if there are two that fit; answers whether it did. */
  serveNext(): boolean {
    const now = this.parts.clock.now();
    const { choice, nextChangeAt } = this.offering ? this.next(now) : NOTHING;
    const place = choice && this.line.leave(choice.place);
    const endpoint = choice && this.parts.endpointOf(choice.agent);
    this.nextLook.at(place ? null : nextChangeAt);
    if (!choice || !place || !endpoint) return false;
    this.served.set(place.id, place);
    const { agent, idleMs, passedOver } = choice;
    this.parts.serve({ place, agent, endpoint, idleMs, passedOver });
    return true;
  }

  /** What `serveNext` finds: a pair that fits, or when to look again. It is called after everything that happens. */
  next(now: number): Answer {
    if (this.line.isEmpty) return NOTHING;
    const waiting = this.line.all(now);
    const queues = [...this.line.queues()].filter(queue => this.candidates.anyFree(queue));
    const takers = [...new Set(this.line.takers())];
    // Nearly always: anyone who waits has nobody who is free.
    if (queues.length === 0 && takers.length === 0)
      return { choice: null, nextChangeAt: this.line.nextChangeAt };
    const { choice, nextChangeAt } = choose(waiting, this.who(queues, takers), now);
    return choice
      ? { choice, nextChangeAt: null }
      : { choice: null, nextChangeAt: earlier(nextChangeAt, this.line.nextChangeAt) };
  }

  /** Everybody of these queues, and these agents, each once. */
  private who(queues: readonly string[], takers: readonly string[]): Candidate[] {
    const ofQueues = this.candidates.of(queues);
    if (takers.length === 0) return ofQueues;
    const known = new Set(ofQueues.map(({ id }) => id));
    const more = takers.filter(id => !known.has(id)).flatMap(id => this.candidates.one(id) ?? []);
    return [...ofQueues, ...more];
  }

  /** Whether a place of this call that is for this agent alone, and `as` it says, could be offered to them now. */
  couldTake(agent: string, call: string, as: Pick<Place, 'ringsInWrapUp' | 'askedFor'> = {}): boolean {
    const candidate = this.candidates.one(agent);
    return candidate !== null && takes(candidate, { for: { kind: 'call', call }, ...as });
  }

  /** Whom a place that is taken in this queue now would be offered to, but none of `except`; null: nobody is free. */
  freeOf(queue: string, except: readonly string[]): Pick<Served, 'agent' | 'endpoint'> | null {
    if (!this.offering) return null;
    const now = this.parts.clock.now();
    const agents = this.candidates.of([queue]).filter(({ id }) => !except.includes(id));
    const { choice } = choose([newPlace(queue, now)], agents, now);
    const endpoint = choice && this.parts.endpointOf(choice.agent);
    return choice && endpoint ? { agent: choice.agent, endpoint } : null;
  }

  /** How far the calls that wait are, by call: 1 = next of its queue. The same map as long as nothing changes. */
  positions(): ReadonlyMap<string, number> {
    const of = this.line.positions(this.parts.clock.now());
    if (this.shown?.of === of) return this.shown.byCall;
    const byCall = new Map<string, number>();
    for (const [id, position] of of) {
      const holder = this.line.get(id)?.for;
      if (holder?.kind === 'call') byCall.set(holder.call, position);
    }
    this.shown = { of, byCall };
    return byCall;
  }

  /** The position behind which a place cannot come to stand, with the expected wait from there, ms; null = not known. */
  outlook(id: string): Outlook {
    const now = this.parts.clock.now();
    const position = surePositionOf(this.line.all(now), this.served.values(), id, now);
    const queue = this.line.get(id)?.queue;
    if (position === null || queue === undefined) return { position: null, waitMs: null };
    const serving = this.candidates.serving(queue);
    return { position, waitMs: expectedWait({ position, serving, recentMs: this.lengths.of(queue) }) };
  }

  /** A talk of this queue began. */
  talkBegan(call: string, queue: string, at: number): void {
    this.lengths.began(call, queue, at);
  }

  /** A call is over, whether there was a talk or not. */
  ended(call: string, at: number): void {
    this.lengths.ended(call, at);
  }
}

const newPlace = (queue: string, since: number): Place => ({
  id: '',
  for: { kind: 'call', call: '' },
  queue,
  priority: 1,
  since,
  turn: 0,
  missedBy: [],
  held: false,
});

const NOTHING: Answer = { choice: null, nextChangeAt: null };
