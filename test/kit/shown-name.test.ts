import { expect, test } from 'vitest';
import { shownName } from '../../src/kit/shown-name.ts';

test.each([
  ['Ana María Peña', 'Ana María Peña'],
  ["O'Neill, José-Luis", "O'Neill, José-Luis"],
  ['الشركة', 'الشركة'],
  ['Ana "la jefa" \\ 7', 'Ana "la jefa" \\ 7'],
  ['  dos   palabras\u00a0 ', 'dos palabras'],
  ['una\r\nVia: dos', 'una Via: dos'],
  ['a\u2028b\u2029c\td', 'a b c d'],
  ['\u202eevil\u202c \u2066x\u2069', 'evil x'],
  ['\u200be\u200fn\u061cm\ufeff\u00adedio', 'enmedio'],
  ['\u0000\u0007\u001b[31mrojo\u009b', '[31mrojo'],
  ['\u{e0041}etiqueta', 'etiqueta'],
  ['', ''],
  ['\u200b\u202e', ''],
])('%j is shown as %j', (raw, shown) => {
  expect(shownName(raw)).toBe(shown);
});

test('letters with their marks, flags and faces count as one, and none is cut in two', () => {
  expect(shownName('n\u0303'.repeat(70))).toBe('ñ'.repeat(60));
  expect(shownName('🇻🇪'.repeat(70))).toBe('🇻🇪'.repeat(60));
  expect(shownName('x'.repeat(10_000))).toHaveLength(60);
  expect(shownName('12345 789', 6)).toBe('12345');
});

test('marks piled up on one letter are cut off', () => {
  expect(shownName(`Z${'\u0335'.repeat(5_000)}algo`)).toBe(`Z${'\u0335'.repeat(4)}algo`);
});
