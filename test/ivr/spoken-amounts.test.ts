import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mediaOf } from '../../src/adapters/asterisk/media.ts';
import { aloud } from '../../src/ivr/aloud.ts';
import { positionAnnouncement, waitAnnouncement } from '../../src/ivr/announcements.ts';
import type { Prompt } from '../../src/ivr/conversation.ts';
import { CURRENCIES } from '../../src/ivr/currencies.ts';
import { FLOWS } from './caller.ts';

const sentences: Record<string, string> = parse(readFileSync(new URL('prompts/es.yaml', FLOWS), 'utf8'));
const audio = new Set(readdirSync(new URL('prompts/es/', FLOWS)));
/** `1250.5 VES: mil doscientos cincuenta bolívares con …`; the numbers are those of ICU's Spanish rules. */
const rows = readFileSync(new URL('spoken-amounts.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

/** What the sounds of `digits/` say in Debian's asterisk-core-sounds-es-wav. */
const DIGITS: Readonly<Record<string, string>> = {
  '1M': 'un',
  '1F': 'una',
  and: 'y',
  hundred: 'cien',
  '100-and': 'ciento',
  thousand: 'mil',
  million: 'millón',
  millions: 'millones',
  ...Object.fromEntries(
    (
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis ' +
      'diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco ' +
      'veintiséis veintisiete veintiocho veintinueve treinta'
    )
      .split(' ')
      .map((word, value) => [value, word]),
  ),
  40: 'cuarenta',
  50: 'cincuenta',
  60: 'sesenta',
  70: 'setenta',
  80: 'ochenta',
  90: 'noventa',
  200: 'doscientos',
  300: 'trescientos',
  400: 'cuatrocientos',
  500: 'quinientos',
  600: 'seiscientos',
  700: 'setecientos',
  800: 'ochocientos',
  900: 'novecientos',
};

/** What a caller hears, word by word, out of the sounds that Asterisk is told to play. */
function heard(prompts: readonly Prompt[]): string {
  const words = aloud(prompts)
    .flatMap(mediaOf)
    .map(sound => {
      const [, folder, name = ''] = /^sound:(digits|cauce)\/(.+)$/.exec(sound) ?? [];
      if (folder === 'cauce' && audio.has(`${name}.wav`)) return sentences[name];
      return folder === 'digits' ? DIGITS[name] : undefined;
    });
  expect(words).not.toContain(undefined);
  return words.join(' ');
}

const money = (amount: number, currency: string) => heard([{ kind: 'money', amount, currency }]);

describe('an amount over the telephone', () => {
  test('has its table', () => expect(rows.length).toBeGreaterThan(300));

  test.each(rows.map(row => row.split(': ')))('of %s is %s', (given, said) => {
    const [amount, currency = ''] = String(given).split(' ');
    expect(money(Number(amount), currency)).toBe(said);
  });

  test('of any currency of ISO 4217 has the name that CLDR gives it, its gender and its number', () => {
    /** Renamed, no money of a country, or in CLDR by another name. */
    const other = new Set(['HRK', 'XDR', 'XSU', 'ZWG', 'ZWL']);
    const codes = Intl.supportedValuesOf('currency').filter(code => !other.has(code));
    for (const code of codes) {
      const cldr = (value: number) =>
        new Intl.NumberFormat('es', { style: 'currency', currency: code, currencyDisplay: 'name' })
          .formatToParts(value)
          .find(part => part.type === 'currency')
          ?.value.replace(/^nuevos? /, '')
          .split(' ')[0];
      const [one, many] = [cldr(1), cldr(2)];
      const feminine = CURRENCIES.get(code)?.unit.gender === 'f';
      expect(money(1, code)).toBe(`${feminine ? 'una' : 'un'} ${one}`);
      expect(money(2, code)).toBe(`dos ${many === 'leks' ? 'lekes' : many}`);
    }
    expect(codes.length).toBeGreaterThan(150);
  });
});

test('a wait of 21 minutes loses its o, a place in the queue keeps it', () => {
  expect(heard(waitAnnouncement(21 * 60_000))).toMatch(/ veintiún minutos\.$/);
  expect(heard(positionAnnouncement(21))).toMatch(/ veintiuno$/);
  expect(heard(positionAnnouncement(31))).toMatch(/ treinta y uno$/);
});

test('a number too large for words is said figure by figure', () => {
  expect(mediaOf({ kind: 'number', value: 1_000_000_000_000, before: 'm' }).slice(0, 2)).toEqual([
    'sound:digits/1',
    'sound:digits/0',
  ]);
});
