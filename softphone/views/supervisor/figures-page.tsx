import { Alert, Button, Paper, Text, Title } from '@mantine/core';
import { useLocation, useSearch } from 'wouter';
import { COUNTED_ONCE } from '../../../src/figures/dictionary.ts';
import { dayIn, type FiguresView, figuresPath, narrowedBy, viewIn } from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { CallsBehind } from './calls-behind.tsx';
import style from './figures.module.css';
import { FiguresChart } from './figures-chart.tsx';
import { FiguresControls } from './figures-controls.tsx';
import { FiguresTable } from './figures-table.tsx';
import { useFigures } from './use-figures.ts';

/** Figures of any span of days, and the calls behind each of them. All of it stands in the address. */
export function FiguresPage() {
  const own = useOwnWords(figuresWords);
  const { timezone } = useSeen(screen => screen.who.centre);
  const query = useSearch();
  const [, go] = useLocation();
  const today = dayIn(timezone, useNow());
  const view = viewIn(query, today);
  const show = (next: FiguresView) => go(figuresPath(next));
  return (
    <div className={style.page}>
      <Paper className={style.panel}>
        <Title order={1} className="sr-only">
          {own.title}
        </Title>
        <FiguresControls view={view} today={today} onView={show} />
        {view.drill === null ? (
          // Rows of another grouping have other keys.
          <Figures key={view.by} view={view} />
        ) : (
          <CallsBehind view={view} drill={view.drill} onView={show} />
        )}
      </Paper>
    </div>
  );
}

function Figures({ view }: { readonly view: FiguresView }) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const { from, to, by } = view;
  const { read, fault, loading, again } = useFigures(api, { from, to, by, ...narrowedBy(view) });
  if (fault !== null)
    return (
      <Alert color="red" m="4px 14px" role="alert" data-figures-fault={fault.code}>
        {say(fault.words)}{' '}
        <Button size="compact-xs" variant="default" onClick={again} data-action="ask-again">
          {own.again}
        </Button>
      </Alert>
    );
  if (read === null)
    return (
      <Text p="md" c="dimmed" role="status">
        <Loading size="xs" mr={8} silent /> {own.loading}
      </Text>
    );
  const isEmpty = Object.values(read.total).every(value => value === 0);
  return (
    <section
      className={style.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a table scrolls by keyboard, too
      tabIndex={0}
      aria-label={own.title}
      aria-busy={loading}
      data-complete={read.complete}
    >
      {read.complete ? null : (
        <Alert color="yellow" m="4px 14px" role="status">
          {own.behind}
        </Alert>
      )}
      {isEmpty ? (
        <Text p="md" c="dimmed" data-figures="empty">
          {own.empty}
        </Text>
      ) : (
        <>
          {by === 'hour' || by === 'day' ? <FiguresChart view={view} shown={read} /> : null}
          <FiguresTable view={view} shown={read} />
        </>
      )}
      <Text fz="xs" c="dimmed" className={style.rule}>
        {say(COUNTED_ONCE)} {by === 'hour' || by === 'day' ? '' : own.totalOnly}
      </Text>
    </section>
  );
}
