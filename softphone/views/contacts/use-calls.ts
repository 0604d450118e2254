import { useEffect, useState } from 'react';
import type { CallCard } from '../../../src/http/shapes/calls.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { me } from '../../state/screen.ts';
import { useNews } from '../use-news.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

export type Whose = 'mine' | 'missed' | 'made';

/** The newest ones. */
const SHOWN = 100;
/** The last facts of a call have reached the records this long after it, ms. */
const TOLD_MS = 1_500;

interface Calls {
  readonly items: readonly CallCard[];
  readonly loading: boolean;
  readonly fault: LinkFault | null;
}

/** Calls of mine; read again when what I do changes, and once more when the records know of it. */
export function useCalls(whose: Whose): Calls & { readonly again: () => void } {
  const { api } = useWorkplace();
  const [calls, setCalls] = useState<Calls>({ items: [], loading: true, fault: null });
  const [tries, setTries] = useState(0);
  const news = useNews('callNews');
  const isUp = useSeen(screen => screen.link === 'up');
  // Who is rung no more may have missed a call, and who works no more has ended one.
  const work = useSeen(screen => me(screen)?.work.kind ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are reasons to read again
  useEffect(() => {
    let gone = false;
    const read = () => {
      api.calls(SHOWN, whose).then(
        ({ items }) => {
          if (!gone) setCalls({ items, loading: false, fault: null });
        },
        thrown => {
          if (!gone) setCalls(before => ({ ...before, loading: false, fault: asFault(thrown) }));
        },
      );
    };
    read();
    const later = setTimeout(read, TOLD_MS);
    return () => {
      gone = true;
      clearTimeout(later);
    };
  }, [api, whose, tries, news, isUp, work]);
  return { ...calls, again: () => setTries(count => count + 1) };
}
