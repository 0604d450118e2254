import { useEffect, useState } from 'react';
import { can } from '../../src/rights/capabilities.ts';
import { isLeaving } from '../state/screen.ts';
import { useSeen, useWorkplace } from './workplace-context.tsx';

/**
 * Whether I may choose that who I call sees no number; false until it is known, and for who calls nobody. It is asked for again
 * when `moment` is another one.
 */
export function useMayWithhold(moment: unknown): boolean {
  const { api } = useWorkplace();
  const calls = useSeen(screen => can(screen.who.person, 'telephone') && !isLeaving(screen));
  const [may, setMay] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is a reason to ask again
  useEffect(() => {
    if (!calls) return;
    let gone = false;
    api.ownOutgoing().then(
      own => {
        if (!gone) setMay(own.mayWithhold);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, calls, moment]);
  return calls && may;
}
