import type { TicketCard } from '../../../src/tickets/events.ts';
import { nameOf } from '../../state/screen.ts';
import { useSeen } from '../workplace-context.tsx';

/** Who of ours called whom, of a ticket that such a call opened; null for all others. */
export function useInternalPair({ internal }: Pick<TicketCard, 'internal'>): string | null {
  const caller = useSeen(screen => nameOf(screen, internal?.caller ?? null));
  const called = useSeen(screen => nameOf(screen, internal?.called ?? null));
  return internal === null ? null : `${caller ?? internal.caller} → ${called ?? internal.called}`;
}
