import type { AuditKind } from './events.ts';

/** Every kind of row, in the order in which people look for them. */
export const AUDIT_KINDS = [
  'logged-in',
  'logged-out',
  'log-in-failed',
  'log-in-locked',
  'refused',
  'confidentiality-accepted',
  'first-admin-made',
  'first-admin-refused',
  'person-added',
  'person-changed',
  'password-set',
  'second-factor-set',
  'second-factor-removed',
  'recovery-codes-renewed',
  'log-in-policy-changed',
  'ended-now',
  'desk-account-shown',
  'desk-account-replaced',
  'queue-changed',
  'outgoing-changed',
  'outgoing-refused',
  'outgoing-locked',
  'outgoing-released',
  'recording-heard',
  'recording-damaged',
  'customer-searched',
  'customer-viewed',
  'customer-created',
  'customer-line-added',
  'exported',
  'not-done',
  'rows-lost',
] as const satisfies readonly AuditKind[];

type Forgotten = Exclude<AuditKind, (typeof AUDIT_KINDS)[number]>;
/** Does not compile while a kind is missing above. */
const NONE_FORGOTTEN: [Forgotten] extends [never] ? true : Forgotten = true;
void NONE_FORGOTTEN;
