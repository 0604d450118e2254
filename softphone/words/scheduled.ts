import type { scheduledWords as spanish } from './es/scheduled.ts';
import type { OwnWords } from './own-words.ts';

export const scheduledWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/scheduled.ts')).scheduledWords,
  en: async () => (await import('./en/scheduled.ts')).scheduledWords,
};
