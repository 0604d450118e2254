import { useEffect, useRef, useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import type { Api } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { callArea, presentTicket } from '../../state/call-area.ts';
import { lacksEndOf } from '../../state/history.ts';
import { sightKey } from '../../state/sight-key.ts';
import {
  changeSince,
  isStale,
  mayBeOpening,
  type StepWish,
  type TicketReading,
  toldOfCalls,
} from '../../state/ticket-page.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** The live feed tells of the opened ticket; should it be away just then, the list is looked at again, ms. */
const LOOK_AGAIN_MS = 2_000;

/** News of a ticket come several at once, as when its call is answered: it is read again when they have settled, ms. */
const NEWS_SETTLE_MS = 500;

/** The last facts of a call have reached the database this long after it, ms. */
const CALL_TOLD_MS = 1_000;

/** Looked at once more where that brought nothing: the database may be behind, ms. */
const TOLD_LATE_MS = 5_000;

export interface TicketInHand {
  readonly reading: TicketReading;
  readonly reload: () => void;
  /** Takes a step; null when it was taken, else the fault. The page shown is the newest in either case. */
  readonly act: (wish: StepWish) => Promise<LinkFault | null>;
}

/** One ticket, kept fresh by the live socket. */
export function useTicket(number: string): TicketInHand {
  const { api, store } = useWorkplace();
  const changed = useSeen(screen => screen.tickets[number]);
  const [reading, setReading] = useState<TicketReading>({ kind: 'loading' });
  const [turn, setTurn] = useState(0);
  const readFor = useRef<string | null>(null);
  /** When the news are read that have come since, epoch ms. */
  const due = useRef<number | null>(null);
  const stale = isStale(reading, changed);
  const sight = useSeen(sightKey);
  const opens = useSeen(screen => screen.ending === null && mayBeOpening(screen, number));
  const doubtful = reading.kind !== 'read' && opens;

  const reason = `${number} ${turn} ${sight}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news of the ticket is a reason to read again
  useEffect(() => {
    const isNews = readFor.current === reason;
    if (isNews && !stale) return;
    let gone = false;
    const load = () =>
      read(api, number, doubtful, () => !gone).then(
        page => {
          if (gone) return;
          readFor.current = reason;
          due.current = null;
          setReading(page === null ? { kind: 'opening' } : { kind: 'read', page });
          if (page !== null) store.send({ kind: 'ticket-read', ticket: page });
          if (page === null) timer = setTimeout(() => setTurn(count => count + 1), LOOK_AGAIN_MS);
        },
        thrown => {
          if (gone) return;
          readFor.current = reason;
          due.current = null;
          const fault = asFault(thrown);
          // What is already on the screen stays there: a lost connection must not empty it.
          setReading(before =>
            before.kind === 'read' && fault.code !== 'not-in-sight' ? before : { kind: 'failed', fault },
          );
        },
      );
    // What is read already stays on the page meanwhile; what is not, is waited for.
    const settles = isNews && reading.kind === 'read';
    const now = Date.now();
    if (settles && due.current === null) due.current = now + NEWS_SETTLE_MS;
    let timer = setTimeout(load, settles ? (due.current ?? now) - now : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, store, reason, stale, changed?.updatedAt]);

  const endedCall = useSeen(screen => {
    const area = callArea(screen);
    return area.kind === 'wrap-up' && presentTicket(screen, area) === number ? area.id : null;
  });
  useEffect(() => {
    if (endedCall === null || reading.kind !== 'read') return;
    if (!lacksEndOf(endedCall, reading.page.timeline)) return;
    const timer = setTimeout(() => setTurn(count => count + 1), CALL_TOLD_MS);
    return () => clearTimeout(timer);
  }, [endedCall, reading]);

  // What happens in a call is in its history a moment later, and no news of the ticket tells it.
  const told = useSeen(screen => toldOfCalls(screen, number));
  const isRead = reading.kind === 'read';
  const entries = reading.kind === 'read' ? reading.page.timeline.length : 0;
  const shown = useRef(entries);
  const hadCall = useRef(false);
  useEffect(() => {
    shown.current = entries;
  }, [entries]);
  useEffect(() => {
    const isNews = told !== '' || hadCall.current;
    hadCall.current = told !== '';
    if (!isRead || !isNews) return;
    const before = shown.current;
    const again = () => setTurn(count => count + 1);
    const timers = [
      setTimeout(again, CALL_TOLD_MS),
      setTimeout(() => shown.current === before && again(), TOLD_LATE_MS),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [told, isRead]);

  const reload = () => setTurn(count => count + 1);

  const act = async (wish: StepWish): Promise<LinkFault | null> => {
    if (reading.kind !== 'read') return null;
    try {
      const page = await api.step(number, { ...wish, version: reading.page.version });
      setReading({ kind: 'read', page });
      store.send({ kind: 'ticket-read', ticket: page });
      return null;
    } catch (thrown) {
      const fault = asFault(thrown);
      return fault.code === 'changed-meanwhile' ? lookAgain(reading.page, fault) : fault;
    }
  };

  /** What the step rests on has changed: the person sees that, and by whom, before they decide again. */
  const lookAgain = async (before: TicketPage, fault: LinkFault): Promise<LinkFault> => {
    const page = await api.ticket(number).catch(() => null);
    if (page === null) {
      reload();
      return fault;
    }
    setReading({ kind: 'read', page });
    store.send({ kind: 'ticket-read', ticket: page });
    const change = changeSince(before, page);
    return change === null ? fault : fault.after(change.words);
  };

  return { reading, reload, act };
}

/**
 * The ticket, or null while there is only its number. Lists are asked first when in doubt: they find nothing in peace.
 * Whoever has declined its call meanwhile may not read it any more, and does not ask.
 */
async function read(
  api: Api,
  number: string,
  doubtful: boolean,
  isShown: () => boolean,
): Promise<TicketPage | null> {
  if (doubtful) {
    const { items } = await api.tickets({ text: number, limit: 1 });
    if (!isShown() || !items.some(card => card.number === number)) return null;
  }
  return api.ticket(number);
}
