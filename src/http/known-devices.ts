import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';

/** A device is known for so long after a log-in on it, ms. */
export const DEVICE_KNOWN_MS = 90 * 24 * 3_600_000;
/** People of a shift share a computer; who logged in longest ago is a stranger on it again. */
const ACCOUNTS_PER_DEVICE = 8;
const NONCE_BYTES = 12;
const SEAL_BYTES = 16;
/** When it was issued (s, base 36), a nonce, and the seal over both and the account. */
const MARK = /^([0-9a-z]{1,10})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22})$/;

/**
 * Which accounts have logged in on a browser before, by a cookie of their marks (OWASP, "device cookies"): it lets
 * nobody in, but tries from such a browser are counted apart. It names no account, and nobody can write one.
 */
export class KnownDevices {
  private readonly serverKey: Buffer;
  private readonly clock: Clock;

  constructor(serverKey: Buffer, clock: Clock) {
    this.serverKey = serverKey;
    this.clock = clock;
  }

  /** The device's name where this account has logged in on it, else null. */
  deviceOf(cookie: string | undefined, account: string): string | null {
    return (
      this.marksOf(cookie)
        .map(mark => this.read(mark, account))
        .find(Boolean) ?? null
    );
  }

  /** The cookie after a log-in of this account. */
  remember(cookie: string | undefined, account: string): string {
    const issued = Math.floor(this.clock.now() / 1_000).toString(36);
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const mark = `${issued}.${nonce}.${this.seal(issued, nonce, account).toString('base64url')}`;
    const others = this.marksOf(cookie).filter(each => this.read(each, account) === null);
    return [mark, ...others].slice(0, ACCOUNTS_PER_DEVICE).join('~');
  }

  private marksOf(cookie = ''): string[] {
    return cookie.split('~', ACCOUNTS_PER_DEVICE).filter(mark => MARK.test(mark));
  }

  private read(mark: string, account: string): string | null {
    const [, issued = '', nonce = '', seal = ''] = MARK.exec(mark) ?? [];
    const age = this.clock.now() - Number.parseInt(issued, 36) * 1_000;
    if (!(age < DEVICE_KNOWN_MS)) return null;
    const given = Buffer.from(seal, 'base64url');
    return timingSafeEqual(given, this.seal(issued, nonce, account)) ? nonce : null;
  }

  private seal(issued: string, nonce: string, account: string): Buffer {
    return createHmac('sha256', this.serverKey)
      .update(`device:${issued}:${nonce}:${account}`)
      .digest()
      .subarray(0, SEAL_BYTES);
  }
}
