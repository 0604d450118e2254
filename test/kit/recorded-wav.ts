/** A 16-bit mono WAV of Asterisk's kind: 8 kHz, a 44-byte header. */
export function recordedWav(
  samples: readonly number[],
  sizes: { riff?: number; data?: number } = {},
): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples.length * 2;
  header.write('RIFF', 0);
  header.writeUInt32LE(sizes.riff ?? 36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(sizes.data ?? bytes, 40);
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
