import { createContext, useContext, useSyncExternalStore } from 'react';
import { clockSpan } from '../words/format.ts';

/** Server clock minus browser clock, ms. Pages without a log-in count by the browser's own clock. */
export const SkewContext = createContext(0);

const watchers = new Set<() => void>();
let second = Math.floor(Date.now() / 1000);
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all counters of the page; it sleeps when nobody counts. */
function watch(changed: () => void): () => void {
  watchers.add(changed);
  timer ??= setInterval(() => {
    second = Math.floor(Date.now() / 1000);
    for (const watcher of watchers) watcher();
  }, 500);
  return () => {
    watchers.delete(changed);
    if (watchers.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** What is read each second, as nothing tells when it changes. */
export function useEachSecond<Value>(read: () => Value): Value {
  return useSyncExternalStore(watch, read);
}

/** The server's time, new each second, epoch ms. */
export function useNow(): number {
  const skew = useContext(SkewContext);
  return useEachSecond(() => second) * 1000 + 999 + skew;
}

/** Whether it is so at that time: asked each second, and who reads it is drawn again only when it changes. */
export function useWhether(isSo: (now: number) => boolean): boolean {
  const skew = useContext(SkewContext);
  return useEachSecond(() => isSo(second * 1000 + 999 + skew));
}

const minute = () => Math.floor(Date.now() / 60_000);

/** The same, new each minute: for what tells today from another day. */
export function useMinute(): number {
  const skew = useContext(SkewContext);
  return useEachSecond(minute) * 60_000 + skew;
}

/** Counts up from an instant of the server's clock. */
export function Elapsed({ since }: { readonly since: number }) {
  const now = useNow();
  return <time>{clockSpan(now - since)}</time>;
}
