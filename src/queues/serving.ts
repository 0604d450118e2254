import { type Agent, mayBeOffered, whyNot } from '../agents/agent.ts';
import type { Floor } from '../agents/floor.ts';
import { CallLengths } from './call-lengths.ts';
import { type Answer, type Candidate, type Choice, choose, surePlaceOf, type Waiting } from './choose.ts';
import { expectedWait } from './expected-wait.ts';
import type { Outlook } from './promise.ts';
import { earlier, WaitingLine } from './waiting-line.ts';

/** A caller and an agent who fit, and where the agent is rung. */
export type Offer = Choice & { readonly endpoint: string };

/** Who waits, who could serve them, and how long that takes. */
export class Serving {
  private readonly floor: Floor;
  /** Where an agent's telephone is rung, or null. */
  private readonly endpointOf: (agent: string) => string | null;
  private readonly line = new WaitingLine();
  private readonly lengths = new CallLengths();
  /** Out of the line for an offer that nobody has answered yet, by call. */
  private readonly offered = new Map<string, Waiting>();

  constructor(floor: Floor, endpointOf: (agent: string) => string | null) {
    this.floor = floor;
    this.endpointOf = endpointOf;
  }

  join(caller: Omit<Waiting, 'turn'>, now: number): void {
    this.offered.delete(caller.call);
    this.line.join(caller, now);
  }

  /** Answers whether they waited. */
  leave(call: string): boolean {
    return this.line.leave(call);
  }

  /** 1 = next of their queue; null when they do not wait. */
  placeOf(call: string, now: number): number | null {
    return this.line.placeOf(call, now);
  }

  /** Places of all who wait, by call. */
  places(now: number): Map<string, number> {
    return this.line.places(now);
  }

  talkBegan(call: string, queue: string, at: number): void {
    this.offered.delete(call);
    this.lengths.began(call, queue, at);
  }

  /** A call is over, whether there was a talk or not. */
  ended(call: string, at: number): void {
    this.offered.delete(call);
    this.lengths.ended(call, at);
  }

  /** The place behind which a caller cannot come to stand, with the expected wait from there, ms; null = not known. */
  outlook(call: string, queue: string, now: number): Outlook {
    const position = surePlaceOf(this.line.all(now), this.offered.values(), call, now);
    if (position === null) return { position, waitMs: null };
    const serving = this.floor.all().filter(agent => serves(agent, queue)).length;
    return { position, waitMs: expectedWait({ place: position, serving, recentMs: this.lengths.of(queue) }) };
  }

  /** The next caller with the agent they are offered to and where that agent is rung; or when to look again. */
  next(now: number): { offer: Offer | null; nextChangeAt: number | null } {
    if (this.line.isEmpty) return { offer: null, nextChangeAt: null };
    const waiting = this.line.all(now);
    const { choice, nextChangeAt } = this.choose(waiting, now);
    const endpoint = choice && this.endpointOf(choice.agent);
    const caller = choice && waiting.find(each => each.call === choice.call);
    if (caller && endpoint) this.offered.set(caller.call, caller);
    if (choice && endpoint) return { offer: { ...choice, endpoint }, nextChangeAt: null };
    return { offer: null, nextChangeAt: earlier(nextChangeAt, this.line.nextChangeAt) };
  }

  private choose(waiting: readonly Waiting[], now: number): Answer {
    const agents = this.floor.all();
    if (!agents.some(mayBeOffered)) return { choice: null, nextChangeAt: null };
    return choose(
      waiting,
      agents.map(agent => this.candidate(agent)),
      now,
    );
  }

  private candidate(agent: Agent): Candidate {
    const { id, queues } = agent.profile;
    const found = whyNot(agent) ?? (this.endpointOf(id) === null ? 'unreachable' : null);
    return { id, queues, whyNot: found, idleSince: agent.work.since };
  }
}

function serves({ profile, will, phone }: Agent, queue: string): boolean {
  return profile.queues.includes(queue) && will.kind === 'ready' && phone === 'registered';
}
