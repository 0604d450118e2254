import type { Session, SessionStore } from '../../agents/ports.ts';
import type { MemoryRecords } from './records.ts';

export function memorySessions(records: MemoryRecords): SessionStore {
  const remove = (wanted: (session: Session) => boolean) => {
    for (const { session } of [...records.sessions.values()])
      if (wanted(session)) records.sessions.delete(session.id);
    records.changes.tell('sessions');
  };
  return {
    async open(session, tokenHash) {
      remove(other => other.expiresAt <= session.createdAt);
      records.sessions.set(session.id, { session, tokenHash: tokenHash.toString('hex') });
    },
    async byToken(tokenHash, now) {
      const hex = tokenHash.toString('hex');
      const found = [...records.sessions.values()].find(
        one => one.tokenHash === hex && one.session.expiresAt > now,
      );
      return found?.session ?? null;
    },
    async live(now) {
      return [...records.sessions.values()]
        .map(one => one.session)
        .filter(session => session.expiresAt > now);
    },
    async close(id) {
      remove(session => session.id === id);
    },
    async closeAllOf(personId) {
      remove(session => session.personId === personId);
    },
    async watch(changed) {
      return records.changes.watch(['sessions', 'people'], () => changed());
    },
  };
}
