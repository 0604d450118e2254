/**
 * What is compared of an identity document: its digits without leading zeros. `V-00012345` and a keyed `12345`
 * have the same key. '' when there is no digit in it.
 */
export function documentKey(document: string): string {
  return document.replace(/\D/g, '').replace(/^0+/, '');
}

/** Whether a written or keyed document is the kept one. A letter counts when it was given: a telephone has none. */
export function sameDocument(kept: string, asked: string): boolean {
  const key = documentKey(asked);
  if (key === '' || key !== documentKey(kept)) return false;
  const letter = letterOf(asked);
  return letter === '' || letter === letterOf(kept);
}

function letterOf(document: string): string {
  return document.replace(/[^a-z]/gi, '').toUpperCase();
}

/** What an agent may write as a document, by country; everywhere else four to twenty letters and digits. */
const VENEZUELAN = /^([VEJGCP])(\d{4,9}|[A-Z0-9]{5,12})$/;

/**
 * A document as it is kept, from how somebody wrote it: `v 12.345.678` is `V-12345678`, `J123456789` is `J-12345678-9`.
 * Null when it is none. Venezuela: V and E have four to eight digits (nine as RIF, whose last one is the check digit), J,
 * G and C eight or nine, P (a passport) five to twelve letters and digits. `country` is ISO 3166-1 alpha-2.
 */
export function readDocument(written: string, country: string): string | null {
  const bare = written.toUpperCase().replace(/[\s.\-/]/g, '');
  if (country !== 'VE') return /^(?=.*\d)[A-Z0-9]{4,20}$/.test(bare) ? bare : null;
  const [, letter = '', number = ''] = VENEZUELAN.exec(bare) ?? [];
  if (letter === '') return null;
  if (letter === 'P') return /\d/.test(number) ? `P-${number}` : null;
  const least = letter === 'V' || letter === 'E' ? 4 : 8;
  if (!/^\d+$/.test(number) || number.length < least || documentKey(number) === '') return null;
  if (number.length > 9) return null;
  return number.length === 9 ? `${letter}-${number.slice(0, 8)}-${number.slice(8)}` : `${letter}-${number}`;
}

/** Who bears a document of this kind, as far as its letter tells (Venezuela); elsewhere a person. */
export function segmentOf(document: string): 'person' | 'company' | 'public-body' {
  if (/^[JC]-/.test(document)) return 'company';
  return /^G-/.test(document) ? 'public-body' : 'person';
}
