import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGENTS, BAD_INPUT, crossingHangUps } from './bad-input-drill.ts';
import { PassingOn } from './passing-on.ts';
import { carryOut } from './passing-on-drill.ts';

/** What people ask for that cannot be: a sentence says so, and nobody is lost. `npm run bench -- --only C6` is the whole drill. */
const ROUNDS = 2;
/** In a quarter of them the customer heard music on after the answer, where an order came before those before it were done. */
const CROSSINGS = 8;

let passing: PassingOn;

beforeAll(async () => {
  passing = await PassingOn.start(AGENTS);
}, 240_000);

afterAll(async () => {
  await passing?.close();
});

describe('nobody is lost by', () => {
  test.each(BAD_INPUT.map(drill => [drill.what, drill] as const))(
    '%s',
    async (_, drill) => {
      await carryOut(passing, drill, drill === crossingHangUps ? CROSSINGS : ROUNDS);
      expect(passing.faults).toEqual({ lost: 0, leftOver: 0 });
    },
    120_000,
  );
});
