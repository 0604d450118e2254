import { Text } from '@mantine/core';
import { DICTIONARY } from '../../../src/figures/dictionary.ts';
import { figureOf, type MetricId, metricOf } from '../../../src/figures/metrics.ts';
import type { FiguresShown } from '../../../src/http/shapes/figures.ts';
import { type FiguresView, SETS } from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './figures.module.css';
import { useFigureText } from './use-figure-text.ts';

const [WIDTH, HEIGHT, FOOT] = [960, 96, 16] as const;

/** The first count of the table over hours or days, as bars; the table below says the same in figures. */
export function FiguresChart({ view, shown }: { readonly view: FiguresView; readonly shown: FiguresShown }) {
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  const metrics: readonly MetricId[] = SETS[view.set];
  const id = metrics.find(one => metricOf(one).unit === 'count') ?? metrics[0];
  if (id === undefined || shown.rows.length < 2) return null;
  const bars = shown.rows.map(row => ({ row, value: figureOf(id, row.counts) ?? 0 }));
  const most = Math.max(...bars.map(({ value }) => value));
  if (most === 0) return null;
  const step = WIDTH / bars.length;
  const every = Math.ceil(bars.length / 12);
  const name = say(DICTIONARY[id].name);
  return (
    <>
      <Text fz="sm" fw={600} px={14} aria-hidden>
        {name}
      </Text>
      <svg
        className={style.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}
        role="img"
        aria-label={own.chart(name)}
      >
        {bars.map(({ row, value }, place) => (
          <g key={row.key}>
            <rect
              x={place * step + step * 0.12}
              width={step * 0.76}
              y={HEIGHT - (value / most) * (HEIGHT - 14)}
              height={(value / most) * (HEIGHT - 14)}
              rx={2}
            />
            {value > 0 && bars.length <= 31 ? (
              <text x={(place + 0.5) * step} y={HEIGHT - (value / most) * (HEIGHT - 14) - 3}>
                {text.value(value, metricOf(id).unit)}
              </text>
            ) : null}
            {place % every === 0 ? (
              <text x={(place + 0.5) * step} y={HEIGHT + FOOT - 3}>
                {text.row(row, view.by)}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
    </>
  );
}
