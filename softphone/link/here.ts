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

/** A page that is covered while it waits for a frame gets none: then it waits no longer than this, ms. */
const COVERED_MS = 50;

/** Runs this with the next frame of the page; at once where nobody sees it, for it has no frames and its timers are slow. */
export function nextFrame(run: () => void): () => void {
  let isOver = false;
  const once = () => {
    if (isOver) return;
    cancel();
    run();
  };
  const frame = requestAnimationFrame(once);
  const covered = setTimeout(once, COVERED_MS);
  const cancel = () => {
    isOver = true;
    cancelAnimationFrame(frame);
    clearTimeout(covered);
  };
  if (document.visibilityState === 'hidden') queueMicrotask(once);
  return cancel;
}
