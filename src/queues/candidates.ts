import {
  type Agent,
  mayHaveAskedFor,
  mayHaveBack,
  mayRingInWrapUp,
  mayTakeLost,
  queuesOf,
  unavailableReason,
} from '../agents/agent.ts';
import type { AgentRegistry } from '../agents/agent-registry.ts';
import type { Candidate } from './choose.ts';

interface Member extends Candidate {
  /** Takes calls at present, though maybe not this moment. */
  readonly serves: boolean;
}

/** The agents of each queue as `choose` wants them, changed as the registry changes. */
export class Candidates {
  private readonly known = new Map<string, Member>();
  private readonly queues = new Map<string, Map<string, Member>>();
  /** How many of a queue may be offered a call, by queue. */
  private readonly free = new Map<string, number>();
  private readonly isReachable: (agent: string) => boolean;

  constructor(registry: AgentRegistry, isReachable: (agent: string) => boolean) {
    this.isReachable = isReachable;
    registry.watch((id, agent) => this.changed(id, agent && memberOf(agent)));
  }

  /** Whether a queue has an agent who may be offered a call, as far as the registry knows. */
  anyFree(queue: string): boolean {
    return (this.free.get(queue) ?? 0) > 0;
  }

  /** How many agents of the queue take calls at present, idle or not. */
  serving(queue: string): number {
    let count = 0;
    for (const member of this.queues.get(queue)?.values() ?? []) if (member.serves) count += 1;
    return count;
  }

  /** Everybody of these queues, each once. */
  of(queues: readonly string[]): Candidate[] {
    const found: Candidate[] = [];
    const seen = queues.length > 1 ? new Set<string>() : null;
    for (const queue of queues) {
      for (const member of this.queues.get(queue)?.values() ?? []) {
        if (seen?.has(member.id)) continue;
        seen?.add(member.id);
        found.push(this.now(member));
      }
    }
    return found;
  }

  /** One of them, whatever their queues; null who is none. */
  one(agent: string): Candidate | null {
    const member = this.known.get(agent);
    return member ? this.now(member) : null;
  }

  /** Whether a telephone can be rung is asked anew: it may be known before the registry changes. */
  private now(member: Member): Candidate {
    const { unavailable, back, ringsInWrapUp, ringsAskedFor, takesLost } = member;
    const mayRing = unavailable === null || back || ringsInWrapUp || ringsAskedFor || takesLost;
    if (!mayRing || this.isReachable(member.id)) return member;
    const not = { back: null, ringsInWrapUp: false, ringsAskedFor: false, takesLost: false };
    return { ...member, ...not, unavailable: unavailable ?? 'unreachable' };
  }

  private changed(id: string, after: Member | null): void {
    const before = this.known.get(id) ?? null;
    if (before) this.count(before, -1);
    if (after) this.count(after, 1);
    for (const queue of before?.queues ?? [])
      if (!after?.queues.includes(queue)) this.queues.get(queue)?.delete(id);
    for (const queue of after?.queues ?? []) this.membersOf(queue).set(id, after as Member);
    if (after) this.known.set(id, after);
    else this.known.delete(id);
  }

  private count(member: Member, by: number): void {
    if (member.unavailable !== null) return;
    for (const queue of new Set(member.queues)) this.free.set(queue, (this.free.get(queue) ?? 0) + by);
  }

  private membersOf(queue: string): Map<string, Member> {
    const members = this.queues.get(queue) ?? new Map<string, Member>();
    this.queues.set(queue, members);
    return members;
  }
}

function memberOf(agent: Agent): Member {
  const { profile, will, phone, work } = agent;
  return {
    id: profile.id,
    queues: queuesOf(agent),
    unavailable: unavailableReason(agent),
    idleSince: work.since,
    back: backOf(agent),
    ringsInWrapUp: mayRingInWrapUp(agent),
    ringsAskedFor: mayHaveAskedFor(agent),
    takesLost: mayTakeLost(agent),
    serves: will.kind === 'ready' && phone === 'registered',
  };
}

function backOf(agent: Agent): Candidate['back'] {
  const { work } = agent;
  if (work.kind === 'wrap-up' && mayHaveBack(agent, work.call)) return { call: work.call };
  return work.kind === 'idle' && mayHaveBack(agent, '') ? 'any' : null;
}
