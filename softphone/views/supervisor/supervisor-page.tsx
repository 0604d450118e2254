import { Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter';
import { FLOOR_PATHS, type FloorPage, floorPagesOf, WALLBOARD_PATH } from '../../state/route.ts';
import { figuresWords } from '../../words/figures.ts';
import { filesWords } from '../../words/files.ts';
import { floorWords } from '../../words/floor.ts';
import { sentNoticeWords } from '../../words/notices.ts';
import { recordingsWords } from '../../words/recordings.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { lazyPart, useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { FloorNow } from './floor-now.tsx';
import style from './supervisor.module.css';

const FiguresPage = lazyPart(() => import('./figures-page.tsx').then(m => m.FiguresPage), {
  words: [figuresWords, filesWords],
});
const RecordingsPage = lazyPart(() => import('./recordings-page.tsx').then(m => m.RecordingsPage), {
  words: [recordingsWords],
});
const ListensPage = lazyPart(() => import('./listens-page.tsx').then(m => m.ListensPage), {
  words: [recordingsWords],
});
const NoticesPage = lazyPart(() => import('./notices-page.tsx').then(m => m.NoticesPage), {
  words: [sentNoticeWords],
});

const OverduePage = lazyPart(() => import('./overdue-page.tsx').then(m => m.OverduePage), {
  words: [scheduledWords],
});

const PAGES: Readonly<Record<FloorPage, ComponentType>> = {
  now: FloorNow,
  notices: NoticesPage,
  scheduled: OverduePage,
  figures: FiguresPage,
  recordings: RecordingsPage,
  listens: ListensPage,
};

/** The supervisor's desk: a menu of its pages, and the one that the address names. */
export function SupervisorPage() {
  const own = useOwnWords(floorWords);
  const pages = useSeen(({ who }) => floorPagesOf(who.person));
  return (
    <div className={style.desk}>
      <nav className={style.pages} aria-label={own.floor.pages}>
        {pages.map(page => (
          <PageLink key={page} page={page} />
        ))}
        {/* In a window of its own: this one may have a telephone. */}
        <a
          href={WALLBOARD_PATH}
          target="_blank"
          rel="noopener"
          className={style.pageLink}
          data-action="open-wallboard"
        >
          {own.floor.wallboard} <IconExternalLink size={13} aria-hidden />
        </a>
      </nav>
      <Switch>
        {pages.map(page => (
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
