import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
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
  /** Whether Asterisk takes connections; never rejects. */
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
        const socket = connect(target);
        const answer = (up: boolean) => () => {
          socket.destroy();
          resolve(up);
        };
        socket.setTimeout(PROBE_MS, answer(false));
        socket.once('connect', answer(true));
        socket.once('error', answer(false));
      }),
    close() {
      for (const ends of [...open.values()]) for (const end of [...ends]) end();
    },
  };
}
