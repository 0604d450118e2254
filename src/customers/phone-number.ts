import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** `*626`, `#31#`, `171`: dialled as they are, in any country. */
const SERVICE_CODE = /^[*#][0-9*#]+$/;
const LONGEST_SHORT_NUMBER = 6;
/** What switches put in place of a caller who withholds the number. */
const WITHHELD = new Set(['', 'anonymous', 'unknown', 'unavailable', 'restricted', 'private', 'asterisk']);

/**
 * A number as everything here keeps and compares it: E.164 with its plus (`+584145550101`), except for star
 * codes, short numbers and what is no number at all, which stay as they are without their separators.
 * '' when it was withheld. `country` is the ISO code national numbers are read in.
 */
export function toLine(raw: string, country = 'VE'): string {
  const bare = raw
    .trim()
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/, '');
  if (WITHHELD.has(bare.toLowerCase())) return '';
  if (SERVICE_CODE.test(bare)) return bare;
  const digits = bare.replace(/[\s().\-/]/g, '');
  if (!/^\+?\d+$/.test(digits)) return digits;
  if (!digits.startsWith('+') && digits.length <= LONGEST_SHORT_NUMBER) return digits;
  const national = parsePhoneNumberFromString(digits, homeOf(country));
  if (national?.isPossible()) return national.number;
  // A trunk may leave out the plus of a full foreign number.
  const international = parsePhoneNumberFromString(`+${digits.replace(/^\+/, '')}`);
  return international?.isPossible() ? international.number : digits;
}

/** What can be rung back: a number with its plus, or a national or short one (E.164: fifteen digits at most). */
const RINGABLE = /^\+?\d{1,15}$/;

/** A caller's number as `toLine` keeps it; '' when it was withheld or is nothing that could be rung. */
export function callerLine(raw: string, country = 'VE'): string {
  const line = toLine(raw, country);
  return RINGABLE.test(line) ? line : '';
}

/**
 * The forms of a telephone number whose digits somebody typed: international (without the plus) and national without
 * the prefix that is dialled before it at home. None when they are no number of that country or of another one.
 */
export function numberForms(digits: string, country = 'VE'): string[] {
  const line = toLine(digits.replace(/^00/, '+'), country);
  const parsed = line.startsWith('+') ? parsePhoneNumberFromString(line) : undefined;
  return parsed === undefined ? [] : [line.slice(1), parsed.nationalNumber];
}

/** For people of that country: `0414-5550101` at home, `+57 601 5550101` from abroad; codes unchanged. */
export function shownLine(line: string, country = 'VE'): string {
  const parsed = line.startsWith('+') ? parsePhoneNumberFromString(line) : undefined;
  if (parsed === undefined) return line;
  const atHome = parsed.countryCallingCode === getCountryCallingCode(homeOf(country));
  return atHome ? parsed.formatNational() : parsed.formatInternational();
}

function homeOf(country: string): CountryCode {
  return isSupportedCountry(country) ? country : 'VE';
}
