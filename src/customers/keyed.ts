/** The key of a telephone that each letter is on (ITU-T E.161). */
const KEY_OF = new Map(
  ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'].flatMap((letters, at) =>
    [...letters].map(letter => [letter, String(at + 2)] as const),
  ),
);

/** `04145550101 ext. 12`: what comes after is dialled by nobody here. */
const EXTENSION = /[^a-z](?:ext|extensi[oó]n|anexo|int|interno|x)[\s.:]{0,3}\d{1,8}$/i;

/** `Cel.: 0414-5550101` */
const LABEL = /^\p{L}{2,12}\.?:\s*(?=[+(]?\d)/u;

/** `0414-5550101 (Juan)` */
const REMARK = /\s?\(\p{L}[^()]{0,40}\)$/u;

/**
 * A number as people write it or copy it from a page, in what a keypad has: without `tel:`, what it is copied with, invisible signs and dashes of
 * print, and with the digit of each letter (`0800-MÓVIL` → `0800-66845`). What names an extension, or begins with a letter, is
 * left as it is: it is no number that could be keyed.
 */
export function keyed(written: string): string {
  const bare = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\u00b7\u2022\u2024]/gu, '.')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(tel|callto):(\/\/)?/i, '')
    .replace(/[;?].*$/, '')
    .replace(/^["'«“]|["'»”,.]{1,3}$/g, '')
    .replace(LABEL, '')
    .replace(REMARK, '')
    .trim();
  if (!/^[+(*#]?\d/.test(bare) || EXTENSION.test(bare)) return bare;
  return bare
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[a-z]/gi, letter => KEY_OF.get(letter.toLowerCase()) ?? letter);
}
