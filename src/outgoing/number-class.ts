import { callingCodeOf, type NumberKind, numberKind } from '../customers/number-kind.ts';
import { toLine } from '../customers/phone-number.ts';
import { emergencyNumbersOf, HIGH_RISK, RANGES } from './number-table.ts';

/** Classes that a permission may name. `unknown`: long enough for its country, in no range known to be given out. */
export const GRANTABLE = [
  'mobile',
  'fixed',
  'toll-free',
  'voip',
  'personal',
  'shared-cost',
  'premium',
  'satellite',
  'short-code',
  'other',
  'unknown',
] as const;
export type GrantableClass = (typeof GRANTABLE)[number];

/** Classes that nobody may dial from here, whatever the policy says. */
export const NEVER = ['emergency', 'star-code', 'invalid'] as const;
export type NeverClass = (typeof NEVER)[number];
export type NumberClass = GrantableClass | NeverClass;

/** Networks and services that are no country's (UN M.49: the world). */
export const WORLD = '001';
/** The plans do not tell whose it is (ISO 3166-1, user-assigned). */
export const NOBODYS = 'ZZ';

/** What somebody wants dialled, as it would be dialled. */
export interface DialledNumber {
  /** E.164 with the plus; short and star codes as they are. What is `invalid` is never dialled. */
  readonly number: string;
  readonly class: NumberClass;
  /** ISO 3166-1 alpha-2, `001` for networks that are no country's, `ZZ` where the plans do not tell. */
  readonly country: string;
  /** Abroad, where fraud earns (number-table.ts). */
  readonly highRisk: boolean;
}

const CLASS_OF: Readonly<Record<NonNullable<NumberKind['type']>, NumberClass>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  // North America: nothing tells the two apart, and they cost the same.
  FIXED_LINE_OR_MOBILE: 'fixed',
  TOLL_FREE: 'toll-free',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal',
  SHARED_COST: 'shared-cost',
  PREMIUM_RATE: 'premium',
  PAGER: 'other',
  UAN: 'other',
  VOICEMAIL: 'other',
};

/** What a keypad can dial, with the signs people put between digits; letters, extensions and addresses are nothing. */
const TYPED = /^\+?[0-9*#(][0-9*#\s().\-/]*$/;
const LONGEST_SHORT_CODE = 6;

/** Reads what is to be dialled from `country` (ISO code), and tells what it is. */
export function classify(typed: string, country: string): DialledNumber {
  const bare = typed.trim();
  if (!TYPED.test(bare)) return { number: '', class: 'invalid', country: NOBODYS, highRisk: false };
  if (isEmergency(bare.replace(/[^0-9]/g, ''), bare.startsWith('+'), country)) {
    return { number: bare, class: 'emergency', country, highRisk: false };
  }
  if (/[*#]/.test(bare)) return { number: bare, class: 'star-code', country, highRisk: false };
  const line = toLine(bare, country);
  if (/^\d+$/.test(line) && line.length <= LONGEST_SHORT_CODE) {
    return { number: line, class: 'short-code', country, highRisk: false };
  }
  const inTable = RANGES.find(range => range.begins.test(line))?.class;
  const kind = numberKind(line);
  const where = countryOf(line, kind);
  if (inTable === 'invalid' || (kind === null && inTable === undefined)) {
    return { number: '', class: 'invalid', country: where, highRisk: false };
  }
  return {
    number: kind?.e164 ?? line,
    class: inTable ?? (kind?.type ? CLASS_OF[kind.type] : 'unknown'),
    country: where,
    highRisk: where !== country && HIGH_RISK.has(where),
  };
}

/**
 * Also behind the country's own code or zeros, however many: a trunk may take those off. A longer number that begins so
 * is none.
 */
function isEmergency(digits: string, isInternational: boolean, country: string): boolean {
  const known = emergencyNumbersOf(country);
  const code = callingCodeOf(country);
  // Some are written with a zero (061), so each way of taking zeros off is tried.
  const meant = (written: string): boolean =>
    known.includes(written) || (written.startsWith('0') && meant(written.slice(1)));
  const bare = isInternational ? digits : digits.replace(/^0+/, '');
  return meant(digits) || (code !== '' && bare.startsWith(code) && meant(bare.slice(code.length)));
}

function countryOf(line: string, kind: NumberKind | null): string {
  if (kind?.country) return kind.country;
  return /^\+(8(00|08|7\d|8\d)|979|99[19])/.test(line) ? WORLD : NOBODYS;
}
