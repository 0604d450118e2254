import type { Dictionary } from '../words/es.ts';
import type { Screen } from './screen.ts';

/** The one thing to tell in the header, quietly. `take`: offers to bring the telephone to this tab. */
export interface Notice {
  readonly key: string;
  readonly tone: 'warning' | 'info';
  readonly text: string;
  readonly take: boolean;
}

/** The most pressing notice, or null when all is well. `unlocked`: the browser lets the page make sounds. */
export function notice(screen: Screen, unlocked: boolean, words: Dictionary): Notice | null {
  const { line } = screen.phone;
  const warn = (key: string, text: string, take = false): Notice => ({ key, tone: 'warning', text, take });
  if (screen.link === 'away') return warn('link-away', words.banner.linkAway);
  if (screen.callsAway) return warn('calls-away', words.banner.callsAway);
  if (screen.who.phone === null) return null;
  if (line.kind === 'elsewhere') {
    return warn('elsewhere', line.taken ? words.banner.taken : words.banner.elsewhere, true);
  }
  if (line.kind === 'refused') return warn('refused', words.banner.refused(line.status));
  if (screen.microphone === 'denied') return warn('microphone-denied', words.banner.microphoneDenied);
  if (screen.microphone === 'missing') return warn('microphone-missing', words.banner.microphoneMissing);
  if (!unlocked) return { key: 'silent', tone: 'info', text: words.banner.silent, take: false };
  return null;
}
