import { RECONNECT_GRACE_MS } from '../agents/agent.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { CallControl } from './call-control.ts';

/** A telephone that could not be rung is left alone for this long, ms. */
export const DOUBT_MS = 3_000;

/**
 * What a contact that comes or goes means for its agent:
 *
 *   registered ──contact lost──▶ reconnecting ──15 s──▶ unreachable, and who was ready is off: a tab was closed
 *        ▲ ▲                          │ contact back        │
 *        │ └──────────────────────────┴─────────────────────┘
 *        └──3 s, contact still there── reconnecting ◀──could not be rung── registered
 */
export class AgentPhones {
  private readonly calls: CallControl;
  private readonly clock: Clock;
  /** Whether an agent's contact is known now. */
  private readonly reachable: (agent: string) => boolean;
  private readonly waits = new Map<string, Timer>();

  constructor(calls: CallControl, clock: Clock, reachable: (agent: string) => boolean) {
    this.calls = calls;
    this.clock = clock;
    this.reachable = reachable;
  }

  changed(agent: string, reachable: boolean): void {
    const { floor } = this.calls;
    if (reachable) {
      this.cancel(agent);
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

  /**
   * He could not be rung although his contact is known. Without a pause the same caller would be offered to him again at
   * once, and again, as fast as the telephone system refuses.
   */
  doubt(agent: string): void {
    if (this.calls.floor.get(agent)?.phone !== 'registered') return;
    this.calls.floor.setPhone(agent, 'reconnecting');
    this.wait(agent, DOUBT_MS, () => this.changed(agent, this.reachable(agent)));
  }

  stop(): void {
    for (const agent of [...this.waits.keys()]) this.cancel(agent);
  }

  private startGrace(agent: string): void {
    this.wait(agent, RECONNECT_GRACE_MS, () => {
      const { floor } = this.calls;
      floor.setPhone(agent, 'unreachable');
      if (floor.get(agent)?.will.kind === 'ready') {
        floor.setWill(agent, { kind: 'off', why: 'phone-lost' }, this.clock.now());
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
