/**
 * ITU-T G.711: 16-bit sound in half the bytes, with the quality it has on a telephone line. A-law is spoken in Latin
 * America and Europe, µ-law in North America. Both ways are one look-up a sample, because fifty calls speak at once
 * and an hour's recording has 29 million samples.
 */
export interface Law {
  /** Samples of -32768..32767 as one byte each. */
  encode(samples: Int16Array): Buffer;
  decode(bytes: Uint8Array): Int16Array;
}

/** Tables 1a and 1b. The twelve highest bits count; every second bit of the code is inverted. */
export const aLaw: Law = makeLaw(
  sample => {
    const sign = sample < 0 ? 0 : 0x80;
    const magnitude = (sample < 0 ? ~sample : sample) >> 4;
    const segment = Math.max(0, 28 - Math.clz32(magnitude));
    const step = (segment === 0 ? magnitude : magnitude >> (segment - 1)) & 0x0f;
    return (sign | (segment << 4) | step) ^ 0x55;
  },
  code => {
    const bits = code ^ 0x55;
    const segment = (bits & 0x70) >> 4;
    const step = ((bits & 0x0f) << 4) + 8;
    const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
    return bits & 0x80 ? magnitude : -magnitude;
  },
);

/** Added before a µ-law segment is looked for, so that each is twice as long as the one below it. */
const BIAS = 0x84;
/** Louder samples are as this one. */
const LOUDEST = 32_635;

/** Tables 2a and 2b; all bits of the code are inverted. */
export const muLaw: Law = makeLaw(
  sample => {
    const sign = sample < 0 ? 0x80 : 0;
    const magnitude = Math.min(LOUDEST, Math.abs(sample)) + BIAS;
    const segment = 24 - Math.clz32(magnitude);
    const step = (magnitude >> (segment + 3)) & 0x0f;
    return ~(sign | (segment << 4) | step) & 0xff;
  },
  code => {
    const bits = ~code & 0xff;
    const magnitude = (((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4);
    return bits & 0x80 ? BIAS - magnitude : magnitude - BIAS;
  },
);

/** The larger table is made when the first sound is encoded: most processes never do. */
function makeLaw(encodeOne: (sample: number) => number, decodeOne: (code: number) => number): Law {
  const decoded = Int16Array.from({ length: 256 }, (_none, code) => decodeOne(code));
  let table: Uint8Array | null = null;
  return {
    encode(samples) {
      table ??= Uint8Array.from({ length: 65_536 }, (_none, index) => encodeOne((index << 16) >> 16));
      const codes = table;
      const bytes = Buffer.allocUnsafe(samples.length);
      for (let at = 0; at < samples.length; at += 1) bytes[at] = codes[(samples[at] ?? 0) & 0xffff] ?? 0;
      return bytes;
    },
    decode(bytes) {
      const samples = new Int16Array(bytes.length);
      for (let at = 0; at < bytes.length; at += 1) samples[at] = decoded[bytes[at] ?? 0] ?? 0;
      return samples;
    },
  };
}
