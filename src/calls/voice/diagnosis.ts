import { FINE_BELOW, TROUBLE_FROM } from './figures.ts';

/** The four ways of a talk, from whom to us and from us to whom. */
export const VOICE_WAYS = ['agent-says', 'agent-hears', 'customer-says', 'customer-hears'] as const;
export type VoiceWay = (typeof VOICE_WAYS)[number];

export const VOICE_SIDES = ['agent', 'customer'] as const;
export type VoiceSide = (typeof VOICE_SIDES)[number];

/**
 * `nothing`: no packet comes at all; `reorders`: packets are overtaken by later ones. In the order in which they matter, where
 * there are several.
 */
export const VOICE_TROUBLES = ['nothing', 'loses', 'delays', 'reorders', 'jitters'] as const;
export type VoiceTrouble = (typeof VOICE_TROUBLES)[number];

/** Which part of the way is bad, and how. `much`: per cent that are lost, ms of round trip or of jitter; 0 for the others. */
export interface VoiceCause {
  readonly side: VoiceSide;
  readonly trouble: VoiceTrouble;
  readonly much: number;
}

/** What is known of one way in one span; what is left out is unknown. */
export interface WaySpan {
  readonly ms: number;
  /** Share that was lost on this way alone, 0…1. */
  readonly loss?: number;
  readonly jitterMs?: number;
  readonly rttMs?: number;
  /** Whether anything came. */
  readonly comes?: boolean;
  /** Whether something came after what had been sent later. */
  readonly reorders?: boolean;
}

/** What speaks for one trouble of one way. */
interface Tally {
  readonly badMs: number;
  /** How long it has been fine since. */
  readonly fineMs: number;
  readonly named: boolean;
  /** Figures while it was bad, each by its span: their sum over `badMs` is the mean. */
  readonly sum: number;
}

export type Judgement = Readonly<Partial<Record<`${VoiceWay} ${VoiceTrouble}`, Tally>>>;

/** Named when it was bad for so long, a moment's burst being none; ms. */
export const NAMED_AFTER_MS = 6_000;
/** One span alone speaks for no more, however long it was: all of its figure may be of a moment, ms. */
const ONE_SPAN_MS = 5_000;
/** What is not named is forgotten, and what is named is over, when it was fine for so long, ms. */
export const FORGOTTEN_AFTER_MS = 6_000;
export const OVER_AFTER_MS = 8_000;
/** Of what is overtaken only what is under way at the moment of a count is seen: of a fifth that is, every third count sees it. */
const REORDERS_FOR_MS = 45_000;
/** A trouble that lasts is told by its latest, ms. */
const REMEMBERED_MS = 60_000;

/** What one more span of a way says. What is unknown of it changes nothing. */
export function judge(judgement: Judgement, way: VoiceWay, span: WaySpan): Judgement {
  const { ms, loss, jitterMs, rttMs, comes, reorders } = span;
  if (ms <= 0) return judgement;
  const next = { ...judgement };
  const note = (trouble: VoiceTrouble, figure: number | undefined, from: number, below: number) => {
    if (figure === undefined) return;
    const key = `${way} ${trouble}` as const;
    const tally = weigh(next[key], figure, ms, from, below, LASTS[trouble] ?? SHORT);
    if (tally) next[key] = tally;
    else delete next[key];
  };
  note('nothing', comes === undefined ? undefined : Number(!comes), 1, 1);
  // Of nothing that comes there is no share that is lost.
  if (comes !== false) {
    note('loses', loss, TROUBLE_FROM.loss, FINE_BELOW.loss);
    note('jitters', jitterMs, TROUBLE_FROM.jitterMs, FINE_BELOW.jitterMs);
  }
  note('delays', rttMs, TROUBLE_FROM.rttMs, FINE_BELOW.rttMs);
  note('reorders', reorders === undefined ? undefined : Number(reorders), 1, 1);
  return next;
}

/** For how long it is to be fine, ms. */
interface Lasts {
  readonly forgotten: number;
  readonly over: number;
}
const SHORT: Lasts = { forgotten: FORGOTTEN_AFTER_MS, over: OVER_AFTER_MS };
const LASTS: { readonly [Trouble in VoiceTrouble]?: Lasts } = {
  reorders: { forgotten: REORDERS_FOR_MS, over: REORDERS_FOR_MS },
};

function weigh(
  before: Tally | undefined,
  figure: number,
  spanMs: number,
  from: number,
  below: number,
  { forgotten, over }: Lasts,
): Tally | null {
  const ms = Math.min(spanMs, ONE_SPAN_MS);
  const isBad = figure >= (before?.named ? below : from);
  if (!before) return isBad ? { badMs: ms, fineMs: 0, named: false, sum: figure * ms } : null;
  if (isBad) {
    const kept = before.badMs > REMEMBERED_MS ? REMEMBERED_MS / before.badMs : 1;
    const badMs = before.badMs * kept + ms;
    const sum = before.sum * kept + figure * ms;
    return { badMs, fineMs: 0, named: before.named || badMs >= NAMED_AFTER_MS, sum };
  }
  const fineMs = before.fineMs + spanMs;
  const isOver = fineMs >= (before.named ? over : forgotten);
  return isOver ? null : { ...before, fineMs };
}

/** What is named now; of several what matters most, and of one kind the worst. */
export function causeOf(judgement: Judgement): VoiceCause | null {
  for (const trouble of VOICE_TROUBLES) {
    const found = VOICE_WAYS.flatMap(way => {
      const tally = judgement[`${way} ${trouble}`];
      return tally?.named ? [{ side: sideOf(way), trouble, much: told(trouble, tally) }] : [];
    });
    const [worst] = found.sort((a, b) => b.much - a.much);
    if (worst) return worst;
  }
  return null;
}

const sideOf = (way: VoiceWay): VoiceSide => (way.startsWith('agent') ? 'agent' : 'customer');

export const isSameCause = (one: VoiceCause | null, other: VoiceCause | null): boolean =>
  one?.side === other?.side && one?.trouble === other?.trouble;

function told(trouble: VoiceTrouble, { sum, badMs }: Tally): number {
  const mean = sum / badMs;
  if (trouble === 'nothing' || trouble === 'reorders') return 0;
  return Math.round(trouble === 'loses' ? mean * 100 : mean);
}
