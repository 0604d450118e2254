import type { Call, Phase } from './call.ts';
import { legsOf } from './call-parties.ts';
import { agentLeg, isAgentLost, isAway } from './legs.ts';

/** The calls in progress, by id, by the legs in them, and by the agents who are away from them. */
export class CurrentCalls {
  private readonly calls = new Map<string, Call>();
  /** Which call a leg belongs to. The customer's own channel is the call's id; it may be a leg of another one (rules/joining.ts). */
  private readonly legs = new Map<string, string>();
  /** The calls that their agents are away from, by agent, in another call of theirs. */
  private readonly away = new Map<string, string>();

  get(id: string): Call | undefined {
    return this.calls.get(id);
  }

  has(id: string): boolean {
    return this.calls.has(id);
  }

  all(): Call[] {
    return [...this.calls.values()];
  }

  set(call: Call): void {
    this.calls.set(call.id, call);
    this.noteAway(call);
  }

  delete(id: string): void {
    this.calls.delete(id);
    for (const [agent, away] of this.away) if (away === id) this.away.delete(agent);
    for (const [leg, owner] of this.legs) if (owner === id) this.legs.delete(leg);
  }

  setLeg(channel: string, call: string): void {
    this.legs.set(channel, call);
  }

  ofLeg(channel: string): string | null {
    return this.legs.get(channel) ?? (this.calls.has(channel) ? channel : null);
  }

  /** The call that the agent is away from, other than this one. */
  otherLine(agent: string, call: string): string | null {
    const other = this.away.get(agent);
    return other === undefined || other === call ? null : other;
  }

  /** The channel is a leg of another call than this one, or was, and its agent is waited for there. */
  isElsewhere(channel: string, call: string): boolean {
    const other = this.calls.get(this.legs.get(channel) ?? '');
    if (other !== undefined && other.id !== call && legsOf(other).includes(channel)) return true;
    return this.all().some(({ id, phase }) => id !== call && lostIn(phase) === channel);
  }

  /** Whether its agent is away from this call, from now on. */
  private noteAway({ id, phase }: Call): void {
    const agent = phase.kind === 'talking' && isAway(phase) ? phase.agent : null;
    for (const [before, call] of this.away) if (call === id && before !== agent) this.away.delete(before);
    if (agent !== null) this.away.set(agent, id);
  }
}

/** The leg that its agent lost, where they talk or call somebody. */
function lostIn(phase: Phase): string | undefined {
  if (phase.kind === 'dialling') return phase.lost ? phase.leg : undefined;
  return phase.kind === 'talking' && isAgentLost(phase) ? agentLeg(phase)?.channel : undefined;
}
