import { callsOf } from '../agents/agent.ts';
import type { AgentRegistry } from '../agents/agent-registry.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import type { Call } from './call.ts';
import { colleagueIn, owesWrapUp, telephoneOf } from './call-parties.ts';
import type { CurrentCalls } from './current-calls.ts';
import type { CallInput } from './inputs.ts';
import { isAsked, type SupervisorLeg, supervisorLegs } from './legs.ts';

export interface LeavingAgentsParts {
  readonly clock: Clock;
  readonly registry: AgentRegistry;
  readonly calls: CurrentCalls;
  readonly lineAt: (endpoint: Endpoint) => string | null;
  /** It is decided when all is told. */
  readonly add: (call: string, input: CallInput) => void;
}

/** What becomes of the calls of a person who is no agent any more, or whose log-in has ended. */
export class LeavingAgents {
  private readonly parts: LeavingAgentsParts;

  constructor(parts: LeavingAgentsParts) {
    this.parts = parts;
  }

  /** Someone who is no agent any more: a talk goes on and is wrapped up, what only rings is offered to others. */
  dismiss(agent: string): void {
    this.withdrawOffer(agent);
    this.endSupervision(agent);
    this.parts.registry.dismiss(agent, this.parts.clock.now());
  }

  /** The log-in with this line ended: of all it could do it keeps the call in hand on its telephone, if there is one. */
  logInEnded(id: string, line: string): void {
    const { registry, calls, clock, lineAt } = this.parts;
    const agent = registry.get(id);
    if (!agent) return;
    const isItsOwn = (telephone: Endpoint | null) =>
      telephone === null || lineAt(telephone) === line || agent.profile.phoneKind === 'sip';
    if (isItsOwn(this.supervisorIn(agent.supervises, id)?.endpoint ?? null)) this.endSupervision(id);
    for (const call of callsOf(agent).flatMap(each => calls.get(each) ?? [])) {
      if (!isItsOwn(telephoneOf(call, id))) continue;
      const rings = isRinging(call, id);
      if (rings) this.withdrawOffer(id);
      // A call that comes back to who gave it on rings in the middle of their wrap-up, which they keep.
      if (!rings || owesWrapUp(call, id)) registry.leave(id, call.id, line, clock.now());
    }
  }

  /** Somebody who is in a call beside its agent is so no more. */
  private endSupervision(person: string): void {
    const call = this.parts.registry.get(person)?.supervises;
    if (call !== undefined) this.parts.add(call, { kind: 'ask-unsupervise', person });
  }

  private supervisorIn(call: string | undefined, person: string): SupervisorLeg | undefined {
    const phase = this.parts.calls.get(call ?? '')?.phase;
    return phase?.kind === 'talking' ? supervisorLegs(phase).find(leg => leg.person === person) : undefined;
  }

  private withdrawOffer(id: string): void {
    const agent = this.parts.registry.get(id);
    for (const each of agent ? callsOf(agent) : []) {
      const call = this.parts.calls.get(each);
      if (call && isRinging(call, id))
        this.parts.add(call.id, { kind: 'agent-line-lost', agent: id, over: true });
    }
  }
}

/**
 * An agent who has answered talks, though the caller may still hear the notice of the recording, or their page, which was loaded
 * anew, is rung.
 */
function isRinging(call: Call, agent: string): boolean {
  const { phase } = call;
  const beside = colleagueIn(call, agent);
  if (beside) return isAsked(beside);
  return phase.kind === 'offered' && phase.agent === agent && !phase.agentUp;
}
