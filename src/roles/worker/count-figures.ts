import type { FigureStore, SetAside } from '../../figures/ports.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Words } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { AlarmBook } from '../../supervision/ports.ts';

/** What was written down is counted this often, ms; a backlog without a rest but a short one, so that others get their turn. */
const EVERY_MS = 5_000;
const BACKLOG_MS = 50;

const ALARM = 'figures-set-aside';
/** How many of those that cannot be counted the alarm names, and the log. */
const NAMED = 3;

/**
 * Counts what figures are made of while nobody looks at them, so that who looks does not wait for it. What cannot be counted is tried
 * again at each start, and is an alarm for as long as there is any.
 */
export function countFigures(
  figures: Pick<FigureStore, 'catchUp' | 'setAside' | 'countAgain'>,
  alarms: Pick<AlarmBook, 'raise' | 'clear'>,
  clock: Clock,
  log: Log,
): { stop(): Promise<void> } {
  let timer: Timer | null = null;
  let counting: Promise<void> = Promise.resolve();
  let stopped = false;
  let failing = false;
  let triedAgain = false;
  /** How many were set aside when it was told last; null: nothing is told yet. */
  let told: number | null = null;

  const next = (ms: number): void => {
    if (stopped) return;
    timer = clock.after(ms, () => {
      counting = count();
    });
  };
  const count = async (): Promise<void> => {
    let isDone = true;
    try {
      if (!triedAgain) await figures.countAgain();
      triedAgain = true;
      isDone = await figures.catchUp();
      await tell(await figures.setAside(NAMED));
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'figures are not counted; tried again until they are');
      failing = true;
    }
    next(isDone ? EVERY_MS : BACKLOG_MS);
  };
  const tell = async (aside: SetAside): Promise<void> => {
    if (aside.total === told) return;
    const now = clock.now();
    if (aside.total === 0) await alarms.clear(ALARM, now);
    else {
      log.warn({ ...aside }, 'some of what was written down cannot be counted for figures');
      await alarms.raise({ id: ALARM, since: now, severity: 'warning', words: asideWords(aside) });
    }
    told = aside.total;
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

function asideWords({ total, named }: SetAside): Words {
  const names = named.map(({ subject }) => subject).join(', ');
  const rest = total - named.length;
  return {
    es: `Faltan en las cifras ${total} llamadas o hechos que no se pudieron contar (${names}${rest > 0 ? ` y ${rest} más` : ''}). Nada se pierde: se intenta de nuevo cada vez que arranca el «worker». Avise a soporte.`,
    en: `${total} calls or facts that could not be counted are missing from the figures (${names}${rest > 0 ? ` and ${rest} more` : ''}). Nothing is lost: it is tried again each time the worker starts. Tell support.`,
  };
}
