import { useCallback, useEffect, useState } from 'react';
import type { AuditCard } from '../../../src/audit/events.ts';
import type { AuditState } from '../../../src/http/shapes/audit.ts';
import type { Api, AuditSearch } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';

/** Rows of one page. */
const SHOWN = 50;
/** How often it is asked whether a look at the whole chain has ended, ms. */
const ASK_EVERY_MS = 1_500;

/** The rows that a search finds, as far as they were asked for, and how the chain stands. */
export function useAudit(api: Api, search: AuditSearch) {
  const [cards, setCards] = useState<readonly AuditCard[] | null>(null);
  const [total, setTotal] = useState(0);
  const [state, setState] = useState<AuditState | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is the reason to read again
  useEffect(() => {
    let gone = false;
    Promise.all([api.audit({ ...search, limit: SHOWN }), api.auditState()]).then(
      ([list, known]) => {
        if (gone) return;
        setCards(list.items);
        setTotal(list.total);
        setState(known);
        setFault(null);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, search, turn]);

  const checking = state?.checking ?? false;
  useEffect(() => {
    if (!checking) return;
    const timer = setInterval(() => {
      api.auditState().then(setState, thrown => setFault(asFault(thrown)));
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [api, checking]);

  const more = useCallback(async () => {
    const before = cards?.at(-1)?.seq;
    if (before === undefined) return;
    try {
      const list = await api.audit({ ...search, limit: SHOWN, before });
      setCards(shown => [...(shown ?? []), ...list.items]);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  }, [api, cards, search]);

  const check = useCallback(() => {
    api.checkAudit().then(setState, thrown => setFault(asFault(thrown)));
  }, [api]);

  return { cards, total, state, fault, more, check, reload: () => setTurn(known => known + 1) };
}
