import type { Party } from '../../state/consult.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

export function useName(): (person: string | null) => string {
  const named = useSeen(screen => screen.picture?.agents.map(({ id, displayName }) => ({ id, displayName })));
  const { words } = useWords();
  return person => named?.find(({ id }) => id === person)?.displayName ?? words.transfer.somebody;
}

/** A colleague's name, or the number outside; who called and withheld it has none. */
export function useParty(): (party: Party) => string {
  const name = useName();
  const { words, formats } = useWords();
  return party =>
    'leg' in party ? formats.telephone(party.dialled) || words.call.unknownCaller : name(party.agent);
}
