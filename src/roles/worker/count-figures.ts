import type { FigureStore } from '../../figures/ports.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/** What was written down is counted this often, ms; a backlog without a rest but a short one, so that others get their turn. */
const EVERY_MS = 5_000;
const BACKLOG_MS = 50;

/** Counts what figures are made of while nobody looks at them, so that who looks does not wait for it. */
export function countFigures(
  figures: Pick<FigureStore, 'catchUp'>,
  clock: Clock,
  log: Log,
): { stop(): Promise<void> } {
  let timer: Timer | null = null;
  let counting: Promise<void> = Promise.resolve();
  let stopped = false;
  let failing = false;

  const next = (ms: number): void => {
    if (stopped) return;
    timer = clock.after(ms, () => {
      counting = count();
    });
  };
  const count = async (): Promise<void> => {
    let isDone = true;
    try {
      isDone = await figures.catchUp();
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'figures are not counted; tried again until they are');
      failing = true;
    }
    next(isDone ? EVERY_MS : BACKLOG_MS);
  };
  next(BACKLOG_MS);

  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await counting;
    },
  };
}
