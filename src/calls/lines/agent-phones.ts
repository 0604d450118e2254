import { RECONNECT_GRACE_MS } from '../../agents/agent.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { CallControl } from '../call-control.ts';

/**
 * What a contact that comes or goes means for its agent:
 *
 *   registered ──contact lost──▶ reconnecting ──15 s──▶ unreachable, and who was ready is off: a tab was closed
 *          ▲                          │ contact back        │
 *          └──────────────────────────┴─────────────────────┘
 *   rests ──its time, or a contact that comes──▶ may be rung again
 */
export class AgentPhones {
  private readonly calls: CallControl;
  private readonly clock: Clock;
  private readonly waits = new Map<string, Timer>();

  constructor(calls: CallControl, clock: Clock) {
    this.calls = calls;
    this.clock = clock;
  }

  changed(agent: string, reachable: boolean): void {
    const { registry } = this.calls;
    if (reachable) {
      this.cancel(agent);
      registry.newPhone(agent);
    } else {
      registry.setPhone(agent, 'reconnecting');
      const { work, beside } = registry.get(agent) ?? {};
      for (const own of [work, beside])
        if (own?.kind === 'offered') this.calls.post(own.call, { kind: 'agent-line-lost', agent });
      this.startGrace(agent);
    }
    this.calls.settle();
  }

  /** After a restart nobody's contact is known; it counts as lost a moment ago until it is seen. */
  unknown(agent: string): void {
    if (this.calls.registry.get(agent)?.phone === 'unreachable') return;
    this.calls.registry.setPhone(agent, 'reconnecting');
    this.startGrace(agent);
  }

  /** A telephone that did not take an offer is left alone for as long as its rest says. */
  rest(agent: string): void {
    const { phone, rest } = this.calls.registry.get(agent) ?? {};
    if (phone !== 'registered' || !rest || rest.over) return;
    this.wait(agent, Math.max(0, rest.until - this.clock.now()), () => {
      this.calls.registry.rested(agent);
      this.calls.settle();
    });
  }

  stop(): void {
    for (const agent of [...this.waits.keys()]) this.cancel(agent);
  }

  private startGrace(agent: string): void {
    this.wait(agent, RECONNECT_GRACE_MS, () => {
      const { registry } = this.calls;
      registry.setPhone(agent, 'unreachable');
      if (registry.get(agent)?.will.kind === 'ready') {
        registry.setWill(agent, { kind: 'off', why: 'phone-lost' }, this.clock.now());
      }
      this.calls.settle();
    });
  }

  private wait(agent: string, ms: number, then: () => void): void {
    this.cancel(agent);
    const timer = this.clock.after(ms, () => {
      this.waits.delete(agent);
      then();
    });
    this.waits.set(agent, timer);
  }

  private cancel(agent: string): void {
    this.waits.get(agent)?.cancel();
    this.waits.delete(agent);
  }
}
