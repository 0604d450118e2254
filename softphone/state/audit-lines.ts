import type { AuditCard, AuditKind, Values } from '../../src/audit/events.ts';
import { changes, isValues, leaves, type Said } from './audit-values.ts';

type Told = Pick<AuditCard, 'kind' | 'subject' | 'subjectName' | 'data'>;

/** Whether a row of this kind is about a person: whom, where the row does not say more. */
const ABOUT_A_PERSON: Readonly<Record<AuditKind, boolean>> = {
  'logged-in': false,
  'logged-out': false,
  'log-in-failed': true,
  'log-in-locked': true,
  refused: false,
  'confidentiality-accepted': false,
  'first-admin-made': false,
  'first-admin-refused': false,
  'person-added': false,
  'person-changed': true,
  'password-set': true,
  'second-factor-set': true,
  'second-factor-removed': true,
  'recovery-codes-renewed': true,
  'log-in-policy-changed': false,
  'ended-now': true,
  'agent-directed': true,
  'caller-directed': false,
  'notice-sent': false,
  'notice-withdrawn': false,
  'scheduled-call-given': true,
  'desk-account-shown': true,
  'desk-account-replaced': true,
  'queue-changed': false,
  'policies-changed': false,
  'call-supervised': true,
  'call-ended': false,
  'number-revealed': false,
  'diagnosis-read': true,
  'outgoing-changed': false,
  'outgoing-refused': false,
  'outgoing-locked': true,
  'outgoing-released': true,
  'recording-heard': false,
  'recording-damaged': false,
  'recording-downloaded': false,
  'customer-searched': false,
  'customer-viewed': false,
  'customer-created': false,
  'customer-line-added': false,
  'contact-added': false,
  'contact-changed': false,
  'contact-removed': false,
  'contacts-imported': false,
  'contacts-exported': false,
  'figures-exported': false,
  exported: false,
  'not-done': false,
  'rows-lost': false,
};

/** Whom or what a row is about, as people know it; null: the kind says it all, or it may not be known here. */
export function aboutOf({ kind, subject, subjectName }: Told, { audit }: Pick<Said, 'audit'>): string | null {
  if (subjectName !== null) return subjectName;
  if (kind === 'queue-changed') return subject;
  if (kind === 'outgoing-locked' || kind === 'outgoing-released') return subject ?? audit.everybody;
  return ABOUT_A_PERSON[kind] ? subject : null;
}

/** What a row says beyond its kind, a line each. `moment` writes an instant of today as a time of day. */
export function linesOf({ kind, data }: Told, words: Said, moment: (at: number) => string): string[] {
  const { audit } = words;
  const lines: string[] = [];
  const {
    before,
    after,
    username,
    code,
    route,
    times,
    sources,
    rows,
    filter,
    until,
    kinds,
    class: numbers,
    country,
    by,
    step,
    mode,
    ticket,
    reason,
    text,
  } = data;
  if (typeof username === 'string') lines.push(username);
  if (isValues(after)) lines.push(...changes(isValues(before) ? before : null, after, words));
  if (typeof code === 'string') lines.push((audit.codes as Record<string, string>)[code] ?? code);
  if (typeof route === 'string') lines.push(route);
  if (typeof by === 'string') lines.push((audit.by as Record<string, string>)[by] ?? by);
  if (typeof mode === 'string') lines.push((audit.modes as Record<string, string>)[mode] ?? mode);
  if (typeof ticket === 'string') lines.push(ticket);
  if (typeof reason === 'string') lines.push(reason);
  if (typeof text === 'string') lines.push(text);
  if (step === 'code') lines.push(audit.atCode);
  if (kind === 'outgoing-refused') lines.push([numbers, country].filter(Boolean).join(' '));
  if (kind === 'outgoing-locked')
    lines.push(typeof until === 'number' ? audit.until(moment(until)) : audit.untilReleased);
  if (kind === 'agent-directed' || kind === 'caller-directed') lines.push(...orderLines(data, words));
  if (Array.isArray(rows)) lines.push(audit.ofRows(rows.join(', ')));
  if (typeof rows === 'number') lines.push(audit.rows(rows));
  if (isValues(filter)) lines.push(...leaves(filter).map(([way, value]) => `${way} = ${String(value)}`));
  if (isValues(kinds))
    lines.push(...leaves(kinds).map(([name, count]) => `${kindWords(name, words)}: ${String(count)}`));
  if (typeof times === 'number') lines.push(audit.times(times));
  if (typeof sources === 'number') lines.push(audit.sources(sources));
  return lines.filter(Boolean);
}

/** What was ordered over an agent, and why. */
function orderLines({ what, queues, note, from, queue }: Values, { audit }: Pick<Said, 'audit'>): string[] {
  return [
    (audit.ordered as Record<string, string>)[String(what)] ?? String(what),
    Array.isArray(queues) ? queues.join(', ') : '',
    typeof queue === 'string' ? `${String(from)} → ${queue}` : '',
    typeof note === 'string' ? note : '',
  ];
}

function kindWords(kind: string, { audit }: Pick<Said, 'audit'>): string {
  return (audit.kinds as Record<string, string>)[kind] ?? kind;
}
