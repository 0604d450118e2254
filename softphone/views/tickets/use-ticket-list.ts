import { useEffect, useState } from 'react';
import type { TicketCard } from '../../../src/tickets/events.ts';
import type { TicketSearch } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { useScreen, useWorkplace } from '../workplace-context.tsx';

export interface TicketListing {
  readonly items: readonly TicketCard[];
  readonly total: number;
  readonly loading: boolean;
  readonly fault: LinkFault | null;
}

/** News of many tickets at once should cost one reading of the list, ms. */
const SETTLE_MS = 400;

/** A list of tickets as the server finds them; read again, quietly, when tickets change. */
export function useTicketList(search: TicketSearch): TicketListing {
  const { api } = useWorkplace();
  const { tickets } = useScreen();
  const [listing, setListing] = useState<TicketListing>({ items: [], total: 0, loading: true, fault: null });
  const asked = JSON.stringify(search);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tickets` (the news) is the reason to read again
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(
      () => {
        api.tickets(JSON.parse(asked) as TicketSearch).then(
          ({ items, total }) => {
            if (!gone) setListing({ items, total, loading: false, fault: null });
          },
          thrown => {
            if (!gone) setListing(before => ({ ...before, loading: false, fault: asFault(thrown) }));
          },
        );
      },
      listing.loading ? 0 : SETTLE_MS,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, asked, tickets]);

  return listing;
}
