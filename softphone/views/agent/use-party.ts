import type { Party } from '../../state/consult.ts';
import { namesOf } from '../../state/screen.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

export function useName(): (person: string | null) => string {
  const names = useSeen(namesOf);
  const { words } = useWords();
  return person => names[person ?? ''] ?? words.transfer.somebody;
}

export function useQueueTitle(): (queue: string) => string {
  const queues = useSeen(({ picture }) => picture?.queues ?? []);
  return queue => queues.find(({ name }) => name === queue)?.title ?? queue;
}

/** A colleague's name, or the number outside; who called and withheld it has none. */
export function useParty(): (party: Party) => string {
  const name = useName();
  const { words, formats } = useWords();
  return party =>
    'leg' in party ? formats.telephone(party.dialled) || words.call.unknownCaller : name(party.agent);
}
