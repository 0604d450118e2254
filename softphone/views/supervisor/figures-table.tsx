import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { SomeCounts } from '../../../src/figures/counts.ts';
import { DICTIONARY } from '../../../src/figures/dictionary.ts';
import { figureOf, type MetricId, metricOf } from '../../../src/figures/metrics.ts';
import type { FiguresShown } from '../../../src/http/shapes/figures.ts';
import { byDisposition, type FiguresView, figuresPath, SETS } from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './figures.module.css';
import { MetricHead } from './metric-head.tsx';
import { useFigureText } from './use-figure-text.ts';

interface FiguresTableProps {
  readonly view: FiguresView;
  readonly shown: FiguresShown;
}

/** Rows of figures under a head that stays, and their total; each number leads to its calls. */
export function FiguresTable({ view, shown }: FiguresTableProps) {
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  const metrics: readonly MetricId[] = SETS[view.set];
  return (
    <table className={style.table} data-figures={view.by}>
      <thead>
        <tr>
          <th scope="col">{own.groups[view.by]}</th>
          {metrics.map(id => (
            <th key={id} scope="col">
              <MetricHead id={id} counts={shown.total} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.rows.map(row => (
          <tr key={row.key} data-row={row.key}>
            <th scope="row">
              <RowName name={text.row(row, view.by)} view={view} row={row.key} />
            </th>
            {metrics.map(id => (
              <Figure key={id} id={id} counts={row.counts} view={view} row={row.key} />
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-row="total">
          <th scope="row">{own.total}</th>
          {metrics.map(id => (
            <Figure key={id} id={id} counts={shown.total} view={view} row={null} />
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

/** An agent's row leads to what became of their work. */
function RowName({
  name,
  view,
  row,
}: {
  readonly name: string;
  readonly view: FiguresView;
  readonly row: string;
}) {
  const own = useOwnWords(figuresWords);
  if (view.by !== 'agent' || row === '') return name;
  return (
    <Anchor
      component={Link}
      href={figuresPath(byDisposition(view, row))}
      className={style.number}
      aria-label={own.byDisposition(name)}
      title={own.byDisposition(name)}
      data-action="by-disposition"
    >
      {name}
    </Anchor>
  );
}

interface FigureProps {
  readonly id: MetricId;
  readonly counts: SomeCounts;
  readonly view: FiguresView;
  /** Null: of the total. */
  readonly row: string | null;
}

function Figure({ id, counts, view, row }: FigureProps) {
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  const { unit, drill } = metricOf(id);
  const value = figureOf(id, counts);
  const told = text.value(value, unit);
  const name = say(DICTIONARY[id].name);
  const leads = drill !== null && (counts[drill] ?? 0) > 0;
  return (
    <td data-label={name} data-value={id}>
      {leads ? (
        <Anchor
          component={Link}
          href={figuresPath({ ...view, drill: { count: drill, key: row, uncalled: false } })}
          aria-label={own.drill(told, name)}
          className={style.number}
        >
          {told}
        </Anchor>
      ) : (
        <span className={style.number}>{told}</span>
      )}
    </td>
  );
}
