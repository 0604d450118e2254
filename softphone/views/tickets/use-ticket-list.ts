import { useEffect, useState } from 'react';
import type { TicketCard } from '../../../src/tickets/events.ts';
import type { TicketSearch } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { sightKey } from '../../state/sight-key.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

export interface TicketListing {
  readonly items: readonly TicketCard[];
  readonly total: number;
  readonly loading: boolean;
  readonly fault: LinkFault | null;
}

/** News of many tickets at once should cost one reading of the list, ms. */
const SETTLE_MS = 400;

/** A list of tickets as the server finds them; read again, quietly, when tickets change. Null asks for none. */
export function useTicketList(search: TicketSearch | null): TicketListing {
  const { api } = useWorkplace();
  const tickets = useSeen(screen => screen.tickets);
  const sight = useSeen(sightKey);
  const [listing, setListing] = useState<TicketListing>({ items: [], total: 0, loading: true, fault: null });
  const asked = JSON.stringify(search);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tickets` (the changes) and `sight` are reasons to read again
  useEffect(() => {
    let gone = false;
    if (asked === 'null') {
      setListing({ items: [], total: 0, loading: false, fault: null });
      return;
    }
    const timer = setTimeout(
      () => {
        api.tickets(JSON.parse(asked) as TicketSearch).then(
          ({ items, total }) => {
            if (!gone) setListing({ items, total, loading: false, fault: null });
          },
          thrown => {
            if (!gone) setListing(before => withFault(before, asFault(thrown)));
          },
        );
      },
      listing.loading ? 0 : SETTLE_MS,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, asked, tickets, sight]);

  return listing;
}

/** What was found before stays on the screen, unless it is not what is asked for now. */
function withFault(before: TicketListing, fault: LinkFault): TicketListing {
  return fault.code === 'search-too-short'
    ? { items: [], total: 0, loading: false, fault }
    : { ...before, loading: false, fault };
}
