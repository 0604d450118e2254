import { aloud } from '../../ivr/aloud.ts';
import type { Prompt } from '../../ivr/conversation.ts';
import type { Media } from '../ports/telephony.ts';

/** Our prompts lie in this folder of the switch's Spanish sounds (asterisk-config/README.md). */
export const FOLDER = 'cauce';

/**
 * Prompts as media: files of ours as Asterisk's URIs, digits as `digits:123`, a number as `number:21`, or as `number:21/m`
 * and `number:21/f` before a masculine or feminine noun.
 */
export function mediaOf(prompts: readonly Prompt[]): Media[] {
  return aloud(prompts).map(sound => {
    switch (sound.kind) {
      case 'file':
        return `sound:${FOLDER}/${sound.name}`;
      case 'digits':
        return `digits:${sound.value}`;
      case 'number':
        return `number:${sound.value}${sound.before === null ? '' : `/${sound.before}`}`;
      default:
        return sound satisfies never;
    }
  });
}
