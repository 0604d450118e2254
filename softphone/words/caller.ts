import type { customerPhone } from './es/caller.ts';
import type { OwnWords } from './own-words.ts';

export type CallerWords = typeof customerPhone;

/** The customer's telephone. */
export const callerWords: OwnWords<CallerWords> = {
  es: async () => (await import('./es/caller.ts')).customerPhone,
  en: async () => (await import('./en/caller.ts')).customerPhone,
};
