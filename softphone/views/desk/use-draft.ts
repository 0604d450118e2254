import { useCallback, useState } from 'react';
import { storedDrafts } from '../../state/drafts.ts';

export const drafts = storedDrafts(sessionStorage);

/**
 * Text that survives a reload and a lost connection. `saved` is what the server has; a draft equal to it is no draft.
 * Returns the text to show, how to change it, and how to forget the draft.
 */
export function useDraft(key: string, saved = ''): [string, (text: string) => void, () => void] {
  const [, redraw] = useState(0);
  const draft = drafts.read(key);
  const write = useCallback(
    (text: string) => {
      drafts.write(key, text === saved ? '' : text);
      redraw(count => count + 1);
    },
    [key, saved],
  );
  const forget = useCallback(() => {
    drafts.write(key, '');
    redraw(count => count + 1);
  }, [key]);
  return [draft || saved, write, forget];
}
