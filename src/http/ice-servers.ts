import { createHmac } from 'node:crypto';
import type { Session } from '../agents/ports.ts';
import type { Turn } from '../config/turn.ts';
import type { SipAccount } from './shapes/session.ts';

/** So long are credentials good for new calls, ms; the page asks for others before (`softphone/state/relays.ts`). */
export const RELAY_MS = 2 * 3_600_000;
/** And those of a session that has ended, for the call that it keeps. */
export const LAST_CALL_RELAY_MS = 15 * 60_000;

/**
 * The relays for one log-in. With a shared secret its credentials are its own, for two hours and no longer than it lasts
 * (draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` reads them: user `expiry:name`, expiry in epoch
 * seconds, password base64(HMAC-SHA1(secret, user))). Lasting credentials are never given to guests.
 */
export function iceServers(
  turn: Turn | null,
  session: Pick<Session, 'kind' | 'expiresAt'>,
  name: string,
  now: number,
): SipAccount['iceServers'] {
  if (turn === null) return [];
  const { urls } = turn;
  if (turn.kind === 'fixed') {
    const { username, credential } = turn;
    return session.kind === 'guest' ? [] : [{ urls, username, credential }];
  }
  const end =
    now < session.expiresAt ? Math.min(session.expiresAt, now + RELAY_MS) : now + LAST_CALL_RELAY_MS;
  const username = `${Math.floor(end / 1000)}:${name}`;
  return [{ urls, username, credential: turnPassword(turn.secret, username) }];
}

export function turnPassword(secret: string, username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}
