import { monoPcm, wavHeader } from '../../src/kit/wav.ts';

/** A 16-bit mono WAV of Asterisk's kind: 8 kHz, a 44-byte header. */
export function recordedWav(
  samples: readonly number[],
  sizes: { riff?: number; data?: number } = {},
): Buffer {
  const bytes = samples.length * 2;
  const header = wavHeader(monoPcm(8_000), bytes);
  if (sizes.riff !== undefined) header.writeUInt32LE(sizes.riff, 4);
  if (sizes.data !== undefined) header.writeUInt32LE(sizes.data, 40);
  const data = Buffer.alloc(bytes);
  for (const [index, sample] of samples.entries()) data.writeInt16LE(sample, index * 2);
  return Buffer.concat([header, data]);
}

/** `ms` of a tone at half loudness. */
export function tone(ms: number, hertz = 440): number[] {
  return Array.from({ length: ms * 8 }, (_none, index) =>
    Math.round(16_384 * Math.sin((2 * Math.PI * hertz * index) / 8_000)),
  );
}
