import type { Agent } from './agent.ts';
import * as rules from './agent.ts';
import type { AgentProfile, Directed, Held, Missed, PhoneState, Will } from './events.ts';

/**
 * All agents of the centre, by id, with the rules applied to one at a time. `changed` tells who was touched; `after` is
 * null for one who has left the centre.
 */
export class AgentRegistry {
  private readonly agents = new Map<string, Agent>();
  private readonly changed: (before: Agent | null, after: Agent | null) => void;
  private readonly watchers: ((id: string, agent: Agent | null) => void)[] = [];

  constructor(changed: (before: Agent | null, after: Agent | null) => void) {
    this.changed = changed;
  }

  /** `onAgent` gets every agent there is, now and whenever one comes, is another or leaves; before `changed` does. */
  watch(onAgent: (id: string, agent: Agent | null) => void): void {
    for (const [id, agent] of this.agents) onAgent(id, agent);
    this.watchers.push(onAgent);
  }

  get(id: string): Agent | null {
    return this.agents.get(id) ?? null;
  }

  /** Who is called directly at this number; null: nobody. */
  at(number: string): string | null {
    if (number === '') return null;
    for (const { profile } of this.agents.values()) if (profile.extension === number) return profile.id;
    return null;
  }

  all(): Agent[] {
    return [...this.agents.values()];
  }

  /** Puts an agent as they were before a restart; `upsert` brings the profile up to date. */
  restore({ supervises: _, ...agent }: Agent): void {
    this.set(agent.profile.id, agent);
  }

  /** Someone who may take calls, new or changed. */
  upsert(profile: AgentProfile, now: number): void {
    const before = this.agents.get(profile.id) ?? null;
    if (!before) {
      this.put(null, rules.newAgent(profile, now));
      return;
    }
    if (!before.dismissed && JSON.stringify(before.profile) === JSON.stringify(profile)) return;
    const { dismissed: _, ...agent } = before;
    this.put(before, { ...agent, profile });
  }

  /** This person is no agent any more: removed now, or as soon as the call in hand is wrapped up. */
  dismiss(id: string, now: number): void {
    this.apply(id, agent => rules.dismiss(agent, now));
  }

  /** A log-in ended while this call was in hand; `line` is its account on the telephone system. */
  leave(id: string, call: string, line: string, now: number): void {
    this.apply(id, agent => rules.leave(agent, call, line, now));
  }

  /** Log-ins that ended keep nothing any more, not even the call in hand. */
  leaveNothing(id: string): void {
    this.apply(id, agent => {
      const { leaving, ...rest } = agent;
      return leaving ? rest : agent;
    });
  }

  /** Lines of log-ins that ended and still have a call in hand, with their agents. */
  leaving(): Map<string, string> {
    const lines = new Map<string, string>();
    for (const { profile, leaving } of this.agents.values()) {
      for (const line of leaving?.lines ?? []) lines.set(line, profile.id);
    }
    return lines;
  }

  setWill(id: string, will: Will, now: number): void {
    this.apply(id, agent => rules.setWill(agent, will, now));
  }

  /** A supervisor's order; `will` is what the agent is to want from now on, `held` a break that they may not end. */
  direct(id: string, order: Directed, will: Will, held: Held | null, now: number): void {
    this.apply(id, agent => rules.direct(rules.hold(rules.setWill(agent, will, now), held), order));
  }

  /** They serve these queues until then. */
  move(id: string, order: Directed, queues: readonly string[], until: number): void {
    this.apply(id, agent => rules.direct(rules.move(agent, queues, until), order));
  }

  orderRead(id: string, at: number): void {
    this.apply(id, agent => rules.orderRead(agent, at));
  }

  /** Whose time with other queues is over serves their own again. */
  endMoves(now: number): void {
    for (const id of this.agents.keys()) this.apply(id, agent => rules.endMove(agent, now));
  }

  setPhone(id: string, phone: PhoneState): void {
    this.apply(id, agent => rules.setPhone(agent, phone));
  }

  /** `second`: beside the call that they are at. */
  offer(id: string, call: string, now: number, second = false): void {
    this.apply(id, agent => rules.offer(agent, call, now, second));
  }

  /** They are at this one of their two calls. */
  goTo(id: string, call: string): void {
    this.apply(id, agent => rules.goTo(agent, call));
  }

  talk(id: string, call: string, now: number): void {
    this.apply(id, agent => rules.talk(agent, call, now));
  }

  /** Their talk goes on in another call. */
  comeOver(id: string, from: string, to: string, now: number): void {
    this.apply(id, agent => rules.comeOver(agent, from, to, now));
  }

  /** Whether their second call joins the first by itself. */
  setAutoJoin(id: string, on: boolean): void {
    this.apply(id, agent => rules.setAutoJoin(agent, on));
  }

  setCallWaiting(id: string, on: boolean): void {
    this.apply(id, agent => rules.setCallWaiting(agent, on));
  }

  supervise(id: string, call: string, on: boolean): void {
    this.apply(id, agent => rules.supervise(agent, call, on));
  }

  newPhone(id: string): void {
    this.apply(id, rules.newPhone);
  }

  rested(id: string): void {
    this.apply(id, rules.rested);
  }

  miss(id: string, call: string, why: Missed | null, now: number): void {
    this.apply(id, agent => rules.miss(agent, call, why, now));
  }

  finish(id: string, call: string, wrapUp: boolean, now: number): void {
    this.apply(id, agent => rules.finish(agent, call, wrapUp, now));
  }

  endWrapUp(id: string, call: string, now: number): void {
    this.apply(id, agent => rules.endWrapUp(agent, call, now));
  }

  private apply(id: string, rule: (agent: Agent) => Agent): void {
    const before = this.agents.get(id);
    if (before) this.put(before, rule(before));
  }

  private put(before: Agent | null, changed: Agent): void {
    if (before === changed) return;
    const after = rules.withoutPast(changed);
    if (after.dismissed && after.work.kind === 'idle') {
      this.set(after.profile.id, null);
      // How they went, first: their time ends with it.
      this.changed(before, after);
      this.changed(after, null);
      return;
    }
    this.set(after.profile.id, after);
    this.changed(before, after);
  }

  private set(id: string, agent: Agent | null): void {
    if (agent) this.agents.set(id, agent);
    else this.agents.delete(id);
    for (const seen of this.watchers) seen(id, agent);
  }
}
