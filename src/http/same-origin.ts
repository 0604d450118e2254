import type { Arrival, OwnAddresses } from './own-addresses.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of this method could change something. */
export function changesState(method: string): boolean {
  return !SAFE.has(method);
}

/**
 * Whether a request comes from our own pages. Browsers send `Origin` with every state-changing request and every
 * WebSocket; a client without one and without `Sec-Fetch-Site` is no browser and carries no cookie of a victim.
 */
export function fromOwnPages(arrival: Arrival, own: OwnAddresses): boolean {
  const { origin, 'sec-fetch-site': site } = arrival.headers;
  if (origin !== undefined) return own.isOwnOrigin(origin, arrival);
  return site === undefined || site === 'same-origin' || site === 'none';
}
