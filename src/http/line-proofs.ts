import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';

/** A code is good for this long, ms, and for so many tries: a million codes cannot be guessed in them. */
const LIVES_MS = 10 * 60_000;
const TRIES = 5;
const DIGITS = 6;
/** More wait for none: whoever floods us takes nobody else's code away. */
const MOST = 1_000;

interface Proof {
  readonly line: string;
  readonly code: Buffer;
  readonly until: number;
  readonly tries: number;
}

/**
 * The codes that guests wait to hear at the line they say is theirs, by session. In memory: after a restart of this
 * process they ask for another one.
 */
export class LineProofs {
  private readonly waiting = new Map<string, Proof>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** A new code for a line, which replaces the one before. Fails with `too-many-tries`. */
  begin(session: string, line: string): string {
    this.forgetOld();
    if (this.waiting.size >= MOST && !this.waiting.has(session)) {
      throw new CauceError('too-many-tries', { retryAfterMs: LIVES_MS });
    }
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    const until = this.clock.now() + LIVES_MS;
    this.waiting.set(session, { line, code: digest(code), until, tries: 0 });
    return code;
  }

  /** The line that a code proves; null for a wrong one, and for every one after too many tries. */
  prove(session: string, code: string): string | null {
    this.forgetOld();
    const proof = this.waiting.get(session);
    if (proof === undefined) return null;
    const isRight = timingSafeEqual(digest(code), proof.code);
    if (isRight || proof.tries + 1 >= TRIES) this.waiting.delete(session);
    else this.waiting.set(session, { ...proof, tries: proof.tries + 1 });
    return isRight ? proof.line : null;
  }

  private forgetOld(): void {
    const now = this.clock.now();
    for (const [session, { until }] of this.waiting) if (until <= now) this.waiting.delete(session);
  }
}

const digest = (code: string): Buffer => createHash('sha256').update(code).digest();
