import { FOREIGN_SHARE } from '../blocks.ts';
import { type Ground, orNotMeasured, stopSides } from '../full/ground.ts';
import type { ConversationRow } from '../full/selection.ts';
import { ForeignLoad } from '../machine.ts';
import type { Row } from '../table.ts';
import { busyPage } from './busy-page.ts';
import { clicks } from './clicks.ts';
import { cuts } from './cuts.ts';
import { networks } from './networks.ts';
import { passing, refusals } from './passing.ts';
import { reloads } from './reloads.ts';

const GROUPS: Readonly<Record<ConversationRow, (ground: Ground) => Promise<Row[]>>> = {
  C1: reloads,
  C2: cuts,
  C3: clicks,
  C4: passing,
  C5: networks,
  C6: refusals,
  C7: busyPage,
};

/**
 * Runs the rows of the conversation that are wanted. What fails is not measured; the others go on. A bar that is missed
 * while others use the machine is not judged; one that is met then is met.
 */
export async function conversationRows(ground: Ground, wanted: ReadonlySet<ConversationRow>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const id of wanted) {
    const began = performance.now();
    // All that a row starts is of the family of this process.
    const load = new ForeignLoad([{ processes: new Map([['all', process.pid]]) }]);
    const found = await orNotMeasured([id], ground.say, () => GROUPS[id](ground));
    const share = load.share();
    await stopSides(ground.sides);
    const seconds = Math.round((performance.now() - began) / 1000);
    ground.say(`${id}: ${seconds} s; ${Math.round(share * 100)} % of the machine was used by others`);
    const isSpoiled = share > FOREIGN_SHARE;
    rows.push(...found.map(row => (row.met === false && isSpoiled ? { ...row, met: null } : row)));
  }
  return rows;
}
