import { describe, expect, test } from 'vitest';
import { type TabLock, webTabLock } from '../../softphone/phone/tab-lock.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

/** Web Locks and BroadcastChannel of one origin, as a browser gives them to its tabs (W3C Web Locks API §3). */
class Browser {
  readonly clock: FakeClock = fakeClock();
  private readonly channels = new Set<{ name: string; tab: Tab; onmessage: BroadcastChannel['onmessage'] }>();
  private holder: { tab: Tab; broken: (reason: DOMException) => void } | null = null;
  private queue: { tab: Tab; grant: () => void; signal: AbortSignal | undefined }[] = [];
  /** Chromium (156) leaves some requests that are given up pending, without a word, and grants them later. */
  private readonly keepsGivenUp: boolean;

  constructor({ keepsGivenUp = false } = {}) {
    this.keepsGivenUp = keepsGivenUp;
  }

  open(): Tab {
    const tab: Tab = { isFrozen: false, lock: undefined as unknown as TabLock, lost: 0 };
    tab.lock = webTabLock('phone', {
      clock: this.clock,
      openChannel: name => this.channel(name, tab),
      locks: {
        request: ((_name: string, how: LockOptions, held: () => Promise<unknown>) =>
          this.request(tab, how, held)) as LockManager['request'],
        query: async () => ({ held: this.holder ? [{ name: 'phone' }] : [], pending: [] }),
      },
    });
    return tab;
  }

  /** The tab is closed or loaded anew: its locks are free, and nobody answers in it. */
  dies(tab: Tab): void {
    tab.isFrozen = true;
    this.queue = this.queue.filter(each => each.tab !== tab);
    if (this.holder?.tab === tab) this.free();
  }

  private free(): void {
    this.holder = null;
    this.queue.shift()?.grant();
  }

  private request(tab: Tab, how: LockOptions, held: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const grant = () => {
        const mine = { tab, broken: reject };
        this.holder = mine;
        Promise.resolve(held()).then(value => {
          resolve(value);
          if (this.holder === mine) this.free();
        }, reject);
      };
      if (how.steal) {
        this.holder?.broken(new DOMException('stolen', 'AbortError'));
        grant();
      } else if (this.holder === null) queueMicrotask(grant);
      else {
        const waiting = { tab, grant, signal: how.signal };
        this.queue.push(waiting);
        how.signal?.addEventListener('abort', () => {
          if (this.keepsGivenUp) return;
          this.queue = this.queue.filter(each => each !== waiting);
          reject(how.signal?.reason);
        });
      }
    });
  }

  private channel(name: string, tab: Tab) {
    const mine = {
      name,
      tab,
      onmessage: null as BroadcastChannel['onmessage'],
      postMessage: (data: unknown) => {
        for (const other of [...this.channels]) {
          if (other === mine || other.name !== name) continue;
          queueMicrotask(() => {
            if (!other.tab.isFrozen) other.onmessage?.call(other as never, { data } as MessageEvent);
          });
        }
      },
      close: () => void this.channels.delete(mine),
    };
    this.channels.add(mine);
    return mine;
  }
}

interface Tab {
  /** Under load: its scripts do not run. */
  isFrozen: boolean;
  lock: TabLock;
  lost: number;
}

const claim = (tab: Tab, take = false) => tab.lock.claim(take, () => (tab.lost += 1));
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the telephone of one browser', () => {
  test('is in the only tab, however long that one is busy', async () => {
    const browser = new Browser();
    const claimed = claim(browser.open());
    browser.clock.advance(60_000);
    expect(await claimed).toBe(true);
    expect(browser.clock.pending()).toBe(0);
  });

  test('comes back to a page loaded anew when the old one is gone, however long that takes', async () => {
    const browser = new Browser();
    const old = browser.open();
    await claim(old);
    old.isFrozen = true;
    const anew = claim(browser.open());
    browser.clock.advance(9_000);
    await settled();
    browser.dies(old);
    expect(await anew).toBe(true);
  });

  test('is elsewhere as soon as a tab that lives says that it has it', async () => {
    const browser = new Browser();
    const first = browser.open();
    await claim(first);
    const second = browser.open();
    expect(await claim(second)).toBe(false);
    expect([first.lost, browser.clock.pending()]).toEqual([0, 0]);
    // It does not come by itself later.
    browser.dies(first);
    await settled();
    expect(await claim(browser.open())).toBe(true);
  });

  test('is elsewhere as soon too where the browser goes on with what was given up', async () => {
    const browser = new Browser({ keepsGivenUp: true });
    const [first, second, third] = [browser.open(), browser.open(), browser.open()];
    await claim(first);
    expect(await claim(second)).toBe(false);
    browser.dies(first);
    await settled();
    expect(await claim(third)).toBe(true);
    expect(second.lost).toBe(0);
  });

  test('is elsewhere in the end when another tab holds it and says nothing', async () => {
    const browser = new Browser();
    const first = browser.open();
    await claim(first);
    first.isFrozen = true;
    const second = claim(browser.open());
    await settled();
    browser.clock.advance(10_000);
    expect(await second).toBe(false);
  });

  test('is taken by the tab whose person wants it there, and the other one hears of it', async () => {
    const browser = new Browser();
    const [first, second] = [browser.open(), browser.open()];
    await claim(first);
    expect(await claim(second, true)).toBe(true);
    await settled();
    expect(first.lost).toBe(1);
    expect(await claim(first, true)).toBe(true);
    await settled();
    expect(second.lost).toBe(1);
  });

  test('is free again when its tab lets it go, and what is asked for no more is not given', async () => {
    const browser = new Browser();
    const [first, second, third] = [browser.open(), browser.open(), browser.open()];
    await claim(first);
    first.isFrozen = true;
    const asked = claim(second);
    await settled();
    second.lock.release();
    expect(await asked).toBe(false);
    first.lock.release();
    await settled();
    expect(await claim(third)).toBe(true);
  });
});
