import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config/network.ts';

/**
 * Whether a request comes from a program that may watch this one: it runs on this machine, or it knows the token.
 * `address` is the client's as far as it is known. A proxy on this machine that nobody declared would make everybody
 * local, so anyone who brings the headers of a proxy is local only when that proxy is trusted and `address` says so.
 */
export function mayMonitor(headers: IncomingHttpHeaders, address: string, token: string | null): boolean {
  const given = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (given !== undefined) return token !== null && same(given, token);
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !forwarded && isLoopback(address.replace(/^::ffff:/, ''));
}

/** Compares in a time that tells nothing about how much of the token was right. */
function same(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
