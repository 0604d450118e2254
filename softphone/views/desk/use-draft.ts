import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { type DraftState, type Drafts, draftState } from '../../state/drafts.ts';

export const DraftsContext = createContext<Drafts | null>(null);

/** A text field whose words the server gets later. */
export interface DraftInHand {
  /** What the field shows: the draft, else what the server has. */
  readonly text: string;
  readonly state: DraftState;
  /** The text on the server that the draft was written over. */
  readonly base: string;
  readonly write: (text: string) => void;
  readonly forget: () => void;
  /** The person has seen what stands there now, and puts their own text over it; gives back its new base. */
  readonly writeOver: () => string;
}

/** Text that survives a reload, a lost connection and the end of a session. `saved` is what the server has. */
export function useDraftOver(key: string, saved: string): DraftInHand {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('there are no drafts here');
  const draft = useSyncExternalStore(drafts.watch, () => drafts.read(key));
  const state = draftState(draft, saved);
  const base = state === 'none' || draft === null ? saved : draft.base;
  const write = useCallback(
    (text: string) => {
      if (text === saved) drafts.forget(key);
      else drafts.write(key, { text, base, at: Date.now() });
    },
    [drafts, key, saved, base],
  );
  const forget = useCallback(() => drafts.forget(key), [drafts, key]);
  const writeOver = useCallback(() => {
    const mine = drafts.read(key);
    if (mine !== null) drafts.write(key, { ...mine, base: saved });
    return saved;
  }, [drafts, key, saved]);
  return { text: draft?.text ?? saved, state, base, write, forget, writeOver };
}

/** The same for what replaces nothing: the text to show, how to change it, and how to forget the draft. */
export function useDraft(key: string): [string, (text: string) => void, () => void] {
  const { text, write, forget } = useDraftOver(key, '');
  return [text, write, forget];
}
