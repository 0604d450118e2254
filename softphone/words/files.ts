import type { takenFiles } from './es/files.ts';
import type { OwnWords } from './own-words.ts';

/** Of files that are taken along. */
export const filesWords: OwnWords<typeof takenFiles> = {
  es: () => import('./es/files.ts').then(m => m.takenFiles),
  en: () => import('./en/files.ts').then(m => m.takenFiles),
};
