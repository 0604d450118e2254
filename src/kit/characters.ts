const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many characters a text has as people see them: "é" is one, however it is encoded, and so is a flag or a family. */
export function characters(text: string): number {
  // Where every code unit is a letter of its own there is nothing to put together.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}
