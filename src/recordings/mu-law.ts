import type { Wav } from './wav.ts';

/**
 * G.711 µ-law (ITU-T G.711): 16-bit samples in half the bytes, with the quality they had on the telephone line.
 * Every browser plays it in a WAV file.
 */
const BIAS = 0x84;
const LOUDEST = 32_635;

/** One linear sample, -32768..32767, as a µ-law byte. */
export function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(LOUDEST, Math.abs(sample)) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** One µ-law byte as a linear sample. */
export function fromMuLaw(byte: number): number {
  const code = ~byte & 0xff;
  const exponent = (code >> 4) & 0x07;
  const magnitude = (((code & 0x0f) << 3) + BIAS) << exponent;
  return (code & 0x80) === 0 ? magnitude - BIAS : BIAS - magnitude;
}

/** All 65,536 answers, made when the first recording comes: an hour of speech is 29 million samples. */
let table: Uint8Array | null = null;
const LINEAR = Int16Array.from({ length: 256 }, (_none, byte) => fromMuLaw(byte));

/** The whole sound as µ-law. */
export function compress(wav: Wav): Wav {
  if (wav.encoding === 'mu-law') return wav;
  table ??= Uint8Array.from({ length: 65_536 }, (_none, index) => toMuLaw((index << 16) >> 16));
  const data = Buffer.allocUnsafe(wav.data.length / 2);
  for (let at = 0; at < data.length; at += 1) data[at] = table[wav.data.readUInt16LE(at * 2)] ?? 0xff;
  return { ...wav, encoding: 'mu-law', bitsPerSample: 8, data };
}

/** Sample number `index` counted over all channels, -32768..32767. */
export function sampleAt(wav: Wav, index: number): number {
  return wav.encoding === 'pcm' ? wav.data.readInt16LE(index * 2) : (LINEAR[wav.data[index] ?? 0xff] ?? 0);
}

/** A complete file: RIFF, `fmt ` with its (empty) extension, `fact` as the format asks for, `data`. */
export function muLawFile(wav: Wav): Buffer {
  const header = Buffer.alloc(58);
  const padding = wav.data.length % 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(50 + wav.data.length + padding, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(wav.channels, 22);
  header.writeUInt32LE(wav.rate, 24);
  header.writeUInt32LE(wav.rate * wav.channels, 28);
  header.writeUInt16LE(wav.channels, 32);
  header.writeUInt16LE(8, 34);
  header.writeUInt16LE(0, 36);
  header.write('fact', 38, 'latin1');
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(wav.data.length / wav.channels, 46);
  header.write('data', 50, 'latin1');
  header.writeUInt32LE(wav.data.length, 54);
  return Buffer.concat([header, wav.data, Buffer.alloc(padding)]);
}
