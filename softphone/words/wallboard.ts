import type { wallboardPage } from './es/wallboard.ts';
import type { OwnWords } from './own-words.ts';

export type WallboardWords = typeof wallboardPage;

/** The wallboard, and the thresholds by which it says that something is wrong. */
export const wallboardWords: OwnWords<WallboardWords> = {
  es: async () => (await import('./es/wallboard.ts')).wallboardPage,
  en: async () => (await import('./en/wallboard.ts')).wallboardPage,
};
