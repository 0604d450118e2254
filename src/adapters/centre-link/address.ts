import { createHash, timingSafeEqual } from 'node:crypto';
import type { ListenAddress } from '../sockets/socket-server.ts';

/** Where `calls` serves the other processes. On a unix socket the file's mode is the key, on TCP the token. */
export interface InnerAddress {
  readonly listen: ListenAddress;
  readonly clientUrl: string;
  readonly token: string | null;
}

/** Takes `unix:/path` or `tcp://token@host:port` apart; `config.ts` has checked its shape. */
export function innerAddress(url: string): InnerAddress {
  if (url.startsWith('unix:')) {
    const path = url.slice('unix:'.length);
    return { listen: { kind: 'unix', path }, clientUrl: `ws+unix:${path}:/`, token: null };
  }
  const { username, hostname, port } = new URL(url);
  return {
    listen: { kind: 'tcp', host: hostname, port: Number(port) },
    clientUrl: `ws://${hostname}:${port}/`,
    token: decodeURIComponent(username),
  };
}

export function bearer(token: string): string {
  return `Bearer ${token}`;
}

/** Compares in a time that does not tell how much of the token was right. */
export function isBearer(header: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header), digest(bearer(token)));
}
