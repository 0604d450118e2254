import { shown } from './figures.ts';

/** One line of the printed table. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly yardstick: string;
  readonly ours: string;
  readonly ratio: string;
  readonly bar: string;
  /** Missing when there was nothing to judge. */
  readonly met: boolean | undefined;
}

/** A row that compares one figure of both sides. `better` turns the two into the ratio that the bar is about. */
export function compared(row: {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly yardstick: number;
  readonly ours: number;
  readonly ratio: number;
  readonly bar: string;
  readonly met: boolean;
}): Row {
  const judged = Number.isFinite(row.ours) && Number.isFinite(row.yardstick);
  return {
    id: row.id,
    what: row.what,
    yardstick: shown(row.yardstick, row.unit),
    ours: shown(row.ours, row.unit),
    ratio: Number.isFinite(row.ratio) ? `${shown(row.ratio)}×` : '–',
    bar: row.bar,
    met: judged ? row.met : undefined,
  };
}

/** A row about our side alone. */
export function alone(row: {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly bar: string;
  readonly met: boolean;
}): Row {
  return {
    id: row.id,
    what: row.what,
    yardstick: '',
    ours: shown(row.ours, row.unit),
    ratio: '',
    bar: row.bar,
    met: Number.isFinite(row.ours) ? row.met : undefined,
  };
}

/** The table as text, in columns as wide as their widest cell. */
export function printed(rows: readonly Row[]): string {
  const head = ['', 'figure', 'app_queue', 'Cauce', 'ratio', 'bar', ''];
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

function verdict(row: Row): string {
  if (row.met === undefined) return 'NOT RUN';
  return row.met ? 'met' : 'MISSED';
}
