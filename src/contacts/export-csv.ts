import { BYTE_ORDER_MARK, csvLine } from '../kit/csv.ts';
import type { Language } from '../kit/errors.ts';
import { type ContactFields, NUMBER_LABELS } from './contact.ts';
import { NUMBERS_IN_CELL } from './csv-rows.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  es: ['nombre', 'organización', 'móvil', 'trabajo', 'casa', 'otro', 'correo', 'nota'],
  en: ['name', 'organisation', 'mobile', 'work', 'home', 'other', 'email', 'note'],
};

/** The first row; `csvRows` reads it in either language. */
export const csvHeading = (language: Language): string => `${BYTE_ORDER_MARK}${csvLine(HEADINGS[language])}`;

/** A contact as a row; several numbers of a kind are in one cell. */
export function csvContact({ name, organisation, numbers, email, note }: ContactFields): string {
  const cells = NUMBER_LABELS.map(label =>
    numbers
      .filter(one => one.label === label)
      .map(one => one.number)
      .join(NUMBERS_IN_CELL),
  );
  return csvLine([name, organisation, ...cells, email, note]);
}
