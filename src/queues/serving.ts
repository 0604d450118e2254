import { type Agent, mayBeOffered, whyNot } from '../agents/agent.ts';
import type { Floor } from '../agents/floor.ts';
import { CallLengths } from './call-lengths.ts';
import { type Candidate, type Choice, choose, type Waiting } from './choose.ts';
import { expectedWait } from './expected-wait.ts';
import { WaitingLine } from './waiting-line.ts';

/** Who waits, who could serve them, and how long that takes. */
export class Serving {
  private readonly floor: Floor;
  /** Where an agent's telephone is rung, or null. */
  private readonly endpointOf: (agent: string) => string | null;
  private readonly line = new WaitingLine();
  private readonly lengths = new CallLengths();

  constructor(floor: Floor, endpointOf: (agent: string) => string | null) {
    this.floor = floor;
    this.endpointOf = endpointOf;
  }

  join(caller: Omit<Waiting, 'turn'>): void {
    this.line.join(caller);
  }

  /** Answers whether he waited. */
  leave(call: string): boolean {
    return this.line.leave(call);
  }

  /** 1 = next of his queue; null when he does not wait. */
  placeOf(call: string): number | null {
    return this.line.placeOf(call);
  }

  /** Places of all who wait, by call. */
  places(): Map<string, number> {
    return this.line.places();
  }

  talkBegan(call: string, queue: string, at: number): void {
    this.lengths.began(call, queue, at);
  }

  talkEnded(call: string, at: number): void {
    this.lengths.ended(call, at);
  }

  /** The place of a caller with his expected wait, ms (null = not known); null when he does not wait. */
  outlook(call: string, queue: string): { position: number; waitMs: number | null } | null {
    const position = this.placeOf(call);
    if (position === null) return null;
    const serving = this.floor.all().filter(agent => serves(agent, queue)).length;
    return { position, waitMs: expectedWait({ place: position, serving, recentMs: this.lengths.of(queue) }) };
  }

  /** The next caller with the agent he is offered to and where that agent is rung; null when no two fit. */
  next(now: number): (Choice & { readonly endpoint: string }) | null {
    if (this.line.all.length === 0) return null;
    const agents = this.floor.all();
    if (!agents.some(mayBeOffered)) return null;
    const candidates = agents.map(agent => this.candidate(agent));
    const choice = choose(this.line.all, candidates, now);
    const endpoint = choice && this.endpointOf(choice.agent);
    return choice && endpoint ? { ...choice, endpoint } : null;
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
