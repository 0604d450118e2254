import { type Interval, intervalOf, median, ratioOfPairs, shown } from './figures.ts';

/** One line of the printed table. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly yardstick: string;
  readonly ours: string;
  readonly ratio: string;
  readonly bar: string;
  /** Null: foreign load spoiled it, or nobody wants it judged. */
  readonly met: boolean | null;
}

/** What a figure of ours, or a ratio, must be; judged by the worse end of its interval. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

interface Named {
  readonly id?: string;
  readonly what: string;
  readonly unit?: string;
}

/**
 * A row that compares one figure of both sides. The ratio is ours / theirs; `inverted`: theirs / ours, where more of it is
 * better. `bar` is about the ratio, `limit` about our own figure. Without pairs it was not measured.
 */
export function compared(
  row: Named & { readonly inverted?: true; readonly bar: Bar; readonly limit?: Bar },
  pairs: readonly { readonly ours: number; readonly theirs: number }[] | null,
): Row {
  const { id = '', what, unit = '', bar, limit, inverted } = row;
  const bars = [
    `${said(bar)}×`,
    ...(limit ? [`ours ${said(limit)}${unit === '' ? '' : ` ${unit}`}`] : []),
  ].join(', ');
  const head = { id, what, bar: bars };
  if (pairs === null) return { ...head, ...NOT_MEASURED };
  const ratio = ratioOfPairs(
    inverted ? pairs.map(({ ours, theirs }) => ({ ours: theirs, theirs: ours })) : pairs,
  );
  const ours = intervalOf(pairs.map(pair => pair.ours));
  return {
    ...head,
    yardstick: shown(median(pairs.map(pair => pair.theirs)), unit),
    ours: shown(ours.median, unit),
    ratio: `${shown(ratio.median)}× (${shown(ratio.low)} … ${shown(ratio.high)})`,
    met: holds(bar, ratio) && (limit === undefined || holds(limit, ours)),
  };
}

/** A row about our side alone: one value a block, or one in all. */
export function alone(row: Named & { readonly bar: Bar }, values: readonly number[] | null): Row {
  const { id = '', what, unit = '', bar } = row;
  const head = { id, what, bar: `${said(bar)}${unit === '' ? '' : ` ${unit}`}` };
  if (values === null) return { ...head, ...NOT_MEASURED };
  const ours = intervalOf(values);
  const spread = values.length > 1 ? ` (${shown(ours.low)} … ${shown(ours.high)})` : '';
  return {
    ...head,
    yardstick: '',
    ours: `${shown(ours.median, unit)}${spread}`,
    ratio: '',
    met: holds(bar, ours),
  };
}

/** A row about what our side adds to the yardstick's figure: the difference is judged, ours − theirs. */
export function added(
  row: Named & { readonly bar: Bar },
  pairs: readonly { readonly ours: number; readonly theirs: number }[] | null,
): Row {
  const { id = '', what, unit = '', bar } = row;
  const head = { id, what, bar: `${said(bar)}${unit === '' ? '' : ` ${unit}`} more` };
  if (pairs === null) return { ...head, ...NOT_MEASURED };
  const more = intervalOf(pairs.map(({ ours, theirs }) => ours - theirs));
  return {
    ...head,
    yardstick: shown(median(pairs.map(pair => pair.theirs)), unit),
    ours: shown(median(pairs.map(pair => pair.ours)), unit),
    ratio: `${signed(more.median)} (${signed(more.low)} … ${signed(more.high)}) ${unit}`,
    met: holds(bar, more),
  };
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${shown(Math.abs(value))}`;

const NOT_MEASURED = { yardstick: '', ours: '', ratio: '', met: null } as const;

/** A bar passes when the bad end of the interval passes; what has no value passes none. */
function holds(bar: Bar, { low, high }: Interval): boolean {
  return 'atMost' in bar ? high <= bar.atMost : low >= bar.atLeast;
}

const said = (bar: Bar): string => ('atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`);

/** The table as text, in columns as wide as their widest cell. */
export function printed(rows: readonly Row[]): string {
  const head = ['', 'figure', 'app_queue', 'Cauce', 'ratio (95 %)', 'bar', ''];
  const cells = rows.map(row => [
    row.id,
    row.what,
    row.yardstick,
    row.ours,
    row.ratio,
    row.bar,
    verdict(row),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map(line => (line[column] ?? '').length)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map(width => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

function verdict({ met, ours }: Row): string {
  if (met === null) return ours === '' ? 'not measured' : 'not judged';
  return met ? 'met' : 'MISSED';
}
