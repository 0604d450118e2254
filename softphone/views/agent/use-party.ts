import type { Party } from '../../state/consult.ts';
import { nameOf } from '../../state/screen.ts';
import { useWords } from '../words-context.tsx';
import { useScreen } from '../workplace-context.tsx';

export function useName(): (person: string) => string {
  const screen = useScreen();
  const { words } = useWords();
  return person => nameOf(screen, person) ?? words.transfer.somebody;
}

/** A colleague's name, or the number outside; who called and withheld it has none. */
export function useParty(): (party: Party) => string {
  const name = useName();
  const { words, formats } = useWords();
  return party =>
    'leg' in party ? formats.telephone(party.dialled) || words.call.unknownCaller : name(party.agent);
}
