import { join } from 'node:path';
import { appQueueSide } from '../app-queue-side.ts';
import { type OurSide, ourSide } from '../our-side.ts';
import type { Crew } from '../side.ts';
import type { Row } from '../table.ts';
import { beyondCapacity } from './beyond-capacity.ts';
import { Books } from './books.ts';
import { type Borne, completeCallRow, highestRate } from './complete-calls.ts';
import { type Ground, type LongGroup, orNotMeasured } from './ground.ts';
import type { LongRow } from './selection.ts';

/** P4 and R14: how many calls a second are borne, and what becomes of those beyond. */
export const rush: LongGroup = { ids: ['P4', 'R14'], run };

/**
 * Fifty agents who talk 0.3 s serve 160 calls a second, and then callers wait for agents and not for the machine. These serve three
 * times that.
 */
const CREW: Crew = { agents: 150 };

/** A step's calls more a second; app_queue bears several times as many. */
const STEP = 10;
const YARDSTICK_STEP = 30;

async function run(ground: Ground, wanted: ReadonlySet<LongRow>): Promise<Row[]> {
  const { folder, sides, say, capacity } = ground;
  say(`${[...wanted].join(' ')}: starting our side …`);
  const ours = await ourSide(join(folder, 'rush-cauce'), { crew: CREW });
  sides.push(ours);
  const books = new Books(ours);
  try {
    const known = wanted.has('P4') || capacity === null ? await raised(ground, ours, books) : null;
    const complete = async (found: Borne): Promise<Row[]> => [
      completeCallRow(found, await ofYardstick(ground)),
    ];
    const rate = capacity ?? known?.rate ?? 0;
    const flood = { seconds: ground.quick ? 15 : 60, say, rate, spoiled: known?.spoiled ?? false, books };
    return [
      ...(known && wanted.has('P4') ? await orNotMeasured(['P4'], say, () => complete(known)) : []),
      ...(wanted.has('R14') ? await orNotMeasured(['R14'], say, () => beyondCapacity(ours, flood)) : []),
    ];
  } finally {
    await books.close();
  }
}

function raised({ say, quick, despiteLoad }: Ground, ours: OurSide, books: Books): Promise<Borne> {
  return highestRate(ours, { step: STEP, seconds: secondsOf(quick), books, despiteLoad, say });
}

async function ofYardstick({ folder, sides, say, quick, despiteLoad }: Ground): Promise<Borne> {
  const side = await appQueueSide(join(folder, 'rush-app-queue'), CREW);
  sides.push(side);
  const how = { step: YARDSTICK_STEP, seconds: secondsOf(quick), books: null, despiteLoad, say };
  return highestRate(side, how);
}

const secondsOf = (quick: boolean): number => (quick ? 6 : 20);
