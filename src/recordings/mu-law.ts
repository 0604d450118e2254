import { muLaw } from '../kit/g711.ts';
import { samplesOf, type Wav } from '../kit/wav.ts';

/** The whole sound as µ-law: half the size, and every browser plays it in a WAV file. */
export function compress(wav: Wav): Wav {
  if (wav.encoding === 'mu-law') return wav;
  return { ...wav, encoding: 'mu-law', bitsPerSample: 8, data: muLaw.encode(samplesOf(wav)) };
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
