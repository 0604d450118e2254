/** What other systems say a person is called must fit one line of a page, in graphemes. */
const LONGEST = 60;
/** More marks than this on one letter belong to no language. */
const MARKS_PILED_UP = /(\p{M}{4})\p{M}+/gu;
const LINE_BREAKS = /[\p{Zl}\p{Zp}\t\n\v\f\r\u0085]+/gu;
/** Controls, and format characters: those of direction, of zero width, byte order marks, tags. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** Needs nothing done to it, as most names: words of ASCII with single spaces between them. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * A name that came from outside (a SIP display name, a form) as it may be shown, spoken of and kept: one line, without
 * characters that are not seen or that turn the text around them, no longer than people can read (counted as they see
 * it). The name itself stays as it was written.
 */
export function shownName(raw: string, longest = LONGEST): string {
  if (raw.length <= longest && PLAIN.test(raw)) return raw;
  const seen = raw
    .normalize('NFC')
    .replace(LINE_BREAKS, ' ')
    .replace(UNSEEN, '')
    .replace(MARKS_PILED_UP, '$1')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  if (seen.length <= longest) return seen;
  const graphemes = [...new Intl.Segmenter().segment(seen)].map(({ segment }) => segment);
  return graphemes.slice(0, longest).join('').trimEnd();
}
