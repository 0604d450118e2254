import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { Preferences } from '../desk/preferences.tsx';
import style from './login.module.css';

/** The frame of the pages before the desk: preferences above, a card in the middle, the river below. */
export function Front({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  return (
    <div className={style.page}>
      <header className={style.top}>
        <Preferences />
      </header>
      <main className={style.middle}>
        <Paper className={wide ? style.wide : style.card}>{children}</Paper>
      </main>
      <svg className={style.river} viewBox="0 0 1200 110" preserveAspectRatio="none" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="2.5">
          <path d="M0 40c150-50 260 40 420 5s260-40 400-8 240 22 380-9" />
          <path d="M0 66c150-50 260 40 420 5s260-40 400-8 240 22 380-9" />
          <path d="M0 92c150-50 260 40 420 5s260-40 400-8 240 22 380-9" />
        </g>
      </svg>
    </div>
  );
}
