import { useEffect, useRef, useState } from 'react';
import type { ContactScope } from '../../../src/contacts/contact.ts';
import type { ContactCard } from '../../../src/http/shapes/contacts.ts';
import type { Api, ContactSearch } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** So many at a time. */
const PAGE = 100;

interface Book {
  readonly items: readonly ContactCard[];
  readonly total: number;
  /** Nothing is known yet of what is asked for. */
  readonly loading: boolean;
  readonly fault: LinkFault | null;
}

interface BookInHand extends Book {
  readonly more: () => void;
  readonly again: () => void;
}

/** Who fits a text; answers to a text before are dropped. What was found stays when the server is away, and is read when it is back. */
export function useBook(text: string, scope: ContactScope | null, turn: number): BookInHand {
  const { api } = useWorkplace();
  const isUp = useSeen(screen => screen.link === 'up');
  const [tries, setTries] = useState(0);
  const [book, setBook] = useState<Book>({ items: [], total: 0, loading: true, fault: null });
  /** What is asked for, and how much of it is shown. */
  const shown = useRef({ asked: '', pages: 1 });
  const asked = JSON.stringify({
    ...(text === '' ? {} : { text }),
    ...(scope === null ? {} : { scope }),
  });

  const failed = (thrown: unknown) => {
    const fault = asFault(thrown);
    const nothing = fault.code === 'search-too-short' ? { items: [], total: 0 } : {};
    setBook(before => ({ ...before, ...nothing, loading: false, fault }));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: that something has changed, or the server is back, is a reason to read again
  useEffect(() => {
    let gone = false;
    if (shown.current.asked !== asked) shown.current = { asked, pages: 1 };
    read(api, asked, shown.current.pages).then(
      found => {
        if (!gone) setBook({ ...found, loading: false, fault: null });
      },
      thrown => {
        if (!gone) failed(thrown);
      },
    );
    return () => {
      gone = true;
    };
  }, [api, asked, turn, tries, isUp]);

  const more = () => {
    const { pages } = shown.current;
    api.book({ ...search(asked), limit: PAGE, offset: pages * PAGE }).then(
      answer => {
        if (shown.current.asked !== asked || shown.current.pages !== pages) return;
        shown.current = { asked, pages: pages + 1 };
        setBook(before => ({
          items: [...before.items, ...answer.items],
          total: answer.total,
          loading: false,
          fault: null,
        }));
      },
      thrown => {
        if (shown.current.asked === asked) failed(thrown);
      },
    );
  };
  return { ...book, more, again: () => setTries(count => count + 1) };
}

const search = (asked: string) => JSON.parse(asked) as Pick<ContactSearch, 'text' | 'scope'>;

async function read(
  api: Api,
  asked: string,
  pages: number,
): Promise<{ items: readonly ContactCard[]; total: number }> {
  let items: readonly ContactCard[] = [];
  for (let page = 0; ; page += 1) {
    const answer = await api.book({ ...search(asked), limit: PAGE, offset: page * PAGE });
    items = [...items, ...answer.items];
    if (page + 1 >= pages || items.length >= answer.total) return { items, total: answer.total };
  }
}
