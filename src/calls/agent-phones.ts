import { RECONNECT_GRACE_MS } from '../agents/agent.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { CallControl } from './call-control.ts';

/**
 * What a contact that comes or goes means for its agent:
 *
 *   registered ──contact lost──▶ reconnecting ──15 s──▶ unreachable
 *        ▲                            │ contact back        │
 *        └────────────────────────────┴─────────────────────┘
 */
export class AgentPhones {
  private readonly calls: CallControl;
  private readonly clock: Clock;
  private readonly grace = new Map<string, Timer>();

  constructor(calls: CallControl, clock: Clock) {
    this.calls = calls;
    this.clock = clock;
  }

  changed(agent: string, reachable: boolean): void {
    this.grace.get(agent)?.cancel();
    this.grace.delete(agent);
    const { floor } = this.calls;
    if (reachable) {
      floor.setPhone(agent, 'registered');
    } else {
      floor.setPhone(agent, 'reconnecting');
      const work = floor.get(agent)?.work;
      if (work?.kind === 'offered') this.calls.post(work.call, { kind: 'agent-line-lost', agent });
      this.startGrace(agent);
    }
    this.calls.settle();
  }

  /** After a restart nobody's contact is known; it counts as lost a moment ago until it is seen. */
  unknown(agent: string): void {
    if (this.calls.floor.get(agent)?.phone === 'unreachable') return;
    this.calls.floor.setPhone(agent, 'reconnecting');
    this.startGrace(agent);
  }

  stop(): void {
    for (const timer of this.grace.values()) timer.cancel();
  }

  private startGrace(agent: string): void {
    const timer = this.clock.after(RECONNECT_GRACE_MS, () => {
      this.grace.delete(agent);
      this.calls.floor.setPhone(agent, 'unreachable');
      this.calls.settle();
    });
    this.grace.set(agent, timer);
  }
}
