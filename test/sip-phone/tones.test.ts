import { describe, expect, test } from 'vitest';
import { codecs, FRAME_SAMPLES } from '../../src/sip-phone/codecs.ts';
import { Earpiece } from '../../src/sip-phone/earpiece.ts';
import { meter, nameSound } from '../../src/sip-phone/sound-words.ts';
import { levelOf, type SoundSource, samplesSource, tone, toneLevelOf } from '../../src/sip-phone/tones.ts';
import { parseSound, resample } from '../../src/sip-phone/wav.ts';
import { formatWav } from '../kit/tone.ts';

function take(source: SoundSource, frames: number): Int16Array {
  const samples = new Int16Array(frames * FRAME_SAMPLES);
  for (let i = 0; i < frames; i++) samples.set(source() ?? new Int16Array(FRAME_SAMPLES), i * FRAME_SAMPLES);
  return samples;
}

/** An ear that has just heard half a second of this. */
function hearing(source: SoundSource): Earpiece {
  const heard = new Earpiece();
  for (let i = 0; i < 25; i++) heard.add(source() ?? new Int16Array(FRAME_SAMPLES));
  return heard;
}

describe('tones', () => {
  test('a tone of -12 dBFS has that peak: -15 dBFS of mean power, on its own frequency only', () => {
    const samples = take(tone(440, -12), 10);
    expect(levelOf(samples)).toBeCloseTo(-15, 0);
    expect(toneLevelOf(samples, 440)).toBeCloseTo(-15, 0);
    expect(toneLevelOf(samples, 500)).toBeLessThan(-60);
  });

  test('G.711 does not hide a tone', () => {
    const samples = codecs.PCMA.decode(codecs.PCMA.encode(take(tone(1000, -20), 10)));
    expect(toneLevelOf(samples, 1000)).toBeCloseTo(-23, 0);
  });

  test('a tone lasts as long as it was asked to', () => {
    const source = tone(440, -12, 60);
    expect([source(), source(), source(), source()].filter(frame => frame)).toHaveLength(3);
  });

  test('perfect silence is -120 dBFS', () => {
    expect(levelOf(new Int16Array(160))).toBe(-120);
  });
});

describe('what is heard', () => {
  test('one tone is heard and others are not', () => {
    const heard = hearing(tone(600));
    expect(heard.hears(600)).toBe(true);
    expect(heard.hears(700)).toBe(false);
  });

  test('two tones together are both heard', () => {
    const heard = hearing(tone([440, 1000], -18));
    expect(heard.hears(440)).toBe(true);
    expect(heard.hears(1000)).toBe(true);
  });

  test('what was said before forgetting does not count', () => {
    const heard = hearing(tone(600));
    heard.forget();
    expect(heard.isQuiet()).toBe(true);
  });

  test('sound that is older than the question does not count', () => {
    const heard = new Earpiece();
    const source = tone(600);
    const old = performance.now() - 1000;
    for (let i = 0; i < 25; i++) heard.add(source() ?? new Int16Array(0), old);
    expect(heard.level(200)).toBe(-120);
  });

  test('a person would call it silence, a tone, or some sound', () => {
    let seed = 1;
    const noise = Int16Array.from({ length: 8000 }, () => {
      seed = (seed * 48271) % 2147483647;
      return (seed % 8000) - 4000;
    });
    expect(nameSound(new Earpiece())).toEqual({ kind: 'silence' });
    expect(nameSound(hearing(tone(450)))).toEqual({ kind: 'tone', hz: 450 });
    expect(nameSound(hearing(samplesSource(noise)))).toEqual({ kind: 'sound' });
  });

  test('the meter is empty in silence and full at full scale', () => {
    expect(meter(-120)).toBe('░░░░░░░░░░');
    expect(meter(0)).toBe('██████████');
  });
});

describe('WAV files', () => {
  test('what is written is read back the same', () => {
    const sound = { samples: Int16Array.from([1, -2, 32767, -32768]), rate: 8000 };
    expect(parseSound(formatWav(sound))).toEqual(sound);
  });

  test('a file whose recorder was killed is read to its end', () => {
    const bytes = formatWav({ samples: Int16Array.from([5, 6]), rate: 8000 });
    bytes.writeUInt32LE(0, 40);
    expect([...parseSound(bytes).samples]).toEqual([5, 6]);
  });

  test('what is not a WAV file is refused by name', () => {
    expect(() => parseSound(Buffer.from('hola'), 'saludo.mp3')).toThrow('saludo.mp3');
  });

  test('a tone keeps its pitch at another rate', () => {
    const fast = take(tone(440, -12), 60);
    const slow = resample({ samples: fast, rate: 16000 }, 8000);
    expect(toneLevelOf(slow, 880)).toBeCloseTo(-15, 0);
  });
});
