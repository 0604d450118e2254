import { AGENTS, BAD_INPUT } from '../../worlds/bad-input-drill.ts';
import { PassingOn } from '../../worlds/passing-on.ts';
import { carryOut, DRILLS, type Drill, roundsOf } from '../../worlds/passing-on-drill.ts';
import type { Ground } from '../full/ground.ts';
import type { ConversationRow } from '../full/selection.ts';
import { alone, type Row } from '../table.ts';

/** C4: calls that are given on between telephones with a tone each, `calls` dying in each tenth. */
export const passing = (ground: Ground): Promise<Row[]> =>
  drilled(ground, { id: 'C4', drills: DRILLS, agents: 4 });

/** C6: what cannot be done is refused with a sentence, and nobody is lost by it. */
export const refusals = (ground: Ground): Promise<Row[]> =>
  drilled(ground, { id: 'C6', drills: BAD_INPUT, agents: AGENTS });

interface Drilled {
  readonly id: ConversationRow;
  readonly drills: readonly Drill[];
  readonly agents: number;
}

async function drilled(
  { say, quick, sides, rounds: asked }: Ground,
  { id, drills, agents }: Drilled,
): Promise<Row[]> {
  const rounds = asked ?? (quick ? 2 : 50);
  say(`${id}: starting a centre and its telephones …`);
  const people = await PassingOn.start(agents);
  sides.push({ stop: () => people.close() });
  const rows: Row[] = [];
  for (const drill of drills) {
    const before = { ...people.faults };
    let wrong = 0;
    await carryOut(people, drill, rounds, (at, fault) => {
      wrong += 1;
      say(`${id}  ${drill.what}, round ${at}: ${fault instanceof Error ? fault.message : fault}`);
    });
    const lost = people.faults.lost - before.lost;
    const left = people.faults.leftOver - before.leftOver;
    const count = roundsOf(drill, rounds);
    say(`${id}  ${count} ${drill.what}: ${lost} lost, ${left} left over, ${wrong} not as they should be`);
    const head = rows.length === 0 ? { id } : {};
    const what = `${count} ${drill.what}: lost, left over, or not as they should be`;
    rows.push(alone({ ...head, what, bar: { atMost: 0 } }, [lost + left + wrong]));
  }
  return rows;
}
