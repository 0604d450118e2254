/** Only one tab may hold the telephone of an account: two would take each other's calls without knowing it. */
export interface TabLock {
  /** True when this tab has it now. With `take` it is taken from the tab that has it. */
  claim(take: boolean, lost: () => void): Promise<boolean>;
  release(): void;
}

/** A page that is just being left or loaded anew frees the lock within this time, ms. */
const HAND_OVER_MS = 1_500;

/** The browser's own locks: freed by themselves when a tab closes, crashes or reloads. */
export function webTabLock(name: string): TabLock {
  let letGo: (() => void) | null = null;
  let asking: Promise<boolean> | null = null;
  const release = () => {
    letGo?.();
    letGo = null;
  };
  return {
    release,
    claim(take, lost) {
      // Without Web Locks (an insecure origin) there is no microphone either; nothing to protect.
      if (!('locks' in navigator)) return Promise.resolve(true);
      if (letGo) return Promise.resolve(true);
      if (asking && !take) return asking;
      asking = new Promise<boolean>(resolve => {
        const how = take ? { steal: true } : { signal: AbortSignal.timeout(HAND_OVER_MS) };
        let had = false;
        navigator.locks
          .request(name, how, () => {
            had = true;
            const held = new Promise<void>(done => {
              letGo = done;
            });
            resolve(true);
            return held;
          })
          .catch(() => {
            // Either nobody let go in time, or another tab stole the lock from us.
            if (!had) {
              resolve(false);
              return;
            }
            letGo = null;
            lost();
          });
      }).finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
