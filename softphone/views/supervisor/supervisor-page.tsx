import { Text } from '@mantine/core';
import type { ComponentType } from 'react';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter';
import { kindsOf } from '../../../src/kit/kinds.ts';
import { FLOOR_PATHS, type FloorPage } from '../../state/route.ts';
import { floorWords } from '../../words/floor.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { FloorNow } from './floor-now.tsx';
import style from './supervisor.module.css';

const PAGES: Readonly<Record<FloorPage, ComponentType>> = { now: FloorNow };

/** The supervisor's desk: a menu of its pages, and the one that the address names. */
export function SupervisorPage() {
  const own = useOwnWords(floorWords);
  return (
    <div className={style.desk}>
      <nav className={style.pages} aria-label={own.floor.pages}>
        {kindsOf(FLOOR_PATHS).map(page => (
          <PageLink key={page} page={page} />
        ))}
      </nav>
      <Switch>
        {kindsOf(PAGES).map(page => (
          <Route key={page} path={FLOOR_PATHS[page]} component={PAGES[page]} />
        ))}
        <Route>
          <Redirect to={FLOOR_PATHS.now} />
        </Route>
      </Switch>
    </div>
  );
}

function PageLink({ page }: { readonly page: FloorPage }) {
  const { words } = useWords();
  const [here] = useRoute(FLOOR_PATHS[page]);
  return (
    <Text
      component={Link}
      href={FLOOR_PATHS[page]}
      className={style.pageLink}
      aria-current={here ? 'page' : undefined}
    >
      {words.chrome.floorPages[page]}
    </Text>
  );
}
