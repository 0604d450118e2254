import type { Language } from '../words/language.ts';

/** What is loaded once for each key, and kept. */
export interface LoadOnce<Key, Value> {
  /** What is there already. */
  readonly there: (key: Key) => Value | null;
  /** Fails as its loading does; asked for again, it tries again. */
  readonly load: (key: Key) => Promise<Value>;
}

export function loadOnce<Key, Value>(load: (key: Key) => Promise<Value>): LoadOnce<Key, Value> {
  const kept = new Map<Key, Value>();
  const under = new Map<Key, Promise<Value>>();
  return {
    there: key => kept.get(key) ?? null,
    load(key) {
      const running = under.get(key);
      if (running) return running;
      const begun = load(key);
      under.set(key, begun);
      begun.then(
        value => kept.set(key, value),
        () => under.delete(key),
      );
      return begun;
    },
  };
}

type Part = LoadOnce<Language, unknown>;

/** In the order in which they are wanted; a part that was loaded may bring others. */
const parts: Part[] = [];

export function toLoadAhead(part: Part): void {
  parts.push(part);
}

/** What runs when the page has nothing to do; ends by the function it gives back. */
export type WhenIdle = (run: () => void) => () => void;

/**
 * Loads the parts that are not there yet, one after another, each when the page is idle; `done` when all are there. It ends with
 * the first that cannot be loaded: the browser would not ask again for those that come after it, either.
 */
export function loadAhead(
  language: Language,
  whenIdle: WhenIdle,
  done: () => void,
  from: readonly Part[] = parts,
): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const next = () => {
    if (stopped) return;
    const part = from.find(each => each.there(language) === null);
    if (!part) return done();
    cancel = whenIdle(() => {
      part.load(language).then(next, () => undefined);
    });
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}
