import type { registrationWords as spanish } from './es/registration.ts';
import type { OwnWords } from './own-words.ts';

export const registrationWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/registration.ts')).registrationWords,
  en: async () => (await import('./en/registration.ts')).registrationWords,
};
