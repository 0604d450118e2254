import type { CentreChange, CentrePicture } from '../../src/supervision/events.ts';

/** Folds one numbered change into the picture: entries in `put` replace those of the same id, `gone` leave. */
export function applyChange(
  picture: CentrePicture,
  change: Pick<CentreChange, 'put' | 'gone'>,
): CentrePicture {
  const { put, gone } = change;
  const id = (entry: { readonly id: string }) => entry.id;
  return {
    agents: merge(picture.agents, put.agents, gone.agents, id),
    calls: merge(picture.calls, put.calls, gone.calls, id),
    queues: merge(picture.queues, put.queues, gone.queues, queue => queue.name),
    alarms: merge(picture.alarms, put.alarms, gone.alarms, id),
  };
}

/** Keeps the order of what was there, so that lines of a table do not jump; new ones come last. */
function merge<Entry>(
  old: readonly Entry[],
  put: readonly Entry[] = [],
  gone: readonly string[] = [],
  id: (entry: Entry) => string,
): readonly Entry[] {
  if (put.length === 0 && gone.length === 0) return old;
  const entries = new Map(old.map(entry => [id(entry), entry]));
  for (const entry of put) entries.set(id(entry), entry);
  for (const name of gone) entries.delete(name);
  return [...entries.values()];
}
