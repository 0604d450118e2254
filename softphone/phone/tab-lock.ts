import type { Clock, Timer } from '../../src/kit/clock.ts';

/**
 * Only one tab may hold the telephone of an account: two would take each other's calls without knowing it.
 *
 *   asking ──the browser gives the lock──▶ held ──another tab takes it──▶ lost
 *     ├──its holder says that it lives──▶ elsewhere
 *     └──nobody says anything, and another tab holds it for long──▶ elsewhere
 */
export interface TabLock {
  /** True when this tab has it now. With `take` it is taken from the tab that has it. */
  claim(take: boolean, lost: () => void): Promise<boolean>;
  release(): void;
}

/** What the lock needs of the browser. */
export interface TabLockParts {
  /** Web Locks; null where there are none (an insecure origin): there is no microphone either, nothing to protect. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | null;
  /** Reaches the other tabs of this origin. */
  readonly openChannel: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  readonly clock: Clock;
}

/**
 * How long a tab that holds the lock may be silent before it is taken for one that lives, ms. A tab that is being closed
 * or loaded anew is silent too and frees the lock by itself, under load after seconds: nothing is said of it meanwhile.
 */
const SILENT_MS = 10_000;

const WHO_HAS_IT = 'who has it';
const I_HAVE_IT = 'I have it';

/** The browser's own locks: freed by themselves when a tab closes, crashes or reloads. */
export function webTabLock(name: string, { locks, openChannel, clock }: TabLockParts): TabLock {
  let letGo: (() => void) | null = null;
  let asking: Promise<boolean> | null = null;
  let heldChannel: ReturnType<TabLockParts['openChannel']> | null = null;
  /** Takes back what is being asked for: granted later, the lock would be held by a tab that does not want it. */
  let giveUp: AbortController | null = null;

  function release(): void {
    giveUp?.abort();
    heldChannel?.close();
    heldChannel = null;
    letGo?.();
    letGo = null;
  }

  /** From now on other tabs that ask hear that this one lives. */
  function hold(): Promise<void> {
    const channel = openChannel(name);
    heldChannel = channel;
    channel.onmessage = ({ data }) => {
      if (data === WHO_HAS_IT) channel.postMessage(I_HAVE_IT);
    };
    return new Promise<void>(done => {
      letGo = done;
    });
  }

  /** A request that is given up is over at once: Chromium (156) leaves some of them pending, and may grant them later. */
  function request(
    manager: Pick<LockManager, 'request'>,
    how: LockOptions,
    lost: () => void,
  ): Promise<boolean> {
    return new Promise(resolve => {
      let had = false;
      how.signal?.addEventListener('abort', () => resolve(false));
      manager
        .request(name, how, () => {
          if (how.signal?.aborted) return undefined;
          had = true;
          const held = hold();
          resolve(true);
          return held;
        })
        .catch(() => {
          // Either it was given up while it was asked for, or another tab stole it from us.
          resolve(false);
          if (!had) return;
          letGo = null;
          release();
          lost();
        });
    });
  }

  /** Waits for the lock until its holder is known to live. */
  async function ask(manager: Pick<LockManager, 'request' | 'query'>, lost: () => void): Promise<boolean> {
    const mine = new AbortController();
    giveUp = mine;
    const channel = openChannel(name);
    channel.onmessage = ({ data }) => {
      if (data === I_HAVE_IT) mine.abort();
    };
    const look = async () => {
      const { held = [] } = await manager.query();
      if (held.some(lock => lock.name === name)) mine.abort();
      else if (!mine.signal.aborted) timer = clock.after(SILENT_MS, () => void look());
    };
    let timer: Timer = clock.after(SILENT_MS, () => void look());
    const got = request(manager, { signal: mine.signal }, lost);
    channel.postMessage(WHO_HAS_IT);
    try {
      return await got;
    } finally {
      timer.cancel();
      channel.close();
    }
  }

  return {
    release,
    claim(take, lost) {
      if (locks === null || letGo) return Promise.resolve(true);
      if (asking && !take) return asking;
      giveUp?.abort();
      asking = (take ? request(locks, { steal: true }, lost) : ask(locks, lost)).finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
