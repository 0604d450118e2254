import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthOf, monoPcm, readWav, samplesOf, wavFile, wavHeader } from '../../src/kit/wav.ts';
import { recordedWav, tone } from './recorded-wav.ts';

function sound(file: Buffer) {
  const read = readWav(file);
  if (!read.ok) throw new Error(read.fault);
  return read.value;
}

describe('a WAV file that we write', () => {
  test('has the header that the format asks for', () => {
    expect(wavHeader(monoPcm(8_000), 6).toString('latin1')).toBe(
      'RIFF\x2a\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x06\0\0\0',
    );
    const stereo = { encoding: 'mu-law', channels: 2, rate: 8_000, bitsPerSample: 8 } as const;
    expect(wavHeader(stereo, 6).toString('latin1')).toBe(
      'RIFF\x38\0\0\0WAVEfmt \x12\0\0\0\x07\0\x02\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x08\0\0\0' +
        'fact\x04\0\0\0\x03\0\0\0data\x06\0\0\0',
    );
  });

  test('has an even number of bytes, told in its header, and is read as it was written', () => {
    const odd = {
      encoding: 'mu-law',
      channels: 1,
      rate: 8_000,
      bitsPerSample: 8,
      data: Buffer.of(1, 2, 3),
    } as const;
    const file = wavFile(odd);
    expect([file.length, file.readUInt32LE(4)]).toEqual([62, 54]);
    expect(sound(file)).toEqual(odd);
  });
});

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
