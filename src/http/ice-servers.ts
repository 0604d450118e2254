import { createHmac } from 'node:crypto';
import type { Session } from '../agents/ports.ts';
import type { Turn } from '../config/turn.ts';
import type { SipAccount } from './shapes.ts';

/**
 * The relays for one log-in. With a shared secret its credentials are its own and end with it at the latest
 * (draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` reads them: user `expiry:name`, expiry in epoch
 * seconds, password base64(HMAC-SHA1(secret, user))). Lasting credentials are never given to guests.
 */
export function iceServers(
  turn: Turn | null,
  session: Pick<Session, 'kind' | 'expiresAt'>,
  name: string,
): SipAccount['iceServers'] {
  if (turn === null) return [];
  const { urls } = turn;
  if (turn.kind === 'fixed') {
    const { username, credential } = turn;
    return session.kind === 'guest' ? [] : [{ urls, username, credential }];
  }
  const username = `${Math.floor(session.expiresAt / 1000)}:${name}`;
  return [{ urls, username, credential: turnPassword(turn.secret, username) }];
}

export function turnPassword(secret: string, username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}
