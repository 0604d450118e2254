import { rmSync } from 'node:fs';
import { startCentre } from '../../worlds/centre.ts';
import { directFlows, openDirectNumber } from '../../worlds/direct-number.ts';
import { PassingOn } from '../../worlds/passing-on.ts';
import { carryOut, DRILLS, roundsOf } from '../../worlds/passing-on-drill.ts';
import type { Ground } from '../full/ground.ts';
import { alone, type Row } from '../table.ts';

/** C4: calls that are given on between telephones with a tone each, `calls` dying in each tenth. */
export async function passing({ say, quick, sides, rounds: asked }: Ground): Promise<Row[]> {
  const rounds = asked ?? (quick ? 2 : 50);
  say('C4: starting a centre and its telephones …');
  const flowsDir = directFlows();
  const centre = await startCentre({ flowsDir });
  let people: PassingOn | undefined;
  sides.push({
    async stop() {
      await people?.close();
      await centre.stop();
      rmSync(flowsDir, { recursive: true });
    },
  });
  await openDirectNumber(centre);
  people = await PassingOn.open(centre);
  const rows: Row[] = [];
  for (const drill of DRILLS) {
    const before = { ...people.faults };
    let wrong = 0;
    await carryOut(people, drill, rounds, (at, fault) => {
      wrong += 1;
      say(`C4  ${drill.what}, round ${at}: ${fault instanceof Error ? fault.message : fault}`);
    });
    const lost = people.faults.lost - before.lost;
    const left = people.faults.leftOver - before.leftOver;
    const count = roundsOf(drill, rounds);
    say(`C4  ${count} ${drill.what}: ${lost} lost, ${left} left over, ${wrong} with somebody unheard`);
    const head = rows.length === 0 ? { id: 'C4' } : {};
    const what = `${count} ${drill.what}: lost, left over, or not heard by whom they should`;
    rows.push(alone({ ...head, what, bar: { atMost: 0 } }, [lost + left + wrong]));
  }
  return rows;
}
