import type { EnvironmentReader } from '../kit/environment.ts';

/** Codes of regions that are no country: Unicode has names for them too. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

const USUAL = 'VE';

/** The ISO 3166 code of the centre's country; one fault makes it the usual one. */
export function countryOf(reader: EnvironmentReader): string {
  const country = reader.text('CAUCE_COUNTRY') ?? USUAL;
  if (isCountry(country)) return country;
  reader.fault(
    'CAUCE_COUNTRY',
    `«${country}» no es un país que se conozca: debe ser su código ISO de dos mayúsculas, como «VE»`,
    `"${country}" is no country that is known: it must be its ISO code of two capital letters, like "VE"`,
  );
  return USUAL;
}

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRY.has(code)) return false;
  // An old or colloquial code ("UK") has a name as well, that of another one.
  const isItsOwn = new Intl.Locale(`und-${code}`).region === code;
  return isItsOwn && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
}
