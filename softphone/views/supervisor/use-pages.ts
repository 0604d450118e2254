import { useEffect, useRef, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';

/** One page of a list that is read on and on. */
export interface PageOf<Item> {
  readonly items: readonly Item[];
  /** How many there are in all, where that is told. */
  readonly total?: number;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

export interface Pages<Item> {
  /** Null before the first answer. */
  readonly items: readonly Item[] | null;
  readonly total: number;
  readonly fault: LinkFault | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly more: () => void;
}

interface Read<Item> {
  readonly items: readonly Item[] | null;
  readonly total: number;
  readonly next: string | null;
  readonly fault: LinkFault | null;
  readonly loading: boolean;
}

/**
 * A list, read page by page. It begins anew with another `key`, which stands for what is asked; what was read of it before stays until
 * the answer comes, and an answer that comes late is not taken.
 */
export function usePages<Item>(
  key: string | null,
  read: (after: string | null) => Promise<PageOf<Item>>,
): Pages<Item> {
  const [state, setState] = useState<Read<Item>>({
    items: null,
    total: 0,
    next: null,
    fault: null,
    loading: true,
  });
  const asked = useRef(key);
  const reader = useRef(read);
  useEffect(() => {
    asked.current = key;
    reader.current = read;
  });

  const ask = (after: string | null) => {
    const mine = asked.current;
    setState(known => ({ ...known, loading: true, fault: null }));
    reader.current(after).then(
      page => {
        if (asked.current !== mine) return;
        setState(known => ({
          items: after === null ? page.items : [...(known.items ?? []), ...page.items],
          total: page.total ?? 0,
          next: page.next,
          fault: null,
          loading: false,
        }));
      },
      thrown => {
        if (asked.current === mine) setState(known => ({ ...known, fault: asFault(thrown), loading: false }));
      },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is the only reason to begin anew
  useEffect(() => {
    if (key !== null) ask(null);
  }, [key]);

  return {
    items: state.items,
    total: state.total,
    fault: state.fault,
    hasMore: state.next !== null,
    loading: state.loading,
    more: () => {
      if (!state.loading && state.next !== null) ask(state.next);
    },
  };
}
