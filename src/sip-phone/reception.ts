import type { RtpPacket } from './rtp.ts';

/** How the voice of one source arrives, as a report says it (RFC 3550 §6.4.1). */
export interface ReceptionBlock {
  readonly source: number;
  /** Share lost since the block before, in 256ths. */
  readonly fraction: number;
  /** Lost since the beginning; goes down when one that was overtaken comes after all. */
  readonly lost: number;
  /** Sequence number, with the times it has begun anew above its 16 bits. */
  readonly highest: number;
  /** In units of the RTP clock. */
  readonly jitter: number;
}

/** Samples of G.711 per ms. */
const CLOCK_PER_MS = 8;
const TURN = 0x1_0000;

/** Counts what arrives of one voice (RFC 3550 §A.1, A.3, A.8); another source begins anew. */
export class Reception {
  #source: number | undefined;
  #base = 0;
  #highest = 0;
  #received = 0;
  #jitter = 0;
  #transit = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;

  /** `at`: when it came, ms of any clock. */
  take(
    { source, sequence, timestamp }: Pick<RtpPacket, 'source' | 'sequence' | 'timestamp'>,
    at: number,
  ): void {
    const transit = at * CLOCK_PER_MS - timestamp;
    if (source !== this.#source) this.#begin(source, sequence, transit);
    this.#received += 1;
    const step = (sequence - this.#highest) & (TURN - 1);
    if (step < TURN / 2) this.#highest += step;
    this.#jitter += (Math.abs(transit - this.#transit) - this.#jitter) / 16;
    this.#transit = transit;
  }

  /** What has come of it since the block before; undefined while nothing has. */
  block(): ReceptionBlock | undefined {
    if (this.#source === undefined) return undefined;
    const expected = this.#highest - this.#base + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return {
      source: this.#source,
      fraction: lostNow <= 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow)),
      lost: expected - this.#received,
      highest: this.#highest >>> 0,
      jitter: Math.floor(this.#jitter),
    };
  }

  #begin(source: number, sequence: number, transit: number): void {
    this.#source = source;
    this.#base = sequence;
    this.#highest = sequence;
    this.#received = 0;
    this.#jitter = 0;
    this.#transit = transit;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
  }
}
