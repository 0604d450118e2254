import { ENDED_KNOWN_MS, type Session, type SessionStore } from '../../agents/ports.ts';
import type { MemoryRecords } from './records.ts';

export function memorySessions(records: MemoryRecords): SessionStore {
  const remove = (wanted: (session: Session) => boolean) => {
    for (const { session } of [...records.sessions.values()])
      if (wanted(session)) records.sessions.delete(session.id);
    records.changes.emit('sessions');
  };
  const end = (wanted: (session: Session) => boolean, now: number) => {
    for (const [id, one] of records.sessions) {
      const { session } = one;
      if (wanted(session) && session.expiresAt > now) {
        records.sessions.set(id, { ...one, session: { ...session, expiresAt: now } });
      }
    }
    records.changes.emit('sessions');
  };
  return {
    async open(session, tokenHash) {
      remove(other => other.expiresAt <= session.createdAt - ENDED_KNOWN_MS);
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
    async known() {
      return [...records.sessions.values()].map(one => one.session);
    },
    async endedByToken(tokenHash, now) {
      const hex = tokenHash.toString('hex');
      const found = [...records.sessions.values()].find(
        one => one.tokenHash === hex && one.session.expiresAt <= now,
      );
      return found?.session ?? null;
    },
    async end(id, now) {
      end(session => session.id === id, now);
    },
    async endAllOf(personId, now) {
      end(session => session.personId === personId, now);
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
