import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { callArea } from '../../state/call-area.ts';
import { pageTitle } from '../../state/page-title.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/**
 * What the page tells outside its painted surface: `data-*` of the body for tests and support, the tab's title,
 * and the browser's question before a call is closed with its tab.
 */
export function useTraces(): void {
  const workplace = useWorkplace();
  const { words } = useWords();
  const [path] = useLocation();
  const query = useSearch();
  const traces = useSeen(screen => ({
    phoneState: screen.phone.line.kind,
    sipCall: screen.phone.call?.phase ?? 'none',
    callState: callArea(screen).kind,
    linkState: screen.link,
  }));
  const inCall = traces.sipCall !== 'none';
  const ringing = traces.callState === 'ringing';

  useEffect(() => {
    Object.assign(document.body.dataset, traces);
  }, [traces]);

  const title = pageTitle(path, query, words);
  useEffect(() => {
    document.title = ringing ? `☎ ${words.call.ringing}` : title;
  }, [ringing, title, words]);

  useEffect(() => {
    if (!inCall) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [inCall]);

  useEffect(() => {
    const unlock = () => {
      workplace.tones.unlock();
      if (workplace.sound.state().unheard) workplace.sound.resumePlayback();
    };
    window.addEventListener('pointerdown', unlock, { once: true });
    window.addEventListener('keydown', unlock, { once: true });
    return () => {
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
    };
  }, [workplace]);
}
