import { describe, expect, test } from 'vitest';
import { en } from '../../softphone/words/en.ts';
import { es } from '../../softphone/words/es.ts';
import { clockSpan, money, percent, roughSpan, telephone } from '../../softphone/words/format.ts';
import { browserLanguage } from '../../softphone/words/language.ts';

/** Every sentence of a dictionary with the way to it. */
function sentences(words: object, way = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const here = way ? `${way}.${key}` : key;
    if (typeof value === 'function') return [[here, String(value(2))]];
    return typeof value === 'string' ? [[here, value]] : sentences(value, here);
  });
}

describe('the dictionaries', () => {
  test('say the same things in both languages', () => {
    expect(sentences(en).map(([way]) => way)).toEqual(sentences(es).map(([way]) => way));
  });

  test('leave nothing empty but what is meant to be', () => {
    const empty = (words: object) =>
      sentences(words)
        .filter(([, text]) => text.trim() === '')
        .map(([way]) => way);
    expect(empty(es)).toEqual(['disposition.effect.none']);
    expect(empty(en)).toEqual(['disposition.effect.none']);
  });
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

  test('a long span is told roughly', () => {
    expect([20_000, 3_600_000, 7_800_000, 4 * 86_400_000].map(roughSpan)).toEqual([
      '0 min',
      '1 h',
      '2 h 10 min',
      '4 d',
    ]);
  });

  test('a telephone number is grouped, and a service number left alone', () => {
    expect(['+582125550115', '02125550101', '5550101', '*626', '+575550'].map(telephone)).toEqual([
      '+58 212 555 0115',
      '0212 555 0101',
      '555 0101',
      '*626',
      '+575550',
    ]);
  });

  test('an unknown currency is still an amount', () => {
    expect(money(12.5, 'nope', 'es')).toBe('12.50 nope');
    expect(percent(null)).toBe('–');
    expect(percent(0.856)).toBe('86 %');
  });
});
