import type { Session } from '../agents/ports.ts';
import { hasTelephone } from '../agents/sip-account.ts';
import type { Clock } from '../kit/clock.ts';
import type { CallControl } from './call-control.ts';
import type { LineKeeper } from './line-keeper.ts';
import type { CentreData } from './ports.ts';

/** Brings people and sessions, which other processes change, to the floor and the telephone lines. */
export class Staff {
  private readonly calls: CallControl;
  private readonly lines: LineKeeper;
  private readonly clock: Clock;

  constructor(parts: { calls: CallControl; lines: LineKeeper; clock: Clock }) {
    this.calls = parts.calls;
    this.lines = parts.lines;
    this.clock = parts.clock;
  }

  know({ people }: CentreData): void {
    const { floor } = this.calls;
    const agents = people.filter(person => person.active && hasTelephone(person.role));
    const ids = new Set(agents.map(person => person.id));
    for (const { id, username, displayName, role, level, queues, phoneKind } of agents) {
      floor.know({ id, username, displayName, role, level, queues, phoneKind }, this.clock.now());
    }
    for (const agent of floor.all()) if (!ids.has(agent.profile.id)) this.calls.dismiss(agent.profile.id);
    this.calls.settle();
  }

  /** Who logged out takes no calls: a desk phone may stay registered, the will is gone. */
  present(sessions: readonly Session[], { people }: CentreData): void {
    const { floor } = this.calls;
    this.lines.expect(sessions, people);
    const here = new Set(sessions.map(session => session.personId));
    for (const agent of floor.all()) {
      if (!here.has(agent.profile.id)) floor.setWill(agent.profile.id, { kind: 'off' }, this.clock.now());
    }
    this.calls.settle();
  }
}
