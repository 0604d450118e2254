import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Api } from '../../link/api.ts';
import { asFault } from '../../link/fault.ts';
import type { CallWish } from '../../state/contact-call.ts';
import type { Screen } from '../../state/screen.ts';
import { contactsWords } from '../../words/contacts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Why something was not done, and what was; shown until something else is wished. */
export interface Told {
  readonly kind: 'done' | 'refused';
  readonly text: string;
}

interface Calling {
  readonly told: Told | null;
  readonly tell: (told: Told | null) => void;
  /** Calls as the wish says that is made of the screen as it is at this moment. */
  readonly call: (wished: (screen: Screen) => CallWish) => void;
}

/** The calls that are made from the contacts: they lead to the call, and a refusal is told. */
export function useCall(): Calling {
  const { api, store } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(contactsWords);
  const [, go] = useLocation();
  const [told, tell] = useState<Told | null>(null);
  const [busy, setBusy] = useState(false);

  const call = (wished: (screen: Screen) => CallWish) => {
    if (busy) return;
    const wish = wished(store.get());
    if (wish.do === 'none') return tell({ kind: 'refused', text: own.not[wish.why] });
    tell(null);
    setBusy(true);
    carryOut(api, wish)
      .then(
        () => go('/agent'),
        thrown => tell({ kind: 'refused', text: say(asFault(thrown).words) }),
      )
      .then(() => setBusy(false));
  };
  return { told, tell, call };
}

function carryOut(api: Api, wish: Exclude<CallWish, { do: 'none' }>): Promise<unknown> {
  switch (wish.do) {
    case 'call-out':
      return api.callOut(wish.body);
    case 'call-back':
      return api.callBack(wish.ticket, wish.body);
    case 'consult':
      return api.consult(wish.call, { colleague: wish.colleague, note: '' });
    default:
      return wish satisfies never;
  }
}
