/** Hears of changes from now on; returns how to stop that. */
type Watch = (changed: () => void) => () => void;

/** Runs something once, later; what it returns takes that back. */
export type Schedule = (run: () => void) => () => void;

/**
 * Tells painters of changes once for all that came before a frame. Several come at once, from the telephone and from the
 * centre, in the moment in which a call is answered: drawn one by one they would hold up the call itself.
 */
export function painted(watch: Watch, nextFrame: Schedule): Watch {
  const painters = new Set<() => void>();
  let stop: (() => void) | null = null;
  let cancel: (() => void) | null = null;

  const paint = () => {
    cancel = null;
    for (const painter of [...painters]) painter();
  };
  const changed = () => {
    cancel ??= nextFrame(paint);
  };

  return painter => {
    painters.add(painter);
    stop ??= watch(changed);
    return () => {
      painters.delete(painter);
      if (painters.size > 0) return;
      stop?.();
      cancel?.();
      stop = null;
      cancel = null;
    };
  };
}
