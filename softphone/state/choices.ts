import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import type { Input, Screen } from './screen.ts';
import type { Store } from './store.ts';

/** What could not be had is asked for again after this, ms. */
export const ASK_AGAIN_MS = 5_000;

/**
 * Asks for the dispositions, breaks and areas until they are there: a page that is opened while the database is away could
 * not end a wrap-up without them. Gives what stops it.
 */
export function fetchChoices(
  store: Store<Screen, Input>,
  api: Pick<Api, 'dispositions' | 'breaks' | 'areas'>,
  clock: Clock,
): () => void {
  const timers = new Map<string, Timer>();
  let stopped = false;
  const keep = (what: string, ask: () => Promise<Input>) => {
    ask()
      .then(input => {
        if (!stopped) store.send(input);
      })
      .catch(() => {
        if (!stopped)
          timers.set(
            what,
            clock.after(ASK_AGAIN_MS, () => keep(what, ask)),
          );
      });
  };
  keep('dispositions', async () => ({ kind: 'dispositions', items: (await api.dispositions()).items }));
  // Whose session has ended in a call takes no break any more, and sees no list.
  if (store.get().ending === null) {
    keep('breaks', async () => ({ kind: 'breaks', items: (await api.breaks()).items }));
    keep('areas', async () => ({ kind: 'areas', items: (await api.areas()).items }));
  }
  return () => {
    stopped = true;
    for (const timer of timers.values()) timer.cancel();
  };
}
