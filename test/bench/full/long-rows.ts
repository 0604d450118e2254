import type { Row } from '../table.ts';
import { type Ground, type LongGroup, notMeasured, stopSides } from './ground.ts';
import { memory } from './memory.ts';
import { menuReaction } from './menu-reaction.ts';
import { recordedTalks } from './recorded-talks.ts';
import { rush } from './rush.ts';
import type { LongRow } from './selection.ts';

const GROUPS: readonly LongGroup[] = [rush, recordedTalks, menuReaction, memory];

/** Runs the long rows that are wanted. What fails is told and not measured; the others go on. */
export async function longRows(ground: Ground, wanted: ReadonlySet<LongRow>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { ids, run } of GROUPS) {
    const mine = new Set(ids.filter(id => wanted.has(id)));
    if (mine.size === 0) continue;
    const began = performance.now();
    try {
      rows.push(...(await run(ground, mine)));
    } catch (error) {
      ground.say(
        `${[...mine].join(' ')}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      rows.push(...[...mine].map(id => notMeasured(id, 'did not run, see above')));
    }
    await stopSides(ground.sides);
    ground.say(`${[...mine].join(' ')}: ${Math.round((performance.now() - began) / 1000)} s`);
  }
  return rows;
}
