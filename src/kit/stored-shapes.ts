import type { z } from 'zod';
import type { JournalOptions } from './journal.ts';
import type { StoredState } from './journal-files.ts';

/**
 * The shape of one sort of state in the journal. Its version is 1 and one more for each step.
 *
 * Anyone who changes the shape so that states written before cannot be read as they are (a new field that must be there, a
 * field that means something else) changes the schema and adds a step from the last version to the new one:
 *
 *   steps: [
 *     // 2: a queued call has the steps of its priority.
 *     (before: { phase: object }) => ({ ...before, phase: { raised: 0, ...before.phase } }),
 *   ],
 *
 * A step is pure, names only the fields that it touches, has its test (in `test/calls`, with a state as it was written
 * then), and never changes once it is in use. A new optional field needs no step. Older processes set states of the new
 * version aside (`Unreadable`), so a step is the price of a change, not a habit.
 */
export interface StoredShape {
  /** The state's key, or how the keys of its sort begin: then it ends with `:` or `/`. */
  readonly key: string;
  /** What the value must be like now. Fields that it does not name are kept. */
  readonly schema: z.ZodType;
  /** `steps[0]` makes version 2 of version 1, and so on; pure, each with its test. */
  readonly steps: readonly ((before: never) => unknown)[];
  /** Its values are objects that nobody changes in place: the journal may compare one with the one before. */
  readonly immutable?: true;
}

/** A state that was written by a newer process, whose shape is broken, or of a sort that is not known. */
export interface Unreadable {
  readonly key: string;
  readonly version: number;
  readonly value: unknown;
  readonly why: 'newer' | 'broken' | 'unknown';
  /** What was found wrong, for the log. */
  readonly detail: string;
}

export const versionOf = (shape: StoredShape): number => shape.steps.length + 1;

const fits = (shape: StoredShape, key: string): boolean =>
  shape.key.endsWith(':') || shape.key.endsWith('/') ? key.startsWith(shape.key) : key === shape.key;

/** What `openJournal` asks of states: the version in which each is written, and whether it is never changed in place. */
export function statesBy(
  shapes: readonly StoredShape[],
): Required<Pick<JournalOptions, 'versionOf' | 'isImmutable'>> {
  const later = shapes.filter(shape => versionOf(shape) > 1);
  const immutable = shapes.filter(shape => shape.immutable);
  return {
    versionOf: key => {
      const shape = later.find(each => fits(each, key));
      return shape ? versionOf(shape) : 1;
    },
    isImmutable: key => immutable.some(shape => fits(shape, key)),
  };
}

/** States as this process understands them, brought up to date, and those that it does not. */
export interface ReadStates {
  readonly states: ReadonlyMap<string, unknown>;
  readonly unreadable: readonly Unreadable[];
}

export function readStates(
  stored: ReadonlyMap<string, StoredState>,
  shapes: readonly StoredShape[],
): ReadStates {
  const states = new Map<string, unknown>();
  const unreadable: Unreadable[] = [];
  for (const [key, state] of stored) {
    const shape = shapes.find(each => fits(each, key));
    const read = shape ? readState(state, shape) : refused('unknown', 'no state of ours has such a key');
    if ('why' in read) unreadable.push({ key, ...state, ...read });
    else states.set(key, read.value);
  }
  return { states, unreadable };
}

type Refused = Pick<Unreadable, 'why' | 'detail'>;

const refused = (why: Unreadable['why'], detail: string): Refused => ({ why, detail });

function readState({ version, value }: StoredState, shape: StoredShape): { value: unknown } | Refused {
  const known = versionOf(shape);
  if (version > known) return refused('newer', `version ${version}, known up to ${known}`);
  try {
    const upgraded = shape.steps
      .slice(version - 1)
      .reduce<unknown>((each, step) => step(each as never), value);
    const checked = shape.schema.safeParse(upgraded);
    return checked.success ? { value: upgraded } : refused('broken', checked.error.message);
  } catch (error) {
    return refused('broken', `an upgrade step failed: ${String(error)}`);
  }
}
