import type { recordingsPage } from './es/recordings.ts';
import type { OwnWords } from './own-words.ts';

export type RecordingsWords = typeof recordingsPage;

/** The page of recordings, and the log of who listened to them. */
export const recordingsWords: OwnWords<RecordingsWords> = {
  es: async () => (await import('./es/recordings.ts')).recordingsPage,
  en: async () => (await import('./en/recordings.ts')).recordingsPage,
};
