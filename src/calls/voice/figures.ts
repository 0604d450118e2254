/**
 * The figures of a voice that a page sends: of a span of its talk, all counted within the span. What arrives is counted by the
 * browser (W3C webrtc-stats, `inbound-rtp`); the rest is what Asterisk tells it every five seconds (RTCP, RFC 3550 §6.4), so that a
 * short span may know nothing of it.
 */
export interface VoiceSample {
  /** How long the span was, ms. */
  readonly ms: number;
  /** What the agent heard. Packets that were lost before they came to us are lost here too: Asterisk leaves their place free. */
  readonly heard: {
    readonly received: number;
    readonly lost: number;
    /** Came, and too late to be heard. */
    readonly late: number;
    /** In so many pieces something was missing. */
    readonly gaps: number;
    /** RFC 3550 §6.4.1, at the end of the span, ms. */
    readonly jitterMs: number;
    /** How long the browser kept a packet before it was heard, on average, ms. */
    readonly bufferMs: number;
  };
  /** Between two reports of Asterisk: what it sent, and what of it came. */
  readonly sent?: { readonly ms: number; readonly packets: number; readonly came: number } | undefined;
  /** What Asterisk reported of the agent's voice: share lost since the report before, 0…1. */
  readonly said?: { readonly ms: number; readonly loss: number; readonly jitterMs: number } | undefined;
  /** To the media's other end and back, ms. */
  readonly rttMs?: number | undefined;
}

/** The most a page sends at once, and the longest and shortest span, ms. */
export const MOST_SAMPLES = 8;
export const LONGEST_MS = 60_000;
export const SHORTEST_MS = 500;

/** What the telephone system counted of one channel, since it began. */
export interface VoiceReading {
  /** Packets that came from its party, and how many did not (as of the latest report, every five seconds). */
  readonly received: number;
  readonly lost: number;
  /** RFC 3550 §6.4.1, now, ms. */
  readonly jitterMs: number;
  readonly sent: number;
  /** What the party reported of what it was sent; null where it reports nothing, as many a carrier, or what cannot be. */
  readonly far: {
    readonly lost: number;
    readonly jitterMs: number;
    readonly rttMs: number | null;
  } | null;
}

/*
 * From where on a voice is in trouble, and from where it no longer is: between the two it stays as it was. With G.711 and concealment
 * 3 % cost 10 of 93 points (e-model.ts). ITU-T G.114 has 150 ms one way as what nobody notices, and the E-model takes points from
 * 177 ms on, of which packets and a buffer are some 60. Packets that keep their order have 40 ms of jitter at the most, twice their
 * length, where they all come in heaps; from 28 ms on a buffer has to hold 150 ms and more.
 */
export const TROUBLE_FROM = { loss: 0.03, jitterMs: 28, rttMs: 300 } as const;
export const FINE_BELOW = { loss: 0.02, jitterMs: 18, rttMs: 240 } as const;

/** Whether nothing of it is even near to trouble: such a span needs no hurry to be told. */
export function isCalm({ heard, sent, said, rttMs = 0 }: VoiceSample): boolean {
  const all = heard.received + heard.lost;
  if (heard.received === 0) return false;
  return (
    (heard.lost + heard.late) / all < FINE_BELOW.loss &&
    heard.jitterMs < FINE_BELOW.jitterMs &&
    (said === undefined || (said.loss < FINE_BELOW.loss && said.jitterMs < FINE_BELOW.jitterMs)) &&
    (sent === undefined || lossOf(sent) < FINE_BELOW.loss) &&
    rttMs < FINE_BELOW.rttMs
  );
}

/** Share of what was sent that did not come, 0…1. */
export const lossOf = ({ packets, came }: { readonly packets: number; readonly came: number }): number =>
  packets === 0 ? 0 : Math.min(1, Math.max(0, 1 - came / packets));
