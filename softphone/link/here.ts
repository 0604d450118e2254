import type { Clock } from '../../src/kit/clock.ts';
import { type TabLock, webTabLock } from '../phone/tab-lock.ts';

/** The browser's own clock and timers. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const handle = setTimeout(run, ms);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** Where this page's own WebSockets live: one origin for pages, API, events and telephone. */
export const socketAddress = (path: string) =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;

/** This browser's own lock of that name, over all its tabs. */
export const tabLockOf = (name: string): TabLock =>
  webTabLock(name, {
    locks: 'locks' in navigator ? navigator.locks : null,
    openChannel: channel => new BroadcastChannel(channel),
    clock: browserClock,
  });

/** What comes in the moment in which a call is answered comes in so many ms. */
const TOGETHER_MS = 8;

/**
 * Runs this a moment later, in time for the next frame of the page; at once where nobody sees it, for its timers are slow. Not with
 * `requestAnimationFrame`: the browser makes a whole frame for it, which on a busy floor costs more than what is drawn in it, and for
 * most changes nothing is.
 */
export function nextFrame(run: () => void): () => void {
  let isOver = false;
  const once = () => {
    if (isOver) return;
    cancel();
    run();
  };
  const timer = setTimeout(once, TOGETHER_MS);
  const cancel = () => {
    isOver = true;
    clearTimeout(timer);
  };
  if (document.visibilityState === 'hidden') queueMicrotask(once);
  return cancel;
}
