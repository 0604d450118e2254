import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity, signal } from './process-identity.ts';
import type { Program, Pulse } from './program.ts';
import type { Progress } from './progress.ts';

/** A program is asked once a round, and has the round to answer. */
export const ROUND_MS = 5_000;
/** So many rounds in a row without an answer, and it hangs: a busy machine may well miss one or two. */
export const MISSES = 3;
/** A program that hangs and is not restarted is spoken of again after so many rounds. */
const REMIND_AFTER = 12;

/**
 * Watches over a program that runs, until it is gone or `stopping`.
 *
 *   answering ──miss──▶ doubtful ──third miss──▶ hanging ─┬─ restart: killed, and launched by its supervisor
 *       ▲                  │                              └─ otherwise: told, and told again each minute
 *       └─────answer───────┴────────────answer───────────────────┘
 */
export async function keepFeeling(
  { name, pulse }: Program,
  running: ProcessIdentity,
  tell: Progress,
  { stopping, roundMs = ROUND_MS }: { readonly stopping: AbortSignal; readonly roundMs?: number },
): Promise<void> {
  if (pulse === undefined) return;
  let missed = 0;
  while (!stopping.aborted && isAlive(running)) {
    const answered = await round(pulse.feel, roundMs, stopping);
    if (stopping.aborted || !isAlive(running)) return;
    if (answered) {
      if (missed >= MISSES) tell(`${name} responde de nuevo.`, `${name} answers again.`);
      missed = 0;
      continue;
    }
    missed += 1;
    const seconds = (missed * roundMs) / 1000;
    if (pulse.whenLost === 'restart') {
      if (missed < MISSES) continue;
      tell(
        `${name} no responde desde hace ${seconds} s; lo detengo para levantarlo.`,
        `${name} has not answered for ${seconds} s; ending it to start it again.`,
      );
      // It does not hear a polite signal either.
      signal(running, 'SIGKILL');
      return;
    }
    if (missed >= MISSES && (missed - MISSES) % REMIND_AFTER === 0) {
      const { es, en } = pulse.whenLost;
      tell(
        `ATENCIÓN: ${name} no responde desde hace ${seconds} s. ${es} Para levantarlo: kill -9 ${running.pid}`,
        `ATTENTION: ${name} has not answered for ${seconds} s. ${en} To start it again: kill -9 ${running.pid}`,
      );
    }
  }
}

/** Takes the whole round, whatever comes, so that a refusal at once counts no more than a silence. */
async function round(feel: Pulse['feel'], roundMs: number, stopping: AbortSignal): Promise<boolean> {
  let answered = false;
  void feel().then(
    yes => {
      answered = yes;
    },
    () => undefined,
  );
  await wait(roundMs, undefined, { signal: stopping }).catch(() => undefined);
  return answered;
}
