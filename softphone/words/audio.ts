import type { audio } from './es/audio.ts';
import type { OwnWords } from './own-words.ts';

/** Of the volumes, and of the choice of devices. */
export const audioWords: OwnWords<typeof audio> = {
  es: () => import('./es/audio.ts').then(m => m.audio),
  en: () => import('./en/audio.ts').then(m => m.audio),
};
