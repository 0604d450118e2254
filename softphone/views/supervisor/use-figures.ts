import { useEffect, useState } from 'react';
import type { CallsBehind, FiguresShown } from '../../../src/http/shapes/figures.ts';
import type { Api, BehindAsked, FiguresAsked, OwnBehindAsked, OwnFiguresAsked } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';

interface Read<T> {
  readonly read: T | null;
  readonly fault: LinkFault | null;
  readonly loading: boolean;
}

/** What was asked last; a late answer to another question is left. */
function useAnswer<T>(ask: () => Promise<T>, question: string): Read<T> & { again: () => void } {
  const [answer, setAnswer] = useState<Read<T>>({ read: null, fault: null, loading: true });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says all that is asked
  useEffect(() => {
    let gone = false;
    setAnswer(({ read }) => ({ read, fault: null, loading: true }));
    ask().then(
      read => {
        if (!gone) setAnswer({ read, fault: null, loading: false });
      },
      thrown => {
        if (!gone) setAnswer({ read: null, fault: asFault(thrown), loading: false });
      },
    );
    return () => {
      gone = true;
    };
  }, [question, turn]);
  return { ...answer, again: () => setTurn(before => before + 1) };
}

export const useFigures = (api: Api, asked: FiguresAsked) =>
  useAnswer<FiguresShown>(() => api.figures(asked), JSON.stringify(asked));

/** Of my own work in a span of days. */
export const useOwnFigures = (api: Api, span: OwnFiguresAsked) =>
  useAnswer<FiguresShown>(() => api.ownFigures(span), JSON.stringify(span));

/** The calls behind a number, as far as they were asked for. */
export const useBehind = (api: Api, asked: BehindAsked) =>
  useCallsRead(after => api.callsBehind({ ...asked, ...after }), JSON.stringify(asked));

/** Those behind a number of my own. */
export const useOwnBehind = (api: Api, asked: OwnBehindAsked) =>
  useCallsRead(after => api.ownCallsBehind({ ...asked, ...after }), JSON.stringify(asked));

function useCallsRead(read: (after: { readonly after?: string }) => Promise<CallsBehind>, question: string) {
  const first = useAnswer<CallsBehind>(() => read({}), question);
  const [more, setMore] = useState<{ question: string; pages: readonly CallsBehind[] }>({
    question,
    pages: [],
  });
  const [fault, setFault] = useState<LinkFault | null>(null);
  const pages = first.read === null ? [] : [first.read, ...(more.question === question ? more.pages : [])];
  const next = pages.at(-1)?.next ?? null;
  return {
    items: pages.flatMap(({ items }) => items),
    total: first.read?.total ?? null,
    loading: first.loading,
    fault: first.fault ?? fault,
    again: first.again,
    more:
      next === null
        ? null
        : () => {
            setFault(null);
            read({ after: next }).then(
              page =>
                setMore(before => ({
                  question,
                  pages: before.question === question ? [...before.pages, page] : [page],
                })),
              thrown => setFault(asFault(thrown)),
            );
          },
  };
}
