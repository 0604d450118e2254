/**
 * JSON that PostgreSQL accepts whatever came over the telephone line: NUL cannot be stored, and half of a
 * surrogate pair is refused by `jsonb`.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? clean(part) : part));
}

/** The same for a text column. */
export function clean(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', ''), 'utf8').toString('utf8');
}
