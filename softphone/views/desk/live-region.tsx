import { useEffect, useState } from 'react';
import { announce } from '../../state/announce.ts';
import { callArea } from '../../state/call-area.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Says the turns of a call to people who do not see the screen. */
export function LiveRegion() {
  const { store } = useWorkplace();
  const { words } = useWords();
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      store.watch(before => {
        const text = announce(callArea(before), callArea(store.get()), words);
        if (text) setSaid(text);
      }),
    [store, words],
  );
  return (
    <div className="sr-only" aria-live="assertive" role="status">
      {said}
    </div>
  );
}
