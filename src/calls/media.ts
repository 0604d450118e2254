import { aloud } from '../ivr/aloud.ts';
import type { Prompt } from '../ivr/conversation.ts';
import type { Media } from './ports.ts';

/** Our prompts lie in this folder of the switch's Spanish sounds (asterisk-config/README.md). */
const FOLDER = 'cauce';

/** Prompts as Asterisk media URIs: files of ours, digits and numbers of the Spanish sound set. */
export function mediaOf(prompts: readonly Prompt[]): Media[] {
  return aloud(prompts).map(sound => {
    switch (sound.kind) {
      case 'file':
        return `sound:${FOLDER}/${sound.name}`;
      case 'digits':
        return `digits:${sound.value}`;
      case 'number':
        return `number:${sound.value}`;
      default:
        return sound satisfies never;
    }
  });
}
