import { z } from 'zod';
import { characters } from '../kit/characters.ts';
import type { Words } from '../kit/errors.ts';
import type { TextLimit } from '../tickets/texts.ts';

/**
 * Code units that one character may be made of on average, so that a text within its limit cannot be a book: the longest
 * emoji has 35, a decomposed letter 2 or 3.
 */
const UNITS_OF_A_CHARACTER = 16;

/** A text whose length is counted in characters as people see them. What is too long says by how much. */
export function text({ least, most }: TextLimit) {
  return z
    .string()
    .max(most * UNITS_OF_A_CHARACTER)
    .trim()
    .superRefine((value, context) => {
      const count = characters(value);
      if (count >= least && count <= most) return;
      const words = lengthWords(count, { least, most });
      context.addIssue({ code: 'custom', message: words.en, params: { words } });
    })
    .describe(`${least} to ${most} characters, as people see them`);
}

function lengthWords(count: number, { least, most }: TextLimit): Words {
  if (count < least) {
    return {
      es: `Escriba al menos ${least === 1 ? 'un carácter' : `${least} caracteres`}.`,
      en: `Write at least ${least === 1 ? 'one character' : `${least} characters`}.`,
    };
  }
  const over = count - most;
  return {
    es: `${over === 1 ? 'Sobra 1 carácter' : `Sobran ${over} caracteres`}: caben ${most}.`,
    en: `${over === 1 ? '1 character' : `${over} characters`} too many: ${most} fit.`,
  };
}
