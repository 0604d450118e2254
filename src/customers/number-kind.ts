import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** What the numbering plans tell of a number. */
export interface NumberKind {
  /** Its form in E.164, with the plus. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2, or null where the plans name none: networks that are no country's, parts of +1. */
  readonly country: string | null;
  /** Null: as long as a number of its country, in no range that is known to be given out. */
  readonly type: PhoneNumberType | null;
}

/**
 * Looks a number in E.164 (with its plus) up in the numbering plans of libphonenumber, whose full data only servers
 * load. Null: no number of any country can be so long, or no country begins so.
 */
export function numberKind(line: string): NumberKind | null {
  const parsed = /^\+[1-9]\d{3,14}$/.test(line) ? parsePhoneNumberFromString(line) : undefined;
  if (!parsed?.isPossible()) return null;
  return {
    e164: parsed.number,
    country: parsed.country ?? null,
    type: parsed.getType() ?? null,
  };
}

/** What is dialled before a number of this country from abroad, without the plus; '' for a country that nobody knows. */
export function callingCodeOf(country: string): string {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : '';
}
