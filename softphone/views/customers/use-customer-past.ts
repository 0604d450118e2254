import { useEffect, useState } from 'react';
import type { HistoryKind } from '../../../src/tickets/customer-history.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { customerNews, type ShownPast, withNewest, withOlder } from '../../state/customer-past.ts';
import { sightKey } from '../../state/sight-key.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const PAGE = 30;
/** The end of a call is told before it is on record, and news come in swarms, ms. */
const SETTLE_MS = 600;

interface Past extends ShownPast {
  readonly loading: boolean;
  readonly fault: LinkFault | null;
}

/** A customer's past of these kinds (all if null), newest first; its newest part is read again when something came to it. */
export function useCustomerPast(
  customer: { readonly id: string; readonly name: string },
  kind: HistoryKind | null,
): Past & { readonly more: () => Promise<void> } {
  const { api } = useWorkplace();
  const { id } = customer;
  const news = useSeen(screen => customerNews(screen, customer));
  const sight = useSeen(sightKey);
  const [past, setPast] = useState<Past>({ items: [], next: null, loading: true, fault: null });
  const search = { limit: PAGE, ...(kind === null ? {} : { kinds: [kind] }) };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` and `sight` are reasons to read again
  useEffect(() => {
    let gone = false;
    const read = () =>
      api.customerHistory(id, search).then(
        newest => {
          if (!gone) setPast(shown => ({ ...withNewest(shown, newest), loading: false, fault: null }));
        },
        thrown => {
          if (!gone) setPast(shown => ({ ...shown, loading: false, fault: asFault(thrown) }));
        },
      );
    const timer = setTimeout(() => void read(), past.loading ? 0 : SETTLE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, id, kind, news, sight]);

  async function more(): Promise<void> {
    if (past.next === null) return;
    const answer = await api.customerHistory(id, { ...search, before: past.next }).then(
      older => ({ older, fault: null }),
      (thrown: unknown) => ({ older: null, fault: asFault(thrown) }),
    );
    setPast(shown => ({
      ...shown,
      ...(answer.older ? withOlder(shown, answer.older) : {}),
      fault: answer.fault,
    }));
  }

  return { ...past, more };
}
