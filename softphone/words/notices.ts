import type { noticeWords as spanish } from './es/notices.ts';
import type { sentNoticeWords as sentInSpanish } from './es/sent-notices.ts';
import type { OwnWords } from './own-words.ts';

/** Of the banner that agents see. */
export const noticeWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/notices.ts')).noticeWords,
  en: async () => (await import('./en/notices.ts')).noticeWords,
};

/** Of the page on which supervisors write them. */
export const sentNoticeWords: OwnWords<typeof sentInSpanish> = {
  es: async () => (await import('./es/sent-notices.ts')).sentNoticeWords,
  en: async () => (await import('./en/sent-notices.ts')).sentNoticeWords,
};
