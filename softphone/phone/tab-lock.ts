/** Only one tab may hold the telephone of an account: two would take each other's calls without knowing it. */
export interface TabLock {
  /** True when this tab has it now. With `take` it is taken from the tab that has it. */
  claim(take: boolean, lost: () => void): Promise<boolean>;
  release(): void;
}

/** The browser's own locks: freed by themselves when a tab closes, crashes or reloads. */
export function webTabLock(name: string): TabLock {
  let letGo: (() => void) | null = null;
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
      return new Promise(resolve => {
        navigator.locks
          .request(name, take ? { steal: true } : { ifAvailable: true }, lock => {
            if (!lock) {
              resolve(false);
              return;
            }
            const held = new Promise<void>(done => {
              letGo = done;
            });
            resolve(true);
            return held;
          })
          .catch(() => {
            // AbortError: another tab stole the lock.
            letGo = null;
            lost();
          });
      });
    },
  };
}

/** A lock that is always free, for scripted telephones. */
export const freeLock: TabLock = { claim: () => Promise.resolve(true), release: () => undefined };
