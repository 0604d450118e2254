import type { EnvironmentReader } from '../kit/environment.ts';

/** The zone of a country's capital; countries with several zones may say another one. */
const TIMEZONES: Readonly<Record<string, string>> = {
  VE: 'America/Caracas',
  CO: 'America/Bogota',
  EC: 'America/Guayaquil',
  PE: 'America/Lima',
  BO: 'America/La_Paz',
  CL: 'America/Santiago',
  AR: 'America/Argentina/Buenos_Aires',
  UY: 'America/Montevideo',
  PY: 'America/Asuncion',
  MX: 'America/Mexico_City',
  GT: 'America/Guatemala',
  CR: 'America/Costa_Rica',
  PA: 'America/Panama',
  DO: 'America/Santo_Domingo',
  ES: 'Europe/Madrid',
};

/** The IANA name of the centre's time zone. */
export function timezoneOf(reader: EnvironmentReader, country: string): string {
  const zone = reader.text('CAUCE_TIMEZONE') ?? TIMEZONES[country];
  if (zone === undefined) {
    reader.fault(
      'CAUCE_TIMEZONE',
      `hace falta la zona horaria de ${country}`,
      `the time zone of ${country} is needed`,
    );
    return 'UTC';
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    reader.fault('CAUCE_TIMEZONE', `«${zone}» no es una zona horaria`, `"${zone}" is not a time zone`);
  }
  return zone;
}

/** Milliseconds that a test adds to the real clock; refused outside tests. */
export function testClockOf(reader: EnvironmentReader): number | null {
  const text = reader.optional('CAUCE_TEST_CLOCK', /^-?\d+$/, '-3600000');
  if (text === null) return null;
  if (!reader.flag('CAUCE_TEST', false)) {
    reader.fault(
      'CAUCE_TEST_CLOCK',
      'mueve el reloj y solo sirve en pruebas (CAUCE_TEST=1)',
      'it moves the clock and is for tests only (CAUCE_TEST=1)',
    );
  }
  return Number(text);
}
