import { ENDED_KNOWN_MS, type Session, type SessionStore } from '../../agents/ports.ts';
import type { Database, Row } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';

export function postgresSessions(db: Database, listenConnection: ListenConnection): SessionStore {
  return {
    async open(session, tokenHash) {
      // Log-ins that ended long ago are of no use to anybody; the next one sweeps them out.
      await db.query('delete from sessions where expires_at <= $1', [session.createdAt - ENDED_KNOWN_MS]);
      await db.query(
        `insert into sessions (id, kind, person_id, line, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          session.id,
          session.kind,
          session.personId,
          session.line,
          tokenHash,
          session.createdAt,
          session.expiresAt,
        ],
      );
    },
    async byToken(tokenHash, now) {
      const [row] = await db.query('select * from sessions where token_hash = $1 and expires_at > $2', [
        tokenHash,
        now,
      ]);
      return row ? toSession(row) : null;
    },
    async live(now) {
      return (
        await db.query('select * from sessions where expires_at > $1 order by created_at, id', [now])
      ).map(toSession);
    },
    async known() {
      return (await db.query('select * from sessions order by created_at, id')).map(toSession);
    },
    async endedByToken(tokenHash, now) {
      const [row] = await db.query('select * from sessions where token_hash = $1 and expires_at <= $2', [
        tokenHash,
        now,
      ]);
      return row ? toSession(row) : null;
    },
    async end(id, now) {
      await db.query('update sessions set expires_at = $2 where id = $1 and expires_at > $2', [id, now]);
    },
    async endAllOf(personId, now) {
      await db.query('update sessions set expires_at = $2 where person_id = $1 and expires_at > $2', [
        personId,
        now,
      ]);
    },
    async close(id) {
      await db.query('delete from sessions where id = $1', [id]);
    },
    async closeAllOf(personId) {
      await db.query('delete from sessions where person_id = $1', [personId]);
    },
    watch: changed => listenConnection.watch(['cauce_sessions', 'cauce_people'], () => changed()),
  };
}

function toSession(row: Row): Session {
  return {
    id: row.id as string,
    kind: row.kind as Session['kind'],
    personId: row.person_id as string | null,
    line: row.line as string | null,
    createdAt: row.created_at as number,
    expiresAt: row.expires_at as number,
  };
}
