import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { relaySip } from './relay.ts';

/** Telephones of one log-in at a time: a few windows, and old ones that have not noticed their end yet. */
const SOCKETS_PER_SESSION = 8;
const PROBE_MS = 1_000;

/** The browsers' way to Asterisk's SIP-over-WebSocket, by session. */
export interface SipProxy {
  /** Takes over a connection that has been let in. */
  open(session: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts every connection whose session does not live any more. */
  keepOnly(alive: (session: string) => boolean): void;
  size(): number;
  /** Whether Asterisk answers requests; never rejects. */
  reachable(): Promise<boolean>;
  close(): void;
}

/** `asteriskUrl` is that of the configuration; SIP over WebSocket is served by the same port. */
export function makeSipProxy(asteriskUrl: string): SipProxy {
  const { hostname, port } = new URL(asteriskUrl);
  const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  const open = new Map<string, Set<() => void>>();

  return {
    open(session, request, socket, head) {
      const ends = open.get(session) ?? new Set();
      open.set(session, ends);
      const end = relaySip(target, request, socket, head, () => {
        ends.delete(end);
        if (ends.size === 0 && open.get(session) === ends) open.delete(session);
      });
      if (!socket.destroyed) ends.add(end);
      const [oldest] = ends;
      if (ends.size > SOCKETS_PER_SESSION) oldest?.();
    },
    keepOnly(alive) {
      for (const [session, ends] of open) if (!alive(session)) for (const end of [...ends]) end();
    },
    size: () => [...open.values()].reduce((sum, ends) => sum + ends.size, 0),
    reachable: () =>
      new Promise(resolve => {
        // A connection alone proves nothing: the kernel takes it for a process that has stopped in its tracks.
        const probe = request({ ...target, path: '/', timeout: PROBE_MS, agent: false }, response => {
          response.resume();
          resolve(true);
        });
        probe.on('timeout', () => probe.destroy());
        probe.on('error', () => resolve(false));
        probe.end();
      }),
    close() {
      for (const ends of [...open.values()]) for (const end of [...ends]) end();
    },
  };
}
