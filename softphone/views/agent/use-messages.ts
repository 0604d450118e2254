import { useCallback, useEffect, useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { useNews } from '../use-news.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const SHOWN = 50;

export interface Messages {
  /** Newest first. */
  readonly items: readonly RecordingCard[];
  readonly unheard: number;
  /** One of them is being listened to. */
  readonly listened: (id: string) => void;
}

/** Voice messages that callers have left for me; read again when recordings change. */
export function useMessages(): Messages {
  const { api } = useWorkplace();
  const recordingNews = useNews('recordingNews');
  const agent = useSeen(({ who }) => who.person.id);
  const [items, setItems] = useState<readonly RecordingCard[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    let gone = false;
    api.recordings({ kind: 'message', agent, limit: SHOWN }).then(
      list => {
        if (!gone) setItems(list.items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, agent, recordingNews]);

  const listened = useCallback(
    (id: string) => setItems(all => all.map(each => (each.id === id ? { ...each, heard: true } : each))),
    [],
  );
  return { items, unheard: items.filter(({ heard }) => !heard).length, listened };
}
