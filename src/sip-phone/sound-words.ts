import type { Earpiece } from './earpiece.ts';
import { levelOf, type SoundSource, samplesSource, silence, tone, toneLevelOf } from './tones.ts';
import { readSound, resample } from './wav.ts';

/** How a person would name what is heard. */
export type SoundKind =
  | { readonly kind: 'silence' | 'sound' }
  | { readonly kind: 'tone'; readonly hz: number };

const LISTEN_MS = 300;
const LOWEST_HZ = 200;
const HIGHEST_HZ = 2_000;
const STEP_HZ = 10;
/** A steady tone holds nearly all of the power; speech and music never do. */
const TONE_SHARE_DB = -1.5;

/** Names the last 300 ms: silence, one tone (to within 5 Hz), or any other sound. */
export function nameSound(earpiece: Earpiece): SoundKind {
  if (earpiece.isQuiet(LISTEN_MS)) return { kind: 'silence' };
  const samples = earpiece.last(LISTEN_MS);
  let best = { hz: 0, level: Number.NEGATIVE_INFINITY };
  for (let hz = LOWEST_HZ; hz <= HIGHEST_HZ; hz += STEP_HZ / 2) {
    const level = toneLevelOf(samples, hz);
    if (level > best.level) best = { hz, level };
  }
  return best.level > levelOf(samples) + TONE_SHARE_DB ? { kind: 'tone', hz: best.hz } : { kind: 'sound' };
}

export function spanishSound(sound: SoundKind): string {
  switch (sound.kind) {
    case 'silence':
      return 'silencio';
    case 'sound':
      return 'voz o música';
    case 'tone':
      return `un tono de ${sound.hz} Hz`;
    default:
      return sound satisfies never;
  }
}

/** A bar of ten blocks for a level between -60 and 0 dBFS. */
export function meter(dbfs: number): string {
  const filled = Math.max(0, Math.min(10, Math.round((dbfs + 60) / 6)));
  return `${'█'.repeat(filled)}${'░'.repeat(10 - filled)}`;
}

/** Whether a text given to `--play` names a file and not a sound of the telephone's own. */
export function isFile(text: string): boolean {
  return text !== 'silencio' && text !== 'pip' && !/^\d+(\.\d+)?$/.test(text);
}

/** `pip`, `silencio`, a frequency, or a WAV file that is played over and over. Throws when it cannot be read. */
export function readSource(text: string): SoundSource {
  if (text === 'silencio') return silence();
  if (text === 'pip') return pips();
  if (!isFile(text)) return tone(Number(text));
  return samplesSource(resample(readSound(text)), true);
}

/** A short tone every two seconds: enough to prove that the voice path works, and bearable to hear. */
function pips(): SoundSource {
  const samples = new Int16Array(16_000);
  const beep = tone(440, -18, 400);
  for (let place = 0, frame = beep(); frame; place += frame.length, frame = beep()) samples.set(frame, place);
  return samplesSource(samples, true);
}
