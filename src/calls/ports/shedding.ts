import type { Outcome } from './telephony.ts';

/** The telephone system itself turns new calls away, which costs the least; it counts them. */
export interface CallShedding {
  /** This share of the calls that come from now on (0 to 1), until told again or for this long, ms. */
  refuse(share: number, forMs: number): Promise<Outcome>;
  /** How many it has turned away since it started; null when it does not answer. */
  refusedSoFar(): Promise<number | null>;
  /** How many came to us since this process began, those it turned away not among them. */
  arrivedSoFar(): number;
  /** How long what is asked of it takes, the least since this was last asked, ms: what stands in line there. */
  delayMs(): number;
}
