import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Session } from '../../agents/ports.ts';
import type { Clock } from '../../kit/clock.ts';
import { OpenSockets } from '../../kit/open-sockets.ts';
import { type Allowance, TokenBucket } from '../../kit/token-bucket.ts';
import { relaySip } from './relay.ts';

/** Telephones at a time: a few windows, and old ones that have not noticed their end yet. */
const SOCKETS = { perSession: 8, perOwner: 16 };
/** Those of guests in all: they share Asterisk's 2,000 connections (http.conf) with the telephones of agents. */
export const GUEST_SOCKETS_MAX = 400;
/** Bytes of one browser: a telephone registers, calls and says now and then that it is there. */
const BYTES: Allowance = { burst: 256 * 1024, perSecond: 16 * 1024 };
const PROBE_MS = 1_000;

/** The browsers' way to Asterisk's SIP-over-WebSocket, by session. */
export interface SipProxy {
  /** Takes over a connection that has been let in. */
  open(session: Session, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts every connection whose session does not live any more. */
  keepOnly(alive: (session: string) => boolean): void;
  size(): number;
  /** Whether Asterisk answers requests; never rejects. */
  reachable(): Promise<boolean>;
  close(): void;
}

/** `asteriskAddress` is that of the configuration: Asterisk's HTTP server, which serves SIP over WebSocket. */
export function makeSipProxy(asteriskAddress: string, clock: Clock): SipProxy {
  const { hostname, port } = new URL(asteriskAddress);
  const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  const open = new OpenSockets<() => void>(SOCKETS);
  const guests = new Set<() => void>();

  return {
    open(session, request, socket, head) {
      if (session.kind === 'guest' && guests.size >= GUEST_SOCKETS_MAX) {
        refuseBusy(socket);
        return;
      }
      const bucket = new TokenBucket(BYTES, clock.now());
      const end = relaySip(target, request, socket, head, {
        bears: bytes => bucket.take(clock.now(), bytes),
        ended() {
          open.remove(end);
          guests.delete(end);
        },
      });
      if (socket.destroyed) return;
      if (session.kind === 'guest') guests.add(end);
      const oldest = open.add(end, { session: session.id, owner: session.personId ?? session.id });
      oldest?.();
    },
    keepOnly(alive) {
      for (const [end, { session }] of [...open]) if (!alive(session)) end();
    },
    size: () => open.size,
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
      for (const [end] of [...open]) end();
    },
  };
}

function refuseBusy(socket: Duplex): void {
  socket.end(
    `HTTP/1.1 503 ${STATUS_CODES[503]}\r\nRetry-After: 30\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
