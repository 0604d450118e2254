import { useEffect, useState } from 'react';
import type { FlowCard } from '../../../src/http/shapes/settings.ts';
import { useWorkplace } from '../workplace-context.tsx';

/** Those that the centre has in use. Asked for before the list is opened, which would move under the pointer when they come. */
export function useFlows(): readonly FlowCard[] {
  const { api } = useWorkplace();
  const [flows, setFlows] = useState<readonly FlowCard[]>([]);
  useEffect(() => {
    let gone = false;
    api.flows().then(
      ({ items }) => {
        if (!gone) setFlows(items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api]);
  return flows;
}
