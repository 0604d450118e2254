import type { logInRules } from './es/log-in-rules.ts';
import type { outgoingPage } from './es/outgoing.ts';
import type { peoplePage } from './es/people.ts';
import type { OwnWords } from './own-words.ts';

export type AdminWords = typeof peoplePage & typeof outgoingPage & typeof logInRules;

/** What admins decide: people, queues, calls to the outside, the log-in. */
export const adminWords: OwnWords<AdminWords> = {
  es: async () => (await import('./es/of-admin.ts')).adminWords,
  en: async () => (await import('./en/of-admin.ts')).adminWords,
};
