import { useEffect } from 'react';
import { can } from '../../../src/rights/capabilities.ts';
import { callArea } from '../../state/call-area.ts';
import { isLeaving } from '../../state/screen.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** Keeps the calls that I have promised: read when they change, and after a call of mine, which may have been one of them. */
export function useScheduled(): void {
  const { api, store } = useWorkplace();
  const may = useSeen(screen => can(screen.who.person, 'telephone') && !isLeaving(screen));
  const news = useSeen(screen => screen.scheduledNews);
  const ended = useSeen(screen => screen.scheduled.length > 0 && callArea(screen).kind === 'idle');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    // Before the first snapshot there is no word from the server.
    if (!may || news === 0) return;
    let gone = false;
    api.scheduledCalls('open').then(
      ({ items }) => {
        if (!gone) store.send({ kind: 'scheduled', items });
      },
      // The link says that the server is away, and when it is back there is a snapshot.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, store, may, news, ended]);
}
