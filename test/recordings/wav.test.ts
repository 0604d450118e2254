import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compress, fromMuLaw, muLawFile, toMuLaw } from '../../src/recordings/mu-law.ts';
import { peaksOf } from '../../src/recordings/peaks.ts';
import { lengthOf, readWav } from '../../src/recordings/wav.ts';
import { recordedWav, tone } from './sound.ts';

function sound(file: Buffer) {
  const read = readWav(file);
  if (!read.ok) throw new Error(read.fault);
  return read.value;
}

describe('a recording as Asterisk leaves it', () => {
  test('is read with its length', () => {
    const wav = sound(recordedWav(tone(1_500)));
    expect(wav).toMatchObject({ encoding: 'pcm', channels: 1, rate: 8_000 });
    expect(lengthOf(wav)).toBe(1_500);
  });

  test('is read whole when a killed Asterisk left the sizes at 0', () => {
    expect(lengthOf(sound(recordedWav(tone(1_500), { riff: 0, data: 0 })))).toBe(1_500);
  });

  test('is read as far as it goes when the header promises more, or ends in half a sample', () => {
    const promised = recordedWav(tone(1_000), { data: 1_000_000 });
    expect(lengthOf(sound(promised))).toBe(1_000);
    expect(lengthOf(sound(promised.subarray(0, promised.length - 1)))).toBeCloseTo(1_000 - 1 / 8, 5);
  });

  test('that holds no sound, or is no WAV, says so', () => {
    expect(readWav(recordedWav([]))).toEqual({ ok: false, fault: 'empty' });
    expect(readWav(Buffer.from('<html>'))).toEqual({ ok: false, fault: 'not-a-wav' });
    expect(readWav(Buffer.alloc(0))).toEqual({ ok: false, fault: 'not-a-wav' });
    const gsm = recordedWav(tone(10));
    gsm.writeUInt16LE(49, 20);
    expect(readWav(gsm)).toEqual({ ok: false, fault: 'unknown-encoding' });
  });

  test('never makes the reader fail, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, dressed) => {
        const file = Buffer.from(bytes);
        const start = recordedWav(tone(1)).subarray(0, 44);
        readWav(dressed ? Buffer.concat([start.subarray(0, bytes.length % 45), file]) : file);
      }),
    );
  });
});

describe('µ-law', () => {
  test('has the values of G.711', () => {
    expect([toMuLaw(0), toMuLaw(-1), toMuLaw(32_767), toMuLaw(-32_768)]).toEqual([0xff, 0x7f, 0x80, 0x00]);
    expect([fromMuLaw(0xff), fromMuLaw(0x80), fromMuLaw(0x00)]).toEqual([0, 32_124, -32_124]);
  });

  test('comes back from linear as the byte it was, except that minus zero is zero', () => {
    for (let byte = 0; byte < 256; byte += 1)
      expect(toMuLaw(fromMuLaw(byte))).toBe(byte === 0x7f ? 0xff : byte);
  });

  test('stays within the loudness of each step', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_635, max: 32_635 }), sample => {
        const error = Math.abs(fromMuLaw(toMuLaw(sample)) - sample);
        expect(error).toBeLessThanOrEqual(Math.max(4, Math.abs(sample) / 16));
      }),
    );
  });

  test('makes a file of half the size that is read back with the same length', () => {
    const recorded = recordedWav(tone(1_001));
    const file = muLawFile(compress(sound(recorded)));
    expect(file.length).toBe(58 + 8_008);
    expect(sound(file)).toMatchObject({ encoding: 'mu-law', rate: 8_000, channels: 1 });
    expect(lengthOf(sound(file))).toBe(1_001);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
  });
});

describe('the waveform', () => {
  test('has 400 bars between 0 and 1, silent where it was silent', () => {
    const half = [...tone(2_000), ...tone(2_000).map(() => 0)];
    const peaks = peaksOf(compress(sound(recordedWav(half))));
    expect(peaks).toHaveLength(400);
    expect(Math.max(...peaks)).toBeCloseTo(0.5, 1);
    expect(peaks.slice(0, 200).every(peak => peak > 0.4)).toBe(true);
    expect(peaks.slice(200).every(peak => peak === 0)).toBe(true);
  });

  test('of a few samples has one bar for each', () => {
    expect(peaksOf(sound(recordedWav([0, 16_384, -32_768])))).toEqual([0, 0.5, 1]);
  });
});
