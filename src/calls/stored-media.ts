import type { Sound } from '../ivr/aloud.ts';
import type { Gender } from '../ivr/spanish-number.ts';

/** A call's phase of version 1, in which what a caller is still to be told were media URIs of Asterisk. */
interface PhaseOfOld {
  readonly words?: { readonly left: readonly { readonly media: readonly string[] }[] };
}

/** The same phase, in which they are sounds. What is none of the URIs that were written is not said. */
export function withSounds(before: PhaseOfOld): object {
  const { words } = before;
  if (!words) return before;
  const left = words.left.map(({ media, ...word }) => ({ ...word, sounds: media.flatMap(soundsOf) }));
  return { ...before, words: { ...words, left } };
}

function soundsOf(media: string): Sound[] {
  const [, name] = /^sound:cauce\/(.+)$/.exec(media) ?? [];
  if (name !== undefined) return [{ kind: 'file', name }];
  const [, kind, value = '', before] = /^(digits|number):(\d+)(?:\/([mf]))?$/.exec(media) ?? [];
  if (kind === 'digits') return [{ kind: 'digits', value }];
  if (kind === undefined) return [];
  return [{ kind: 'number', value: Number(value), before: (before as Gender | undefined) ?? null }];
}
