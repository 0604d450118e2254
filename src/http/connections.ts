import { readFileSync } from 'node:fs';
import type http from 'node:http';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { addressKey } from '../kit/network-address.ts';
import type { Trusts } from './client-address.ts';

/** Connections of one address at a time: the pages of some hundreds of people behind one, with two sockets each. */
export const CONNECTIONS_PER_ADDRESS = 2_000;
/** Of all addresses: with TLS each takes some 50 kB, and a container has 768 MB. */
export const CONNECTIONS_MAX = 10_000;
/** Of the files that the process may have open; the rest is for what it asks of others, and for sounds and pages. */
const SHARE_OF_FILES = 0.75;
/** The log tells of connections that were refused this often, ms. */
const TOLD_EVERY_MS = 60_000;

/**
 * Connections that say nothing cost nobody else theirs: an address has so many, and all together leave the process files
 * to work with. Those of our own proxies are many people's, and count for the whole only.
 */
export function limitConnections(
  server: http.Server,
  { trusts, clock, log }: { readonly trusts: Trusts; readonly clock: Clock; readonly log: Log },
  perAddress = CONNECTIONS_PER_ADDRESS,
): void {
  server.maxConnections = Math.min(CONNECTIONS_MAX, Math.floor(filesMax() * SHARE_OF_FILES));
  const open = new Map<string, number>();
  let toldAt = Number.NEGATIVE_INFINITY;
  const logRefused = (address: string | undefined): void => {
    if (clock.now() - toldAt < TOLD_EVERY_MS) return;
    toldAt = clock.now();
    log.warn({ address }, 'too many connections, refused');
  };

  server.on('drop', dropped => logRefused(dropped?.remoteAddress));
  server.on('connection', socket => {
    const address = socket.remoteAddress ?? '';
    if (trusts(address)) return;
    const key = addressKey(address);
    const known = open.get(key) ?? 0;
    if (known >= perAddress) {
      logRefused(address);
      socket.destroy();
      return;
    }
    open.set(key, known + 1);
    socket.once('close', () => {
      const left = (open.get(key) ?? 0) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  });
}

/** Files that this process may have open, from the kernel (proc(5)); no end where it tells of none. */
function filesMax(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
