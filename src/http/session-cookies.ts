import { createHash, randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';

/**
 * People and guests have a cookie each: a test call from `/call` must not log the agent's window out. By that of a
 * device a browser is known to have logged in before (`known-devices.ts`).
 */
const SUFFIXES = { person: '', guest: '-guest', device: '-device' } as const;
export type CookieKind = keyof typeof SUFFIXES;

const TOKEN_BYTES = 32;
/** base64url of TOKEN_BYTES; anything else is not worth a question to the store. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * With TLS the name has the `__Host-` prefix, which ties the cookie to this host and to https (RFC 6265bis).
 * Browsers refuse that prefix over plain http, which is served on loopback only.
 */
export function cookieName(kind: CookieKind, secure: boolean): string {
  return `${secure ? '__Host-' : ''}cauce${SUFFIXES[kind]}`;
}

export function cookieOptions(secure: boolean): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure };
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What the store keeps of a token; null for text that cannot be one. */
export function tokenHash(token: string | undefined): Buffer | null {
  if (token === undefined || !TOKEN.test(token)) return null;
  return createHash('sha256').update(token).digest();
}
