import type { account } from './es/account.ts';
import type { OwnWords } from './own-words.ts';

export type AccountWords = typeof account;

/** What people do with their own log-in, and how a log-in goes on after the password. */
export const accountWords: OwnWords<AccountWords> = {
  es: async () => (await import('./es/account.ts')).account,
  en: async () => (await import('./en/account.ts')).account,
};
