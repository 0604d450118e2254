import { useCallback, useEffect, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  isStale,
  mayRepeat,
  type StepWish,
  stillOpening,
  type TicketReading,
} from '../../state/ticket-page.ts';
import { useScreen, useWorkplace } from '../workplace-context.tsx';

const ASK_AGAIN_MS = 700;

export interface TicketInHand {
  readonly reading: TicketReading;
  readonly reload: () => void;
  /** Takes a step; null when it was taken, else the fault. The page shown is the newest in either case. */
  readonly act: (wish: StepWish) => Promise<LinkFault | null>;
}

/** One ticket, kept fresh by the news of the live socket. */
export function useTicket(number: string): TicketInHand {
  const { api } = useWorkplace();
  const news = useScreen().tickets[number];
  const [reading, setReading] = useState<TicketReading>({ kind: 'loading' });
  const [tries, setTries] = useState(0);
  const [turn, setTurn] = useState(0);
  const stale = isStale(reading, news);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn`, `tries` and `stale` are reasons to read again
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    api.ticket(number).then(
      page => {
        if (!gone) setReading({ kind: 'read', page });
      },
      thrown => {
        if (gone) return;
        const fault = asFault(thrown);
        if (stillOpening(fault, tries)) {
          setReading({ kind: 'opening' });
          timer = setTimeout(() => setTries(count => count + 1), ASK_AGAIN_MS);
        } else {
          // What is already on the screen stays there: a lost connection must not empty it.
          setReading(before => (before.kind === 'read' ? before : { kind: 'failed', fault }));
        }
      },
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, number, turn, tries, stale, news?.updatedAt]);

  const reload = useCallback(() => setTurn(count => count + 1), []);

  const act = useCallback(
    async (wish: StepWish): Promise<LinkFault | null> => {
      if (reading.kind !== 'read') return null;
      const send = async (version: number) =>
        setReading({ kind: 'read', page: await api.step(number, { ...wish, version }) });
      try {
        await send(reading.page.version);
        return null;
      } catch (thrown) {
        const fault = asFault(thrown);
        if (fault.code !== 'changed-meanwhile') return fault;
        try {
          const page = await api.ticket(number);
          setReading({ kind: 'read', page });
          if (!mayRepeat(wish, fault, reading.page, page)) return fault;
          await send(page.version);
          return null;
        } catch (again) {
          return asFault(again);
        }
      }
    },
    [api, number, reading],
  );

  return { reading, reload, act };
}
