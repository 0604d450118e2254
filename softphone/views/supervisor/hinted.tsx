import { Tooltip } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react';

/** Whoever rests on a button that long reads its hint, ms. */
const REST_MS = 300;

/** One tooltip for all that has `data-hint` inside: a tooltip of its own for each button of each line is most of what a line costs. */
export function Hinted({ children }: { readonly children: ReactNode }) {
  const [on, rest] = useState<HTMLElement | null>(null);
  const [shown, show] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (on === null) return show(null);
    const timer = setTimeout(() => show(on), REST_MS);
    return () => clearTimeout(timer);
  }, [on]);
  useEffect(() => {
    if (shown === null) return;
    // Wherever the focus is: what covers something can be put away without moving the pointer (WCAG 1.4.13).
    const putAway = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') rest(null);
    };
    window.addEventListener('keydown', putAway);
    return () => window.removeEventListener('keydown', putAway);
  }, [shown]);
  useEffect(() => {
    if (shown === null) return;
    // Its line may be gone meanwhile, and nothing tells.
    const timer = setInterval(() => {
      if (!shown.isConnected) rest(null);
    }, REST_MS);
    return () => clearInterval(timer);
  }, [shown]);
  const look = ({ target }: SyntheticEvent) =>
    rest(target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null);
  const leave = () => rest(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only looks at what passes; the buttons inside are what is used
    <div
      style={{ display: 'contents' }}
      onPointerOver={look}
      onPointerLeave={leave}
      onFocus={look}
      onBlur={leave}
      onPointerDown={leave}
    >
      {children}
      {shown ? <Tooltip target={shown} opened label={shown.dataset.hint} /> : null}
    </div>
  );
}
