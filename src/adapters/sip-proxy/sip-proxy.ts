import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Session } from '../../agents/ports.ts';
import type { Clock } from '../../kit/clock.ts';
import { addressKey } from '../../kit/network-address.ts';
import { OpenSockets } from '../../kit/open-sockets.ts';
import { type Allowance, TokenBuckets } from '../../kit/token-bucket.ts';
import { relaySip } from './relay.ts';

/** Telephones at a time: a few windows, and old ones that have not noticed their end yet. */
const SOCKETS = { perSession: 8, perOwner: 16 };
/** Those of guests in all: they share Asterisk's 2,000 connections (http.conf) with the telephones of agents. */
export const GUEST_SOCKETS_MAX = 400;
/** Of those, guests of one address: an office that tries the page. */
export const GUEST_SOCKETS_PER_ADDRESS = 100;
/** Bytes of one person's telephones: they register, call and say now and then that they are there. */
const BYTES: Allowance = { burst: 256 * 1024, perSecond: 16 * 1024 };
/** A guest's telephone sends some 10 kB for a call. A stranger who sends nothing but calls has some dozens of them. */
const GUEST_BYTES: Allowance = { burst: 64 * 1024, perSecond: 2 * 1024 };
/** Of all guests of one address: there is always another guest to be had. */
const GUEST_ADDRESS_BYTES: Allowance = { burst: 512 * 1024, perSecond: 32 * 1024 };
const SENDERS_REMEMBERED = 10_000;
const PROBE_MS = 1_000;

/** The browsers' way to Asterisk's SIP-over-WebSocket, by session. */
export interface SipProxy {
  /** Takes over a connection that has been let in. `address` is the browser's. */
  open(session: Session, address: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
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
  /** Those of guests, each with the address it came from. */
  const guests = new Map<() => void, string>();
  const ofPeople = new TokenBuckets(() => BYTES, SENDERS_REMEMBERED);
  const ofGuests = new TokenBuckets(() => GUEST_BYTES, SENDERS_REMEMBERED);
  const ofGuestAddresses = new TokenBuckets(() => GUEST_ADDRESS_BYTES, SENDERS_REMEMBERED);

  /** All sockets of an owner share what it may send: another socket is quickly opened. */
  function bears({ id, kind, personId }: Session, from: string, bytes: number): boolean {
    const now = clock.now();
    if (kind === 'person') return ofPeople.take(personId ?? id, now, bytes);
    return ofGuests.take(id, now, bytes) && ofGuestAddresses.take(from, now, bytes);
  }

  return {
    open(session, address, request, socket, head) {
      const isGuest = session.kind === 'guest';
      const from = addressKey(address);
      const neighbours = [...guests.values()].filter(other => other === from).length;
      if (isGuest && (guests.size >= GUEST_SOCKETS_MAX || neighbours >= GUEST_SOCKETS_PER_ADDRESS)) {
        refuseBusy(socket);
        return;
      }
      const end = relaySip(target, request, socket, head, {
        bears: bytes => bears(session, from, bytes),
        ended() {
          open.remove(end);
          guests.delete(end);
        },
      });
      if (socket.destroyed) return;
      if (isGuest) guests.set(end, from);
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
