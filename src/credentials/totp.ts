import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from './base32.ts';

/** What every authenticator app knows (RFC 6238 with SHA-1; others are ignored by some of them). */
const STEP_MS = 30_000;
const DIGITS = 6;
/** A telephone's clock may be off by so many steps, and a person may type slowly. */
const DRIFT_STEPS = 1;
/** As long as SHA-1's result (RFC 4226 §4, R6), bytes. */
export const SECRET_BYTES = 20;

export const isAppCode = (text: string): boolean => /^\d{6}$/.test(text);

/** The code of a step (RFC 4226 §5.3). */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export const stepAt = (now: number): number => Math.floor(now / STEP_MS);

/** Whose step a code is now, or null. All that may be meant are looked at, so the time it takes tells nothing. */
export function stepOfCode(secret: Buffer, code: string, now: number): number | null {
  const present = stepAt(now);
  let found: number | null = null;
  for (let step = present - DRIFT_STEPS; step <= present + DRIFT_STEPS; step += 1) {
    if (step >= 0 && timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code.padEnd(DIGITS)))) {
      found = step;
    }
  }
  return found;
}

/** What the QR code says (Key Uri Format of Google Authenticator, which the other apps follow). */
export function enrolmentUri(secret: Buffer, username: string, centre: string): string {
  const issuer = `Cauce ${centre}`;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  const fields = { secret: base32(secret), issuer, algorithm: 'SHA1', digits: String(DIGITS), period: '30' };
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `otpauth://totp/${label}?${query.join('&')}`;
}
