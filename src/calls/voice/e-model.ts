/**
 * How good a voice was, by the E-model (ITU-T G.107) with all its defaults but delay and loss. R is 93.2 where nothing is wrong.
 *
 *   R = 93.2 − Id − Ie,eff
 *   Id     = 0.024 d + 0.11 (d − 177.3) beyond 177.3 ms    Cole and Rosenbluth, Voice over IP performance monitoring (2001)
 *   Ie,eff = Ie + (95 − Ie) · Ppl / (Ppl / BurstR + Bpl)    G.107 §7.5; G.711 with concealment: Ie 0, Bpl 25.1 (G.113 Appendix I)
 *   MOS    = 1 + 0.035 R + 7·10⁻⁶ R (R − 60)(100 − R)       G.107 Annex B
 *
 * Our telephones speak G.711 alone; another codec has an Ie and a Bpl of its own.
 */
export interface Impairments {
  /** Share of packets that could not be heard, 0…1. */
  readonly loss: number;
  /** Mean length of what is lost in a row, over that of random losses; 1 unless it is known. */
  readonly burstRatio?: number;
  /** From mouth to ear, ms. */
  readonly delayMs: number;
}

const BEST = 93.2;
const IE = 0;
const BPL = 25.1;
const DELAY_KNEE_MS = 177.3;

/** The rating R, 0…93.2. */
export function ratingOf({ loss, burstRatio = 1, delayMs }: Impairments): number {
  const percent = Math.min(1, Math.max(0, loss)) * 100;
  const equipment = IE + ((95 - IE) * percent) / (percent / Math.max(1, burstRatio) + BPL);
  const delay = 0.024 * delayMs + (delayMs > DELAY_KNEE_MS ? 0.11 * (delayMs - DELAY_KNEE_MS) : 0);
  return Math.max(0, BEST - delay - equipment);
}

/** Mean opinion score, 1…4.5. */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  return Math.max(1, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating));
}

/** Of 5, by the categories of user satisfaction (G.107 Annex B): 80, 70, 60 and 50 points. */
export function stepsOf(rating: number): 1 | 2 | 3 | 4 | 5 {
  if (rating >= 80) return 5;
  if (rating >= 70) return 4;
  if (rating >= 60) return 3;
  return rating >= 50 ? 2 : 1;
}
