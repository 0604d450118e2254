/** Who does something, and where the request came from; null: not known, or nobody. */
export interface Who {
  /** A person's id. */
  readonly person: string | null;
  readonly address: string | null;
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [field: string]: Json | undefined };
export type Values = { readonly [field: string]: Json | undefined };

/** What a change changed, field by field. No secret is ever one of the fields. */
export type Change = { readonly before: Values; readonly after: Values };

type Told<Kind extends string, Data extends Values = Values, Subject extends string | null = null> = {
  readonly kind: Kind;
  /** The id of whom or what it is about. */
  readonly subject: Subject;
  readonly data: Data;
};

/** Is written down before it is done: what cannot be written down is not done. */
export type Deed =
  /** Beside the password: nothing, or a code. */
  | Told<'logged-in', { readonly by?: 'app' | 'recovery-code' | 'new-app' }>
  | Told<'confidentiality-accepted'>
  | Told<'first-admin-made', { readonly username: string }>
  | Told<'person-added', { readonly after: Values }>
  | Told<'person-changed', Change, string>
  | Told<'password-set', Values, string>
  | Told<'second-factor-set', Values, string>
  | Told<'second-factor-removed', { readonly by: 'self' | 'admin' | 'machine' }, string>
  | Told<'recovery-codes-renewed', Values, string>
  | Told<'log-in-policy-changed', Change>
  | Told<'ended-now', Values, string>
  /** What a supervisor ordered over an agent. */
  | Told<'agent-directed', Values, string>
  /** Over a caller who waited: `subject` is the call. */
  | Told<'caller-directed', Values, string>
  /** A supervisor tells the agents something: `subject` is the notice. */
  | Told<'notice-sent', Values, string>
  | Told<'notice-withdrawn', Values, string>
  /** A supervisor gives a call that an agent has promised to somebody else: `subject` is the person who makes it now. */
  | Told<'scheduled-call-given', Values, string>
  | Told<'desk-account-shown', Values, string>
  | Told<'desk-account-replaced', Values, string>
  | Told<'queue-changed', Change, string>
  | Told<'policies-changed', Change>
  /** About the agent whose call it is. */
  | Told<'call-supervised', { readonly mode: string; readonly call: string; readonly ticket: string }, string>
  /** One that was given to a number outside, for all who were in it: `subject` is the call. */
  | Told<'call-ended', { readonly ticket: string }, string>
  /** Somebody who sees the last digits alone was shown the number of a call that they had. */
  | Told<
      'number-revealed',
      { readonly call: string; readonly ticket: string; readonly reason: string },
      string | null
    >
  /** What an agent's page knew of its telephone, by somebody else: about that agent. */
  | Told<'diagnosis-read', { readonly ticket: string; readonly diagnosis: string }, string>
  | Told<'outgoing-changed', Change>
  | Told<'outgoing-released', Values, string | null>
  /** Of the shared contacts: `subject` is the contact. Whose name and numbers they are is not written into the chain. */
  | Told<'contact-added', Values, string>
  | Told<'contact-changed', { readonly fields: readonly string[] }, string>
  | Told<'contact-removed', Values, string>
  | Told<
      'contacts-imported',
      { readonly rows: number; readonly known: number; readonly faulty: number; readonly format: string }
    >
  | Told<'contacts-exported', { readonly rows: number; readonly format: string }>
  | Told<'figures-exported', { readonly rows: number; readonly filter: Values }>
  | Told<'exported', { readonly rows: number; readonly filter: Values }>;

/** Has happened whether or not it can be written down: it waits where the store is away. */
export type Happening =
  | Told<'logged-out'>
  | Told<'log-in-failed', Values, string | null>
  | Told<'log-in-locked', Values, string | null>
  | Told<'first-admin-refused'>
  | Told<'refused', { readonly code: string; readonly route: string }>
  | Told<'outgoing-refused', { readonly code: string; readonly [more: string]: Json | undefined }>
  | Told<'outgoing-locked', { readonly until: number | null }, string | null>
  | Told<'not-done', { readonly rows: readonly number[]; readonly code: string }>
  | Told<'rows-lost', { readonly kinds: Values }>;

/** Is kept in a table of its own, which says more; the row holds its number and its digest. */
export type Recorded = Told<
  | 'recording-heard'
  | 'recording-damaged'
  | 'recording-downloaded'
  | 'customer-searched'
  | 'customer-viewed'
  | 'customer-created'
  | 'customer-line-added',
  { readonly row: number; readonly sha256: string },
  string | null
>;

export type AuditEvent = Deed | Happening | Recorded;
export type AuditKind = AuditEvent['kind'];

/** One line of the log before it has its place in the chain. */
export interface AuditEntry extends Who {
  /** Epoch ms at which it happened; what had to wait comes later in the chain. */
  readonly at: number;
  readonly kind: AuditKind;
  readonly subject: string | null;
  readonly data: Values;
}

/** A line as it is shown: who and what it is about have their names, where they are people or customers, or their ticket. */
export interface AuditCard extends AuditEntry {
  readonly seq: number;
  readonly personName: string | null;
  readonly subjectName: string | null;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** What is wrong with the chain, and the first row at which it shows. */
export interface ChainFault {
  readonly seq: number;
  readonly why: ChainFaultKind;
}
export type ChainFaultKind =
  /** A field of the row is not what its hash was made of. */
  | 'changed'
  /** There is no such row between two others. */
  | 'missing'
  /** The row does not follow the one before it: one of the two is another one. */
  | 'misplaced'
  /** The log ends before a row that was there. */
  | 'cut'
  /** The row is not the one that was there when the head of the chain was noted outside of the database. */
  | 'rewritten'
  /** What stands where the head was noted is no head: nobody knows whether the end was cut off before that. */
  | 'note-unreadable'
  /** The record that the row vouches for was changed. */
  | 'record-changed'
  /** The record that the row vouches for is gone. */
  | 'record-missing';

/** How the chain stands, as far as it was looked at. */
export interface ChainState {
  /** The last row up to which everything was looked at; null before the first look has ended. */
  readonly checked: { readonly seq: number; readonly at: number; readonly hash: string } | null;
  /** When the look at all of it ended last, epoch ms. */
  readonly wholeAt: number | null;
  /** In the order of the rows, at most twenty. */
  readonly faults: readonly ChainFault[];
  /** A look at the whole chain is under way. */
  readonly checking: boolean;
}
