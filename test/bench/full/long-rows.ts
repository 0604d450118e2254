import type { Row } from '../table.ts';
import { type Ground, type LongGroup, orNotMeasured, stopSides } from './ground.ts';
import { longReads } from './long-reads.ts';
import { memory } from './memory.ts';
import { menuReaction } from './menu-reaction.ts';
import { recordedTalks } from './recorded-talks.ts';
import { rush } from './rush.ts';
import type { LongRow } from './selection.ts';

const GROUPS: readonly LongGroup[] = [rush, recordedTalks, menuReaction, memory, longReads];

/** Runs the long rows that are wanted. What fails is not measured; the others go on. */
export async function longRows(ground: Ground, wanted: ReadonlySet<LongRow>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { ids, run } of GROUPS) {
    const mine = new Set(ids.filter(id => wanted.has(id)));
    if (mine.size === 0) continue;
    const began = performance.now();
    rows.push(...(await orNotMeasured([...mine], ground.say, () => run(ground, mine))));
    await stopSides(ground.sides);
    ground.say(`${[...mine].join(' ')}: ${Math.round((performance.now() - began) / 1000)} s`);
  }
  return rows;
}
