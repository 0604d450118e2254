/** How JSON writes what PostgreSQL does not store: NUL, and half of a surrogate pair (ECMA-262, QuoteJSONString). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/**
 * JSON that PostgreSQL accepts whatever came over the telephone line: NUL cannot be stored, and half of a
 * surrogate pair is refused by `jsonb`.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => storable(part));
}

function storable(part: unknown): unknown {
  if (typeof part === 'string') return clean(part);
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [clean(name), each]));
}

/** The same for a text column. */
export function clean(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', ''), 'utf8').toString('utf8');
}
