import type { BenchSide } from '../side.ts';
import type { Row } from '../table.ts';
import type { LongRow } from './selection.ts';

/** What the long rows are run on. */
export interface Ground {
  readonly folder: string;
  /** The sides that run now: whoever starts one puts it here, so that it is stopped whatever happens. */
  readonly sides: BenchSide[];
  readonly say: (text: string) => void;
  /** Shorter blocks and fewer of them, to try whether a row runs. */
  readonly quick: boolean;
  /** Figures are printed also where others load the machine; then nothing is judged. */
  readonly despiteLoad: boolean;
  /** Calls of row P19. */
  readonly calls: number;
}

/** Rows that share their sides. */
export interface LongGroup {
  readonly ids: readonly LongRow[];
  /** Measures those of its rows that are wanted. */
  run(ground: Ground, wanted: ReadonlySet<LongRow>): Promise<Row[]>;
}

/** A row that could not be measured, with the bar that it had. */
export function notMeasured(id: LongRow, what: string): Row {
  return { id, what, yardstick: '', ours: '', ratio: '', bar: '', met: null };
}

/** Stops all sides that run. */
export async function stopSides(sides: BenchSide[]): Promise<void> {
  await Promise.all(sides.splice(0).map(side => side.stop()));
}
