import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CentreWorld, startCentre } from './centre.ts';
import { directFlows, openDirectNumber } from './direct-number.ts';
import { PassingOn, type Round } from './passing-on.ts';

/**
 * Calls that are given on, by real telephones with a tone each. `CAUCE_ROUNDS=50 npm test -- test/worlds/passing-on.test.ts`
 * is the whole drill: in every tenth round of it `calls` is killed in the middle.
 */
const ROUNDS = Number(process.env.CAUCE_ROUNDS ?? 2);
const CONFERENCES = Math.ceil(ROUNDS * 0.4);
const KILLED_EVERY = ROUNDS < 10 ? 2 : 10;
const LIMIT_MS = ROUNDS * 30_000 + 120_000;

let centre: CentreWorld;
let passing: PassingOn;
let flowsDir: string;

beforeAll(async () => {
  flowsDir = directFlows();
  centre = await startCentre({ flowsDir });
  await openDirectNumber(centre);
  passing = await PassingOn.open(centre);
}, 240_000);

afterAll(async () => {
  console.log(
    `${ROUNDS} + ${ROUNDS} transfers, ${CONFERENCES} conferences: ${JSON.stringify(passing?.faults)}`,
  );
  await passing?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

/** Whether `calls` dies in this round. */
const isKilled = (round: number): boolean => round % KILLED_EVERY === KILLED_EVERY - 1;

const rounds = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('a call that is given on', () => {
  test(
    'blindly, to a colleague: the two talk, and nobody else',
    async () => {
      for (const at of rounds(ROUNDS)) {
        await passing.round(async talk => {
          const to = talk.free();
          await talk.order(talk.first, 'transfer', { agent: to.id, note: '' });
          const second = await talk.voiceOf(to);
          if (isKilled(at)) await talk.killed();
          await talk.isOf(second);
          await talk.hearEachOther([talk.customer, second], [talk.first]);
        });
      }
      expect(passing.faults).toEqual({ lost: 0, leftOver: 0 });
    },
    LIMIT_MS,
  );

  test(
    'after a consultation that the customer does not hear, whichever way the agent leaves',
    async () => {
      const ways: readonly ((talk: Round) => Promise<unknown>)[] = [
        talk => talk.order(talk.first, 'complete'),
        talk => talk.order(talk.first, 'hang-up'),
        async talk => {
          await talk.order(talk.first, 'swap');
          await talk.hearEachOther([talk.customer, talk.first]);
          await talk.order(talk.first, 'complete');
        },
      ];
      for (const at of rounds(ROUNDS)) {
        await passing.round(async talk => {
          const second = await talk.consult(talk.free());
          if (isKilled(at)) await talk.killed();
          await talk.hearEachOther([talk.first, second], [talk.customer]);
          await talk.hears(talk.customer, [talk.first, second]);
          await ways[at % ways.length]?.(talk);
          await talk.isOf(second);
          await talk.hearEachOther([talk.customer, second], [talk.first]);
        });
      }
      expect(passing.faults).toEqual({ lost: 0, leftOver: 0 });
    },
    LIMIT_MS,
  );

  test(
    'in a conference of four, whoever of the agents leaves it',
    async () => {
      for (const at of rounds(CONFERENCES)) {
        await passing.round(async talk => {
          const second = await talk.consult(talk.free());
          await talk.until(call => call.colleagues?.some(({ state }) => state === 'aside') ?? false);
          await talk.order(talk.first, 'conference');
          const third = await talk.consult(talk.free(second));
          // Those in the conference talk on meanwhile.
          await talk.hearEachOther([talk.customer, second], [third]);
          await talk.order(talk.first, 'conference');
          if (isKilled(at)) await talk.killed();
          const { customer, first } = talk;
          await talk.hearEachOther([customer, first, second, third]);
          // One after the other hangs up, in another order each time; who is left talks on.
          const there = [first, second, third];
          for (const left of [at % 3, (at >> 1) % 2]) {
            const [gone] = there.splice(left, 1);
            if (gone) await talk.order(gone, 'hang-up');
            await talk.hearEachOther([customer, ...there], gone ? [gone] : []);
          }
          const [last] = there;
          if (last) await talk.isOf(last);
        });
      }
      expect(passing.faults).toEqual({ lost: 0, leftOver: 0 });
    },
    LIMIT_MS,
  );
});
