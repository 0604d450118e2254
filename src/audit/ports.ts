import type { Words } from '../kit/errors.ts';
import type { ChainRow, Head } from './chain.ts';
import type { AuditCard, AuditEntry, AuditKind } from './events.ts';

export interface AuditFilter {
  readonly kind?: AuditKind;
  /** Who did it, or whom it is about: a person's id. */
  readonly person?: string;
  /** Epoch ms of the first moment, and of the first one after. */
  readonly from?: number;
  readonly to?: number;
}

/** A row with what it vouches for as that is now: a digest; null: it is gone; undefined: it vouches for nothing. */
export type CheckedRow = ChainRow & { readonly record?: string | null };

/** The log. It only grows, whoever writes to it. Every verb rejects with `store-away` when it does not answer. */
export interface AuditStore {
  /** Writes rows in this order, all or none, and answers their numbers. Many may write at once: there is one chain. */
  append(entries: readonly AuditEntry[]): Promise<readonly number[]>;
  /** Rows after this number, in the order of the chain. */
  read(after: number, limit: number): Promise<readonly CheckedRow[]>;
  /** Newest first; `before` is a number from which on rows are left out. */
  list(
    filter: AuditFilter,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<readonly AuditCard[]>;
  count(filter: AuditFilter): Promise<number>;
}

/** Rows that wait on the disk for the store, oldest first. */
export interface AuditSpool {
  /** False when they do not fit any more: they are lost. */
  add(entries: readonly AuditEntry[]): boolean;
  /** The first ones, at most so many. */
  first(limit: number): readonly AuditEntry[];
  /** The first ones are written elsewhere. */
  drop(count: number): void;
}

/** The head of the chain outside of the database. */
export interface HeadFile {
  /** Throws where something stands that is no head. */
  read(): Head | null;
  write(head: Head & { readonly at: number }): void;
  /** Beside it: what is wrong with the chain, for anyone who looks at the machine; null: nothing. */
  report(fault: Words | null): void;
  /** What to name to a person who looks for it. */
  readonly path: string;
}
