import type { auditPage } from './es/audit.ts';
import type { outgoingPage } from './es/outgoing.ts';
import type { peoplePage } from './es/people.ts';
import type { OwnWords } from './own-words.ts';

export type AuditWords = typeof auditPage & typeof peoplePage & typeof outgoingPage;

/** The audit log, which also names what admins change. */
export const auditWords: OwnWords<AuditWords> = {
  es: async () => (await import('./es/of-audit.ts')).auditWords,
  en: async () => (await import('./en/of-audit.ts')).auditWords,
};
