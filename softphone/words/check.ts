import type { checkWords as spanish } from './es/check.ts';
import type { OwnWords } from './own-words.ts';

export const checkWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/check.ts')).checkWords,
  en: async () => (await import('./en/check.ts')).checkWords,
};
