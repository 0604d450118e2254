import type { Agent } from './agent.ts';
import * as rules from './agent.ts';
import type { AgentProfile, PhoneState, Will } from './events.ts';

/** All agents of the centre, by id, with the rules applied to one at a time. `changed` tells who was touched. */
export class Floor {
  private readonly agents = new Map<string, Agent>();
  private readonly changed: (before: Agent | null, after: Agent) => void;

  constructor(changed: (before: Agent | null, after: Agent) => void) {
    this.changed = changed;
  }

  get(id: string): Agent | null {
    return this.agents.get(id) ?? null;
  }

  all(): Agent[] {
    return [...this.agents.values()];
  }

  /** Puts an agent as he was before a restart; his profile is brought up to date by `know`. */
  restore(agent: Agent): void {
    this.agents.set(agent.profile.id, agent);
  }

  /** Someone who may take calls, new or changed. */
  know(profile: AgentProfile, now: number): void {
    const before = this.agents.get(profile.id) ?? null;
    if (before && JSON.stringify(before.profile) === JSON.stringify(profile)) return;
    this.put(before, before ? { ...before, profile } : rules.newAgent(profile, now));
  }

  /** He is no agent any more. His call, if any, goes on. */
  forget(id: string): void {
    this.agents.delete(id);
  }

  setWill(id: string, will: Will, now: number): void {
    this.with(id, agent => rules.setWill(agent, will, now));
  }

  setPhone(id: string, phone: PhoneState): void {
    this.with(id, agent => rules.setPhone(agent, phone));
  }

  offer(id: string, call: string, now: number): void {
    this.with(id, agent => rules.offer(agent, call, now));
  }

  talk(id: string, call: string, now: number): void {
    this.with(id, agent => rules.talk(agent, call, now));
  }

  miss(id: string, call: string, fault: boolean, now: number): void {
    this.with(id, agent => rules.miss(agent, call, fault, now));
  }

  finish(id: string, call: string, wrapUp: boolean, now: number): void {
    this.with(id, agent => rules.finish(agent, call, wrapUp, now));
  }

  endWrapUp(id: string, call: string, now: number): void {
    this.with(id, agent => rules.endWrapUp(agent, call, now));
  }

  private with(id: string, rule: (agent: Agent) => Agent): void {
    const before = this.agents.get(id);
    if (before) this.put(before, rule(before));
  }

  private put(before: Agent | null, after: Agent): void {
    if (before === after) return;
    this.agents.set(after.profile.id, after);
    this.changed(before, after);
  }
}
