import { join } from 'node:path';
import { type Journal, SET_ASIDE } from '../../kit/journal.ts';
import type { Log } from '../../kit/log.ts';
import { writeAside } from '../../kit/set-aside.ts';
import { type ReadStates, readStates, type StoredShape, type Unreadable } from '../../kit/stored-shapes.ts';
import { CALL_SHAPE } from '../call-shape.ts';

/** What of the journal's states could not be read. */
export interface SetAside {
  /** What stood there of calls, by call. */
  readonly calls: ReadonlyMap<string, unknown>;
  readonly newer: number;
  readonly broken: number;
  readonly folder: string;
}

/**
 * Reads the states of a journal found in `dir`. Those that cannot be read go to files of their own, and the journal
 * forgets them; a call only when it has been taken up (lost-calls.ts), so that a process that dies meanwhile has not
 * lost it. What the disk does not take stays in the journal.
 */
export function readStored(
  journal: Journal<unknown>,
  { dir, shapes, log }: { dir: string; shapes: readonly StoredShape[]; log: Log },
): ReadStates & { readonly aside: SetAside } {
  const folder = join(dir, SET_ASIDE);
  const read = readStates(journal.states, shapes);
  const written = read.unreadable.filter(state => putAside(state, folder, log));
  const forgotten = written.filter(({ key }) => !key.startsWith(CALL_SHAPE.key));
  if (forgotten.length > 0)
    journal.append(
      [],
      forgotten.map(({ key }) => [key, null]),
    );
  const newer = read.unreadable.filter(({ why }) => why !== 'broken').length;
  return {
    ...read,
    aside: {
      calls: new Map(
        read.unreadable
          .filter(({ key }) => key.startsWith(CALL_SHAPE.key))
          .map(({ key, value }) => [key.slice(CALL_SHAPE.key.length), value]),
      ),
      newer,
      broken: read.unreadable.length - newer,
      folder,
    },
  };
}

function putAside(state: Unreadable, folder: string, log: Log): boolean {
  const { key, version, why, detail } = state;
  try {
    const file = writeAside(folder, state);
    log.error({ key, version, why, detail, file }, 'a stored state cannot be read and is set aside');
    return true;
  } catch (error) {
    log.error({ err: error, key, version, why, detail }, 'a stored state can neither be read nor set aside');
    return false;
  }
}
