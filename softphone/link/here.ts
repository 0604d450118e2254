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

/** A page that nobody sees has no frames: there it is at the latest this, ms. */
const UNSEEN_FRAME_MS = 50;

/** Runs this with the next frame of the page. */
export function nextFrame(run: () => void): () => void {
  const once = () => {
    cancel();
    run();
  };
  const frame = requestAnimationFrame(once);
  const unseen = setTimeout(once, UNSEEN_FRAME_MS);
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(unseen);
  };
  return cancel;
}
