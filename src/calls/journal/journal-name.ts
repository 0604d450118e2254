import { newId } from '../../kit/ids.ts';
import type { Journal } from '../../kit/journal.ts';
import { keyOf } from './centre-state.ts';

/**
 * The name under which the facts of this journal are saved. A journal that begins anew numbers its facts from 1 again;
 * under the name of the one before (a lost disk, a second copy) they would be taken for known and be lost.
 */
export function journalName(journal: Journal<unknown>, node: string): string {
  const kept = journal.states.get(keyOf.journal)?.value;
  if (typeof kept === 'string') return kept;
  const isNew = journal.nextSeq() === 1 && journal.states.size === 0;
  const name = isNew ? `${node}.${newId()}` : node;
  journal.append([], [[keyOf.journal, name]]);
  return name;
}
