const PRINTED = /^OA-(\d{4})-(\d{6,8})$/;

/** The digits of a printed number as they are spoken and keyed: `OA-2026-000123` is 2026000123. */
export function digitsOfTicket(printed: string): string {
  return printed.replace(/\D/g, '');
}

/**
 * The printed numbers that digits on a page may mean, as patterns of LIKE. `exact`: the number itself, with its year or
 * without, with its zeros or without (2026000123, 000123, 123). `partly`: its last digits, from four on, and after the
 * letters OA its first ones.
 */
export function ticketPatterns({ prefix, digits }: { readonly prefix: string; readonly digits: string }): {
  readonly exact: readonly string[];
  readonly partly: readonly string[];
} {
  if (prefix !== '' && prefix !== 'oa') return { exact: [], partly: [] };
  const [year, sequence] = [digits.slice(0, 4), digits.slice(4)];
  const withYear = /^20\d\d$/.test(year) ? [[year, sequence] as const] : [];
  const exact = [...withYear, ['____', digits] as const].flatMap(([inYear, given]) => {
    const number = given.replace(/^0+/, '');
    return number === '' || given.length > 8 ? [] : [`OA-${inYear}-${number.padStart(6, '0')}`];
  });
  const last = digits.length >= 4 ? [`OA-%${digits}`] : [];
  const beginning = prefix === 'oa' ? withYear.map(([inYear, given]) => `OA-${inYear}-${given}%`) : [];
  return { exact, partly: [...last, ...beginning] };
}

/** Whether a printed number fits one of these patterns; a store in SQL asks the same with LIKE. */
export function fitsPattern(number: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern =>
    new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`).test(number),
  );
}

/**
 * The number a caller meant: year and sequence as they were spoken (2026000123), or the sequence alone (123),
 * which is taken to be of the year of the call's own ticket. Null when the digits can be no ticket's.
 */
export function ticketFromDigits(keyed: string, ownTicket: string | null): string | null {
  if (!/^\d{1,12}$/.test(keyed)) return null;
  if (keyed.length >= 10) {
    const printed = `OA-${keyed.slice(0, 4)}-${keyed.slice(4)}`;
    return PRINTED.test(printed) ? printed : null;
  }
  const year = ownTicket === null ? undefined : PRINTED.exec(ownTicket)?.[1];
  if (year === undefined || keyed.length > 7 || Number(keyed) === 0) return null;
  return `OA-${year}-${String(Number(keyed)).padStart(6, '0')}`;
}
