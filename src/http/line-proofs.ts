import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';

/** A code is good for this long, ms, and for so many tries: a million codes cannot be guessed in them. */
const LIVES_MS = 10 * 60_000;
const TRIES = 5;
const DIGITS = 6;

interface Proof {
  readonly line: string;
  readonly code: Buffer;
  readonly until: number;
  readonly tries: number;
}

/** A code for a line, in decimal digits. */
export const newCode = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');

/**
 * The codes that were said to lines which guests say are theirs, by session; few are said an hour (calls/proof-calls.ts).
 * In memory: after a restart of this process they ask for another one.
 */
export class LineProofs {
  private readonly waiting = new Map<string, Proof>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** This code is being said to the line; it replaces the one before. One that nobody is told is never waited for. */
  said(session: string, line: string, code: string): void {
    this.forgetOld();
    const until = this.clock.now() + LIVES_MS;
    this.waiting.set(session, { line, code: digest(code), until, tries: 0 });
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
