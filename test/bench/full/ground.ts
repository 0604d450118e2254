import type { Started } from '../side.ts';
import type { Row } from '../table.ts';
import type { ConversationRow, LongRow } from './selection.ts';

/** What the long rows are run on. */
export interface Ground {
  readonly folder: string;
  /** The sides that run now: whoever starts one puts it here, so that it is stopped whatever happens. */
  readonly sides: Started[];
  readonly say: (text: string) => void;
  /** Shorter blocks and fewer of them, to try whether a row runs. */
  readonly quick: boolean;
  /** Figures are printed also where others load the machine; then nothing is judged. */
  readonly despiteLoad: boolean;
  /** Calls a second that R14 takes for the capacity; null: what P4's steps bore. */
  readonly capacity: number | null;
  /** Of each row of the conversation; null: as many as its bar says, or a few with `quick`. */
  readonly rounds: number | null;
  /** Calls of row P19. */
  readonly calls: number;
}

/** Rows that share their sides. */
export interface LongGroup {
  readonly ids: readonly LongRow[];
  /** Measures those of its rows that are wanted. */
  run(ground: Ground, wanted: ReadonlySet<LongRow>): Promise<Row[]>;
}

/** The rows of `measure`; what fails is told, and its rows are not measured. */
export async function orNotMeasured(
  ids: readonly (LongRow | ConversationRow)[],
  say: (text: string) => void,
  measure: () => Promise<Row[]>,
): Promise<Row[]> {
  try {
    return await measure();
  } catch (error) {
    say(`${ids.join(' ')}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    const none = { what: 'did not run, see above', yardstick: '', ours: '', ratio: '', bar: '' };
    return ids.map(id => ({ id, ...none, met: null }));
  }
}

/** Stops all sides that run. */
export async function stopSides(sides: Started[]): Promise<void> {
  await Promise.all(sides.splice(0).map(side => side.stop()));
}
