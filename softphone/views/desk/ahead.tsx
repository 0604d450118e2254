import { useEffect } from 'react';
import { isCalm } from '../../state/calm.ts';
import { loadAhead, type WhenIdle } from '../load-ahead.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

/** What the page reads for itself comes first, ms. */
const AFTER_MS = 1000;
/** A page that is never idle loads them all the same, ms. */
const AT_THE_LATEST_MS = 3000;

const whenIdle: WhenIdle = run => {
  // Safari has no such callback.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: AT_THE_LATEST_MS });
  return () => cancelIdleCallback(asked);
};

/** Stands on a page that is drawn: what will be wanted on it is loaded while nothing else is to be done. */
export function Ahead(): null {
  const { language } = useWords();
  const calm = useSeen(isCalm);
  useEffect(() => {
    if (!calm) return;
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      stop = loadAhead(language, whenIdle, () => {
        document.body.dataset.ahead = 'loaded';
      });
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [calm, language]);
  return null;
}
