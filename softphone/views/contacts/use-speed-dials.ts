import { useEffect, useState } from 'react';
import type { SpeedDial } from '../../../src/http/shapes/contacts.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** Mine, by slot. `turn`: another value when something of the contacts has changed. */
export function useSpeedDials(may: boolean, turn: number): ReadonlyMap<number, SpeedDial> {
  const { api } = useWorkplace();
  const isUp = useSeen(screen => screen.link === 'up');
  const [dials, setDials] = useState<ReadonlyMap<number, SpeedDial>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: that something has changed, or the server is back, is a reason to read again
  useEffect(() => {
    if (!may) return;
    let gone = false;
    api.speedDials().then(
      ({ items }) => {
        if (!gone) setDials(new Map(items.map(dial => [dial.slot, dial])));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, may, turn, isUp]);
  return dials;
}
