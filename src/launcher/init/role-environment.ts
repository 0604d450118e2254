/** Quotes that Node's `--env-file` understands; within the first two it changes nothing. */
const QUOTES = ["'", '`', '"'] as const;

/**
 * The text of a file for `node --env-file`. Throws when a value cannot be written there: it has a line break, or
 * all three kinds of quotes.
 */
export function environmentFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoted(name, value)}\n`)
    .join('');
}

function quoted(name: string, value: string): string {
  const quote = QUOTES.find(each => !value.includes(each));
  // Node reads "\n" within double quotes as a line break.
  if (quote === undefined || /[\r\n]/.test(value) || (quote === '"' && value.includes('\\n'))) {
    throw new Error(
      `${name}: no puede tener saltos de línea ni las tres clases de comillas.\n` +
        `${name}: it can have neither line breaks nor all three kinds of quotes.`,
    );
  }
  return `${quote}${value}${quote}`;
}
