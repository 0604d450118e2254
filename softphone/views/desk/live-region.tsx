import { useEffect, useState } from 'react';
import { announce } from '../../state/announce.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Says the turns of a call to people who do not see the screen. */
export function LiveRegion() {
  const { store } = useWorkplace();
  const { words, say, formats } = useWords();
  const [said, setSaid] = useState({ text: '', count: 0 });
  useEffect(
    () =>
      store.watch(before => {
        const text = announce(before, store.get(), { words, say, formats });
        // A new element each time: the same words twice would be said once.
        if (text) setSaid(({ count }) => ({ text, count: count + 1 }));
      }),
    [store, words, say, formats],
  );
  return (
    <div className="sr-only" aria-live="assertive" role="status" data-said>
      <span key={said.count}>{said.text}</span>
    </div>
  );
}
