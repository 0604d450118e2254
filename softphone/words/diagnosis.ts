import type { diagnosisWords as spanish } from './es/diagnosis.ts';
import type { OwnWords } from './own-words.ts';

export const diagnosisWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/diagnosis.ts')).diagnosisWords,
  en: async () => (await import('./en/diagnosis.ts')).diagnosisWords,
};
