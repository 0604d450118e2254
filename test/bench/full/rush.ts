import { join } from 'node:path';
import { appQueueSide } from '../app-queue-side.ts';
import { ourSide } from '../our-side.ts';
import type { Row } from '../table.ts';
import { beyondCapacity } from './beyond-capacity.ts';
import { Books } from './books.ts';
import { completeCallRow, highestRate } from './complete-calls.ts';
import type { Ground, LongGroup } from './ground.ts';
import type { LongRow } from './selection.ts';

/** P4 and R14: how many calls a second are borne, and what becomes of those beyond. */
export const rush: LongGroup = { ids: ['P4', 'R14'], run };

async function run(
  { folder, sides, say, quick, despiteLoad }: Ground,
  wanted: ReadonlySet<LongRow>,
): Promise<Row[]> {
  const ladder = { seconds: quick ? 6 : 20, say, despiteLoad };
  const flood = { seconds: quick ? 15 : 60, say };
  const rows: Row[] = [];
  say('P4: starting both sides …');
  const ours = await ourSide(join(folder, 'rush-cauce'));
  sides.push(ours);
  const books = new Books(ours.databaseUrl);
  try {
    const found = await highestRate(ours, { ...ladder, step: 10, books });
    if (wanted.has('R14')) rows.push(...(await beyondCapacity(ours, { ...flood, found, books })));
    if (wanted.has('P4')) {
      const yardstick = await appQueueSide(join(folder, 'rush-app-queue'));
      sides.push(yardstick);
      rows.push(completeCallRow(found, await highestRate(yardstick, { ...ladder, step: 30, books: null })));
    }
  } finally {
    await books.close();
  }
  return rows;
}
