import { describe, expect, test } from 'vitest';
import { lengthOf, readWav, samplesOf, wavFile } from '../../src/kit/wav.ts';
import { compress } from '../../src/recordings/mu-law.ts';
import { peaksOf } from '../../src/recordings/peaks.ts';
import { recordedWav, tone } from '../kit/recorded-wav.ts';

function sound(file: Buffer) {
  const read = readWav(file);
  if (!read.ok) throw new Error(read.fault);
  return read.value;
}

describe('a kept recording', () => {
  test('makes a file of half the size that is read back with the same length', () => {
    const recorded = recordedWav(tone(1_001));
    const file = wavFile(compress(sound(recorded)));
    expect(file.length).toBe(58 + 8_008);
    expect(sound(file)).toMatchObject({ encoding: 'mu-law', rate: 8_000, channels: 1 });
    expect(lengthOf(sound(file))).toBe(1_001);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
  });

  test('is heard as it was, within a step of µ-law', () => {
    const said = tone(50);
    const heard = samplesOf(sound(wavFile(compress(sound(recordedWav(said))))));
    expect(heard).toHaveLength(said.length);
    for (const [at, sample] of said.entries())
      expect(Math.abs((heard[at] ?? 0) - sample)).toBeLessThanOrEqual(Math.max(4, Math.abs(sample) / 16));
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
