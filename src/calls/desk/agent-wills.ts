import { callsOf, heldBreak, workIn } from '../../agents/agent.ts';
import type { Clock } from '../../kit/clock.ts';
import type { CallControl } from '../call-control.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { OK } from './outcome.ts';

/** Whether somebody takes calls, and the end of all that they had in hand. */
export class AgentWills {
  private readonly parts: {
    readonly calls: CallControl;
    readonly clock: Clock;
    readonly refreshSessions: () => Promise<void>;
  };

  constructor(parts: AgentWills['parts']) {
    this.parts = parts;
  }

  set({ agent, will }: CommandOf<'set-will'>): CommandOutcome {
    const { calls, clock } = this.parts;
    const present = calls.registry.get(agent);
    if (!present) return { ok: false, code: 'not-allowed' };
    if (will.kind === 'ready' && present.phone === 'unreachable')
      return { ok: false, code: 'phone-not-ready' };
    const held = heldBreak(present, clock.now());
    const isThat = will.kind === 'break' && will.code === held?.code;
    if (held && will.kind !== 'off' && !isThat) return { ok: false, code: 'break-held' };
    calls.registry.setWill(agent, will, clock.now());
    calls.settle();
    return OK;
  }

  setAutoJoin({ agent, on }: CommandOf<'set-auto-join'>): CommandOutcome {
    const { calls } = this.parts;
    if (!calls.registry.get(agent)) return { ok: false, code: 'not-allowed' };
    calls.registry.setAutoJoin(agent, on);
    calls.settle();
    return OK;
  }

  /** One that waits already goes on waiting. */
  setCallWaiting({ agent, on }: CommandOf<'set-call-waiting'>): CommandOutcome {
    const { calls } = this.parts;
    if (!calls.registry.get(agent)) return { ok: false, code: 'not-allowed' };
    calls.registry.setCallWaiting(agent, on);
    calls.settle();
    return OK;
  }

  /**
   * What is in hand is taken away at once: a customer goes back to the head of the line. A wrap-up stays with a person
   * who may log in again; that of one who is no agent any more ends without a disposition.
   */
  async endNow({ agent: id }: CommandOf<'end-now'>): Promise<CommandOutcome> {
    const { calls } = this.parts;
    await this.parts.refreshSessions();
    const agent = calls.registry.get(id);
    if (!agent) return OK;
    calls.registry.leaveNothing(id);
    for (const call of callsOf(agent)) {
      const isWrapUp = workIn(agent, call)?.kind === 'wrap-up';
      if (!isWrapUp) calls.post(call, { kind: 'agent-sent-away', agent: id });
      // Also that of a part which has ended by it: others go on with the call.
      const now = calls.registry.get(id);
      if (now?.dismissed && workIn(now, call)?.kind === 'wrap-up')
        calls.post(call, { kind: 'agent-dismissed', agent: id });
    }
    calls.settle();
    return OK;
  }
}
