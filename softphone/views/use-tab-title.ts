import { useEffect } from 'react';
import { useWords } from './words-context.tsx';

/** Names the tab of a page that is outside the desk; the desk's pages have `state/page-title.ts`. */
export function useTabTitle(title: string): void {
  const { words } = useWords();
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title, words]);
}
