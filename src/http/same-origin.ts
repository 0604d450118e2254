import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of this method could change something. */
export function changesState(method: string): boolean {
  return !SAFE.has(method);
}

/**
 * Whether a request comes from our own pages. Browsers send `Origin` with every state-changing request and every
 * WebSocket; a client without one and without `Sec-Fetch-Site` is no browser and carries no cookie of a victim.
 * `publicHost` also counts as our own, for a proxy in front that rewrites `Host`.
 */
export function fromOwnPages(headers: IncomingHttpHeaders, secure: boolean, publicHost: string): boolean {
  const { origin } = headers;
  if (origin === undefined) {
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (secure && url.protocol !== 'https:') return false;
  return url.host === headers.host?.toLowerCase() || url.hostname === publicHost.toLowerCase();
}
