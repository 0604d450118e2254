import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthOf, readWav, samplesOf } from '../../src/kit/wav.ts';
import { recordedWav, tone } from './recorded-wav.ts';

function sound(file: Buffer) {
  const read = readWav(file);
  if (!read.ok) throw new Error(read.fault);
  return read.value;
}

describe('a WAV file as Asterisk leaves it', () => {
  test('is read with its length', () => {
    const wav = sound(recordedWav(tone(1_500)));
    expect(wav).toMatchObject({ encoding: 'pcm', channels: 1, rate: 8_000 });
    expect(lengthOf(wav)).toBe(1_500);
  });

  test('has the samples that were said, wherever in the memory its bytes begin', () => {
    const said = [1, -2, 32_767, -32_768];
    for (const before of [0, 1]) {
      const file = Buffer.concat([Buffer.alloc(before), recordedWav(said)]).subarray(before);
      expect([...samplesOf(sound(file))]).toEqual(said);
    }
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
