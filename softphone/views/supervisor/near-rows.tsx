import { createContext, type ReactNode, type RefObject, use, useEffect, useState } from 'react';
import style from './supervisor.module.css';

type WatchRow = (row: Element, told: (near: boolean) => void) => () => void;

const NearContext = createContext<WatchRow | null>(null);

const FIRST_ROWS = 20;

/** Whether a row is one of those that are drawn before anybody has scrolled. */
export const isEarly = (place: number): boolean => place < FIRST_ROWS;

/** Rows so far from what is seen are drawn already, so that none is empty while somebody scrolls. */
const MARGIN = '200px 0px';

/** What scrolls around a table with many rows; those inside may ask whether they are seen. */
export function ScrolledRows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [watch, setWatch] = useState<WatchRow | null>(null);
  useEffect(() => {
    const tellers = new Map<Element, (near: boolean) => void>();
    const settings = { rootMargin: MARGIN, scrollMargin: MARGIN };
    const observer = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) {
        // What is under somebody's hands stays.
        tellers.get(target)?.(isIntersecting || target.contains(document.activeElement));
      }
    }, settings);
    setWatch(() => (row: Element, told: (near: boolean) => void) => {
      tellers.set(row, told);
      observer.observe(row);
      return () => {
        observer.unobserve(row);
        tellers.delete(row);
      };
    });
    return () => observer.disconnect();
  }, []);
  return (
    <NearContext value={watch}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
      <section className={style.scroll} tabIndex={0} aria-label={label}>
        {children}
      </section>
    </NearContext>
  );
}

/**
 * Whether a row is in sight or nearly so. 500 rows that all follow the centre and count seconds took most of a processor;
 * one that is not near needs no more than its name, by which the browser's own search finds it.
 */
export function useNear(row: RefObject<Element | null>, early: boolean): boolean {
  const watch = use(NearContext);
  const [near, setNear] = useState(early);
  useEffect(() => (watch && row.current ? watch(row.current, setNear) : undefined), [watch, row]);
  return near;
}
