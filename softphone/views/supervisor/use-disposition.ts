import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

/** The title of a disposition by its code; the code of one that is not there any more, '' for none. */
export function useDispositionTitle(): (code: string | null) => string {
  const { say } = useWords();
  const dispositions = useSeen(screen => screen.dispositions);
  return code => {
    const found = dispositions.find(one => one.code === code);
    return found ? say(found.title) : (code ?? '');
  };
}
