import { useEffect, useState } from 'react';
import type { OwnOutgoing } from '../../src/http/shapes/settings.ts';
import type { Entry } from '../../src/outgoing/entries.ts';
import { can } from '../../src/rights/capabilities.ts';
import { isLeaving } from '../state/screen.ts';
import { useSeen, useWorkplace } from './workplace-context.tsx';

/**
 * What the centre's policies say of the calls that I make; null until it is known, and for who calls nobody. It is asked for again
 * when `moment` is another one.
 */
export function useOwnOutgoing(moment: unknown): OwnOutgoing | null {
  const { api } = useWorkplace();
  const calls = useSeen(screen => can(screen.who.person, 'telephone') && !isLeaving(screen));
  const [known, setKnown] = useState<OwnOutgoing | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is a reason to ask again
  useEffect(() => {
    if (!calls) return;
    let gone = false;
    api.ownOutgoing().then(
      own => {
        if (!gone) setKnown(own);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, calls, moment]);
  return calls ? known : null;
}

/** Whether I may choose that who I call sees no number. */
export const useMayWithhold = (moment: unknown): boolean => useOwnOutgoing(moment)?.mayWithhold ?? false;

/**
 * Whether a way out is open to me, by what is known: nobody is offered a call that is refused whatever its number, and the server
 * decides. Null is a call among ours, which needs none.
 */
export const mayGo = (known: OwnOutgoing | null, way: Entry | null): boolean =>
  way === null || known === null || known.entries.includes(way);

export function useWaysOut(moment: unknown): (way: Entry | null) => boolean {
  const known = useOwnOutgoing(moment);
  return way => mayGo(known, way);
}
