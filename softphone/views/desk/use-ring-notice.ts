import { useEffect, useEffectEvent } from 'react';
import { useLocation } from 'wouter';
import { showNotice } from '../../phone/desktop-notice.ts';
import { helpNotice } from '../../state/help.ts';
import { ringNotice } from '../../state/ring-notice.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

/** Tells on the desktop that it rings, or that help is asked for, while this window is behind others; gone with the ring, or when it is looked at. */
export function useRingNotice(): void {
  const { words } = useWords();
  const [, go] = useLocation();
  const notice = useSeen(screen => ringNotice(screen, words) ?? helpNotice(screen, words));
  const show = useEffectEvent(() =>
    notice
      ? showNotice(notice.title, notice.body, () => {
          window.focus();
          go(notice.to);
        })
      : () => undefined,
  );
  // The telephone rings a moment before the centre says for which queue.
  const rings = notice?.to === '/supervisor' ? notice.title : notice?.body;
  useEffect(() => {
    if (rings === undefined) return;
    let close: () => void = () => undefined;
    const left = () => {
      close();
      close = show();
    };
    const seen = () => close();
    if (!document.hasFocus()) left();
    window.addEventListener('blur', left);
    window.addEventListener('focus', seen);
    window.addEventListener('pagehide', seen);
    return () => {
      close();
      window.removeEventListener('blur', left);
      window.removeEventListener('focus', seen);
      window.removeEventListener('pagehide', seen);
    };
  }, [rings]);
}
