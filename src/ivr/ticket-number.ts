const PRINTED = /^OA-(\d{4})-(\d{6,8})$/;

/** The digits of a printed number as they are spoken and keyed: `OA-2026-000123` is 2026000123. */
export function digitsOfTicket(printed: string): string {
  return printed.replace(/\D/g, '');
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
