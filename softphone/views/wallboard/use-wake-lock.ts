import { useEffect } from 'react';

/** Keeps the screen from going dark while the page is shown; where the browser has no such thing, the screen's own settings decide. */
export function useWakeLock(): void {
  useEffect(() => {
    let held: WakeLockSentinel | null = null;
    let gone = false;
    const hold = () => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        lock => {
          if (gone) void lock.release();
          else held = lock;
        },
        () => undefined,
      );
    };
    hold();
    // The browser lets it go when the page is covered.
    document.addEventListener('visibilitychange', hold);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', hold);
      void held?.release();
    };
  }, []);
}
