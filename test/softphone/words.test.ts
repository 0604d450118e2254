import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../softphone/words/en.ts';
import { es } from '../../softphone/words/es.ts';
import { floorWords } from '../../softphone/words/floor.ts';
import { clockSpan, exactSpan, roughSpan, roundSpan } from '../../softphone/words/format.ts';
import { formatsOf } from '../../softphone/words/formats.ts';
import { browserLanguage } from '../../softphone/words/language.ts';
import type { OwnWords } from '../../softphone/words/own-words.ts';
import { telephone } from '../../src/customers/shown-number.ts';

/** Every sentence of a dictionary with the way to it. */
function sentences(words: object, way = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const here = way ? `${way}.${key}` : key;
    if (typeof value === 'function') return [[here, String(value([2], [2], [2]))]];
    return typeof value === 'string' ? [[here, value]] : sentences(value, here);
  });
}

const folder = join(import.meta.dirname, '../../softphone/words');
const isOwn = (value: unknown): value is OwnWords<object> =>
  typeof value === 'object' && value !== null && 'es' in value && typeof value.es === 'function';
/** The words of each part that is loaded when it is opened, in both languages, by the name that they are exported with. */
const own: { name: string; es: object; en: object }[] = [];
for (const file of readdirSync(folder).filter(name => name.endsWith('.ts'))) {
  const exported: Record<string, unknown> = await import(join(folder, file));
  for (const [name, words] of Object.entries(exported))
    if (isOwn(words)) own.push({ name, es: await words.es(), en: await words.en() });
}

describe('the dictionaries', () => {
  test.each([{ name: 'of every page', es, en }, ...own])(
    'say the same things in both languages: $name',
    ({ es, en }) => {
      expect(sentences(en).map(([way]) => way)).toEqual(sentences(es).map(([way]) => way));
    },
  );

  test('leave nothing empty but what is meant to be', () => {
    const empty = (words: object) =>
      sentences(words)
        .filter(([, text]) => text.trim() === '')
        .map(([way]) => way);
    expect(empty(es)).toEqual(['disposition.effect.none']);
    expect(empty(en)).toEqual(['disposition.effect.none']);
    for (const part of own) expect([part.name, ...empty(part.es), ...empty(part.en)]).toEqual([part.name]);
  });
});

test('the service level is explained as it is counted: from the choice of the queue', async () => {
  for (const { floor } of [await floorWords.es(), await floorWords.en()])
    for (const hint of [floor.levelHint(20), floor.levelInclusiveHint(20)])
      expect(hint).not.toMatch(/anuncio|announcement/);
});

test('a browser gets Spanish unless it asks for English and no Spanish', () => {
  expect(browserLanguage(['fr-FR', 'en-GB'])).toBe('en');
  expect(browserLanguage(['es-VE', 'en-US'])).toBe('es');
  expect(browserLanguage(['pt-BR'])).toBe('es');
  expect(browserLanguage([])).toBe('es');
});

describe('figures', () => {
  test('a running clock never shows less than nothing', () => {
    expect([-500, 0, 61_999, 3_753_000].map(clockSpan)).toEqual(['0:00', '0:00', '1:01', '1:02:33']);
  });

  test('a mean and what is over are told to the nearest second, as files have them', () => {
    expect([28_400, 28_900, 59_500, 3_599_600].map(roundSpan)).toEqual(['0:28', '0:29', '1:00', '1:00:00']);
  });

  test('a long span is told roughly', () => {
    expect([-500, 8_900, 60_000, 80_000].map(exactSpan)).toEqual(['0 s', '8 s', '1 min', '1 min 20 s']);
    expect([20_000, 3_600_000, 7_800_000, 4 * 86_400_000].map(roughSpan)).toEqual([
      '0 min',
      '1 h',
      '2 h 10 min',
      '4 d',
    ]);
  });

  test('a telephone number is written as people at home write it, and a service number left alone', () => {
    const numbers = ['+584145550101', '04145550101', '+573005550101', '5550101', '*626', '+575550', ''];
    expect(numbers.map(number => telephone(number, 'VE'))).toEqual([
      '0414-5550101',
      '0414-5550101',
      '+57 300 555 0101',
      '555 0101',
      '*626',
      '+575550',
      '',
    ]);
    expect(telephone('+584145550101', null)).toBe('0414-5550101');
    expect(telephone('+584145550101', 'CO')).toBe('+58 414 555 0101');
  });
});

describe('what the centre’s country decides', () => {
  const VENEZUELA = { country: 'VE', timezone: 'America/Caracas' };
  /** Blanks that do not break a line are blanks to a reader. */
  const read = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  test('an amount in the currency of the account, as the country writes it', () => {
    const write = (language: 'es' | 'en', country: string, currency: string) =>
      read(formatsOf(language, { ...VENEZUELA, country }).money(1250.5, currency));
    expect(write('es', 'VE', 'VES')).toBe('Bs. 1.250,50');
    expect(write('es', 'VE', 'USD')).toBe('USD 1.250,50');
    expect(write('es', 'PE', 'PEN')).toBe('S/ 1,250.50');
    expect(write('es', 'CO', 'COP')).toMatch(/^\$ 1\.25[01](,50)?$/);
    expect(write('en', 'VE', 'VES')).toBe('Bs. 1,250.50');
    expect(read(formatsOf('es', VENEZUELA).money(12.5, 'nope'))).toBe('12.50 nope');
  });

  test('the time by the centre’s clock, with the date when it is another day there', () => {
    const { moment } = formatsOf('es', VENEZUELA);
    const midnight = Date.parse('2026-11-22T04:05:00Z');
    expect(moment(midnight, midnight + 60_000)).toBe('00:05');
    expect(moment(midnight - 3_600_000, midnight)).toBe('21 nov. 23:05');
    expect(formatsOf('en', VENEZUELA).moment(midnight - 3_600_000, midnight)).toBe('Nov 21 23:05');
  });

  test('a share without a first call is a dash', () => {
    const { percent } = formatsOf('es', VENEZUELA);
    expect(percent(null)).toBe('–');
    expect(read(percent(0.856)).replace(' ', '')).toBe('86%');
  });

  test('a time zone this browser does not know loses nobody their page', () => {
    expect(() => formatsOf('es', { country: 'VE', timezone: 'America/Nowhere' }).moment(0, 0)).not.toThrow();
  });
});
