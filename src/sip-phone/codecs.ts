import { aLaw, type Law, muLaw } from '../kit/g711.ts';

/** The two laws of G.711 as session descriptions name them. */
export type CodecName = 'PCMA' | 'PCMU';

export interface Codec extends Law {
  readonly name: CodecName;
  /** Static payload type of RFC 3551. */
  readonly payloadType: number;
}

/** Samples a second of narrow-band telephony. */
export const SAMPLE_RATE = 8000;
/** Samples of one 20 ms packet. */
export const FRAME_SAMPLES = 160;

export const codecs: Readonly<Record<CodecName, Codec>> = {
  PCMA: { name: 'PCMA', payloadType: 8, ...aLaw },
  PCMU: { name: 'PCMU', payloadType: 0, ...muLaw },
};
