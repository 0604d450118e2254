/** The two laws of G.711: A-law is spoken in Latin America and Europe, µ-law in North America. */
export type CodecName = 'PCMA' | 'PCMU';

export interface Codec {
  readonly name: CodecName;
  /** Static payload type of RFC 3551. */
  readonly payloadType: number;
  encode(samples: Int16Array): Buffer;
  decode(bytes: Uint8Array): Int16Array;
}

/** Samples a second of narrow-band telephony. */
export const SAMPLE_RATE = 8000;
/** Samples of one 20 ms packet. */
export const FRAME_SAMPLES = 160;

function decodeAlaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function decodeUlaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}

/**
 * The encoder is the decoder read backwards: for each of the 65,536 linear values the code whose
 * decoded value lies nearest. One table lookup a sample is what makes fifty calls cheap.
 */
function nearestCodes(decoded: Int16Array): Uint8Array {
  const order = Array.from({ length: 256 }, (_, code) => code).sort(
    (a, b) => (decoded[a] ?? 0) - (decoded[b] ?? 0),
  );
  const codes = new Uint8Array(65536);
  let place = 0;
  for (let value = -32768; value <= 32767; value++) {
    while (place < 255 && distance(place + 1, value) <= distance(place, value)) place++;
    codes[value & 0xffff] = order[place] ?? 0;
  }
  return codes;

  function distance(index: number, value: number): number {
    return Math.abs((decoded[order[index] ?? 0] ?? 0) - value);
  }
}

function makeCodec(name: CodecName, payloadType: number, decodeOne: (code: number) => number): Codec {
  const decoded = Int16Array.from({ length: 256 }, (_, code) => decodeOne(code));
  const codes = nearestCodes(decoded);
  return {
    name,
    payloadType,
    encode(samples) {
      const bytes = Buffer.allocUnsafe(samples.length);
      for (let i = 0; i < samples.length; i++) bytes[i] = codes[(samples[i] ?? 0) & 0xffff] ?? 0;
      return bytes;
    },
    decode(bytes) {
      const samples = new Int16Array(bytes.length);
      for (let i = 0; i < bytes.length; i++) samples[i] = decoded[bytes[i] ?? 0] ?? 0;
      return samples;
    },
  };
}

export const codecs: Readonly<Record<CodecName, Codec>> = {
  PCMA: makeCodec('PCMA', 8, decodeAlaw),
  PCMU: makeCodec('PCMU', 0, decodeUlaw),
};
