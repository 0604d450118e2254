import type { VoiceCause } from './diagnosis.ts';
import { type Impairments, mosOf, ratingOf } from './e-model.ts';

/** How the voice of a part was, as it is on record. */
export interface VoiceMeasured {
  /** What the agent heard, and what the customer did; null where nobody told. */
  readonly toAgent: WayHeard | null;
  readonly toCustomer: WayHeard | null;
  /** Between the agent and us, the latest, ms. */
  readonly rttMs: number | null;
  /** What was named, and for how long in all. */
  readonly causes: readonly (VoiceCause & { readonly ms: number })[];
}

export interface WayHeard {
  /** For how long it was measured, ms. */
  readonly ms: number;
  /** By the E-model, 1…4.5: the mean, and the worst span. */
  readonly mos: number;
  readonly worstMos: number;
  /** Share that was not heard, 0…1. */
  readonly loss: number;
  /** The mean, ms. */
  readonly jitterMs: number;
}

/** Sums of each span's figure by its length. */
export interface Heard {
  readonly ms: number;
  readonly mos: number;
  readonly worstMos: number;
  readonly loss: number;
  readonly jitter: number;
}

export const EMPTY_HEARD: Heard = { ms: 0, mos: 0, worstMos: 5, loss: 0, jitter: 0 };

export function hear(before: Heard, span: Impairments & { readonly jitterMs: number }, ms: number): Heard {
  const mos = mosOf(ratingOf(span));
  return {
    ms: before.ms + ms,
    mos: before.mos + mos * ms,
    worstMos: Math.min(before.worstMos, mos),
    loss: before.loss + span.loss * ms,
    jitter: before.jitter + span.jitterMs * ms,
  };
}

export function wayHeard({ ms, mos, worstMos, loss, jitter }: Heard): WayHeard | null {
  if (ms === 0) return null;
  return {
    ms,
    mos: round(mos / ms, 2),
    worstMos: round(worstMos, 2),
    loss: round(loss / ms, 4),
    jitterMs: round(jitter / ms, 1),
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
