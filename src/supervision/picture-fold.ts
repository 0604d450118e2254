import { kindsOf } from '../kit/kinds.ts';
import type { CentreChange, CentrePicture } from './events.ts';

/** The kinds of entries of a picture; queues are known by their name, all else by id. */
export const PARTS = kindsOf<keyof CentrePicture>({ agents: true, calls: true, queues: true, alarms: true });
export type Part = (typeof PARTS)[number];
type Entry<P extends Part> = CentrePicture[P][number];

export type Put = CentreChange['put'];
export type Gone = CentreChange['gone'];

export const EMPTY_PICTURE: CentrePicture = { agents: [], calls: [], queues: [], alarms: [] };

export function keyOf(entry: { readonly id: string } | { readonly name: string }): string {
  return 'id' in entry ? entry.id : entry.name;
}

/**
 * The picture after a change: entries of `put` replace those of the same key, `gone` are taken out. What was there keeps
 * its place, so that the lines of a table do not jump; new ones come last.
 */
export function changed(picture: CentrePicture, put: Put, gone: Gone): CentrePicture {
  return {
    agents: part('agents', picture, put, gone),
    calls: part('calls', picture, put, gone),
    queues: part('queues', picture, put, gone),
    alarms: part('alarms', picture, put, gone),
  };
}

function part<P extends Part>(name: P, picture: CentrePicture, put: Put, gone: Gone): readonly Entry<P>[] {
  const before: readonly Entry<P>[] = picture[name];
  const fresh: readonly Entry<P>[] = put[name] ?? [];
  const left: readonly string[] = gone[name] ?? [];
  if (fresh.length === 0 && left.length === 0) return before;
  // Of a hundred entries a few change: only those are looked up.
  const changes = new Map<string, Entry<P> | null>();
  for (const entry of fresh) changes.set(keyOf(entry), entry);
  for (const key of left) changes.set(key, null);
  const after: Entry<P>[] = [];
  for (const entry of before) {
    const change = changes.get(keyOf(entry));
    if (change === undefined) after.push(entry);
    else if (change !== null) after.push(change);
    changes.delete(keyOf(entry));
  }
  for (const entry of changes.values()) if (entry !== null) after.push(entry);
  return after;
}

/** What must be put and taken out to come from one picture to the other; empty parts are left out. */
export function difference(before: CentrePicture, after: CentrePicture): { put: Put; gone: Gone } {
  const put: Record<string, unknown[]> = {};
  const gone: Record<string, string[]> = {};
  for (const name of PARTS) {
    const known = new Map<string, unknown>(before[name].map(entry => [keyOf(entry), entry]));
    const fresh = after[name].filter(entry => {
      const old = known.get(keyOf(entry));
      known.delete(keyOf(entry));
      return old === undefined || JSON.stringify(old) !== JSON.stringify(entry);
    });
    if (fresh.length > 0) put[name] = fresh;
    if (known.size > 0) gone[name] = [...known.keys()];
  }
  return { put: put as Put, gone };
}
