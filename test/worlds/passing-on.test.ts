import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PassingOn } from './passing-on.ts';
import { attendedTransfers, blindTransfers, carryOut, conferences } from './passing-on-drill.ts';

/**
 * Calls that are given on, by real telephones with a tone each. `npm run bench -- --only C4` is the whole drill, or
 * `CAUCE_ROUNDS=50 npm test -- test/worlds/passing-on.test.ts`: in every tenth round `calls` is killed in the middle.
 */
const ROUNDS = Number(process.env.CAUCE_ROUNDS ?? 2);
const LIMIT_MS = ROUNDS * 30_000 + 120_000;

let passing: PassingOn;

beforeAll(async () => {
  passing = await PassingOn.start();
}, 240_000);

afterAll(async () => {
  console.log(`of ${ROUNDS} rounds each: ${JSON.stringify(passing?.faults)}`);
  await passing?.close();
});

describe('a call that is given on', () => {
  test.each([
    ['blindly, to a colleague: the two talk, and nobody else', blindTransfers],
    [
      'after a consultation that the customer does not hear, whichever way the agent leaves',
      attendedTransfers,
    ],
    ['in a conference of four, whoever hangs up', conferences],
  ])(
    '%s',
    async (_, drill) => {
      await carryOut(passing, drill, ROUNDS);
      expect(passing.faults).toEqual({ lost: 0, leftOver: 0 });
    },
    LIMIT_MS,
  );
});
