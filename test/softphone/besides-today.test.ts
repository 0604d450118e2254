import { expect, test } from 'vitest';
import { besidesToday } from '../../softphone/state/besides-today.ts';
import { en } from '../../softphone/words/en.ts';
import { es } from '../../softphone/words/es.ts';

const NOTHING = { heldMsToday: 0, joinedToday: 0, joinedMsToday: 0 };

test('an agent’s day tells hold and the calls that a colleague led, where there were any', () => {
  expect(besidesToday(NOTHING, es)).toEqual([]);
  expect(besidesToday({ ...NOTHING, heldMsToday: 900 }, es)).toEqual([]);
  const day = { heldMsToday: 20_000, joinedToday: 2, joinedMsToday: 180_000 };
  expect(besidesToday(day, es)).toEqual(['20 s retenida', 'participó en 2 (3 min)']);
  expect(besidesToday(day, en)).toEqual(['20 s on hold', 'joined 2 (3 min)']);
});
