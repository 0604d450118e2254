import type { Session } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import { can } from '../rights/capabilities.ts';
import type { CallControl } from './call-control.ts';
import type { LineKeeper } from './lines/line-keeper.ts';
import type { CentreData } from './ports/settings.ts';

/** Brings people and sessions, which other processes change, to the agent registry and the telephone lines. */
export class RosterSync {
  private readonly calls: CallControl;
  private readonly lines: LineKeeper;
  private readonly clock: Clock;
  private sessions: readonly Session[] | null;

  /** `sessions` are those that were live when the centre was seen last; null when that is not known. */
  constructor(parts: {
    calls: CallControl;
    lines: LineKeeper;
    clock: Clock;
    sessions: readonly Session[] | null;
  }) {
    this.calls = parts.calls;
    this.lines = parts.lines;
    this.clock = parts.clock;
    this.sessions = parts.sessions;
  }

  syncPeople({ people }: CentreData): void {
    const { registry } = this.calls;
    const agents = people.filter(person => person.active && can(person, 'telephone'));
    const ids = new Set(agents.map(person => person.id));
    for (const {
      id,
      username,
      displayName,
      role,
      level,
      queues,
      phoneKind,
      autoAnswer,
      extension,
    } of agents) {
      const own = { ...(autoAnswer ? { autoAnswer } : {}), ...(extension ? { extension } : {}) };
      const profile = { id, username, displayName, role, level, queues, phoneKind, ...own };
      registry.upsert(profile, this.clock.now());
    }
    for (const agent of registry.all()) if (!ids.has(agent.profile.id)) this.calls.dismiss(agent.profile.id);
    this.calls.settle();
  }

  /**
   * Who logged out takes no calls: a desk phone may stay registered, the will is gone. It is gone for a new log-in too:
   * on its page nothing rings before the person has said so there.
   */
  syncSessions(sessions: readonly Session[], { people }: CentreData): void {
    const { registry } = this.calls;
    const before = this.sessions ?? sessions;
    this.sessions = sessions;
    const now = this.clock.now();
    for (const { personId, id } of missingFrom(sessions, before)) {
      if (personId !== null) this.calls.logInEnded(personId, this.lines.lineOf({ id, kind: 'person' }));
    }
    this.lines.expect(sessions, people);
    for (const { personId } of missingFrom(before, sessions)) {
      if (personId !== null) registry.setWill(personId, { kind: 'off', why: 'new-session' }, now);
    }
    const here = new Set(sessions.map(session => session.personId));
    for (const { profile } of registry.all()) {
      if (!here.has(profile.id)) registry.setWill(profile.id, { kind: 'off', why: 'session-ended' }, now);
    }
    this.calls.settle();
  }
}

/** Those of `these` that are not among `others`. */
function missingFrom(others: readonly Session[], these: readonly Session[]): Session[] {
  const known = new Set(others.map(({ id }) => id));
  return these.filter(({ id }) => !known.has(id));
}
