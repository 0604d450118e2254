import { parseHttpDate } from './http-date.ts';

/** What is there now. */
export interface Validators {
  /** Strong, with its quotation marks. */
  readonly etag: string;
  /** Epoch milliseconds, whole seconds. */
  readonly modifiedAt: number;
}

/** The conditional headers of a request (RFC 9110 §13.1). */
export interface Conditions {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'if-unmodified-since'?: string | undefined;
  readonly 'if-range'?: string | undefined;
}

export type Verdict = 'go-on' | 'not-modified' | 'failed';

/** Whether a GET or HEAD goes on, in the order of RFC 9110 §13.2.2. Dates that are none are ignored (§13.1.3, §13.1.4). */
export function preconditions(asked: Conditions, there: Validators, now: number): Verdict {
  if (asked['if-match'] !== undefined) {
    if (!listed(asked['if-match'], tag => tag === there.etag)) return 'failed';
  } else {
    const unmodifiedSince = dateOf(asked['if-unmodified-since'], now);
    if (unmodifiedSince !== null && there.modifiedAt > unmodifiedSince) return 'failed';
  }
  if (asked['if-none-match'] !== undefined) {
    const known = listed(asked['if-none-match'], tag => tag.replace(/^W\//, '') === there.etag);
    return known ? 'not-modified' : 'go-on';
  }
  const modifiedSince = dateOf(asked['if-modified-since'], now);
  return modifiedSince !== null && there.modifiedAt <= modifiedSince ? 'not-modified' : 'go-on';
}

/** Whether a `Range` applies (§13.1.5): without `If-Range`, or when it names exactly what is there. */
export function rangeApplies({ 'if-range': condition }: Conditions, there: Validators, now: number): boolean {
  if (condition === undefined) return true;
  const named = condition.trim();
  // Strong comparison: a weak tag never matches. A file that was kept does not change within the second of its date.
  return named === there.etag || parseHttpDate(named, now) === there.modifiedAt;
}

const dateOf = (text: string | undefined, now: number): number | null =>
  text === undefined ? null : parseHttpDate(text.trim(), now);

/** `*` names whatever is there; a comma may stand inside a tag's quotation marks. */
function listed(header: string, fits: (tag: string) => boolean): boolean {
  if (header.trim() === '*') return true;
  return (header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []).some(fits);
}
