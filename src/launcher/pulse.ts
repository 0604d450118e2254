import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity, signal, waitedForProcessor } from './process-identity.ts';
import type { Program, Pulse } from './program.ts';
import type { Progress } from './progress.ts';

/** A program is asked once a round, and has the round to answer. */
export const ROUND_MS = 5_000;
/** So many rounds in a row without an answer, and it hangs: a busy machine may well miss one or two. */
export const MISSES = 3;
/** So much of these rounds it must have been able to answer in; scheduling takes a little from the healthiest. */
const ABLE_SHARE = 0.9;
/** A round that took this many times as long says that the watcher was late: an answer may lie there unread. */
const LATE = 1.5;
/** A program that hangs and is not restarted is spoken of again after so many rounds. */
const REMIND_AFTER = 12;

/** What one round has shown of a program. `waitedMs`: for so long it was ready to run and had no processor. */
export interface Round {
  readonly answered: boolean;
  readonly tookMs: number;
  readonly waitedMs: number;
}

/** Rounds in a row without an answer. `ableMs`: for so much of them it ran, or wanted no processor. */
export interface Silence {
  readonly rounds: number;
  readonly ableMs: number;
}
export const NO_SILENCE: Silence = { rounds: 0, ableMs: 0 };

/** The silence after one more round. */
export function silenceAfter(
  before: Silence,
  { answered, tookMs, waitedMs }: Round,
  roundMs: number,
): Silence {
  if (answered) return NO_SILENCE;
  if (tookMs > LATE * roundMs) return before;
  return { rounds: before.rounds + 1, ableMs: before.ableMs + Math.max(0, roundMs - waitedMs) };
}

/**
 * Whether it hangs. Who waits for the processor is slow and not hanging: a restart would only add to the load. A program that
 * runs in circles on such a machine is found as soon as it has run for as long.
 */
export function hangs({ rounds, ableMs }: Silence, roundMs: number): boolean {
  return rounds >= MISSES && ableMs >= ABLE_SHARE * MISSES * roundMs;
}

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
  report: Progress,
  { stopping, roundMs = ROUND_MS }: { readonly stopping: AbortSignal; readonly roundMs?: number },
): Promise<void> {
  if (pulse === undefined) return;
  let silence = NO_SILENCE;
  let toldAt: number | null = null;
  while (!stopping.aborted && isAlive(running)) {
    const asked = await round(pulse.feel, running.pid, roundMs, stopping);
    if (stopping.aborted || !isAlive(running)) return;
    silence = silenceAfter(silence, asked, roundMs);
    if (asked.answered) {
      if (toldAt !== null) report(`${name} responde de nuevo.`, `${name} answers again.`);
      toldAt = null;
    }
    if (!hangs(silence, roundMs)) continue;
    const seconds = (silence.rounds * roundMs) / 1000;
    if (pulse.whenLost === 'restart') {
      report(
        `${name} no responde desde hace ${seconds} s; lo detengo para levantarlo.`,
        `${name} has not answered for ${seconds} s; ending it to start it again.`,
      );
      // It does not hear a polite signal either.
      signal(running, 'SIGKILL');
      return;
    }
    if (toldAt === null || silence.rounds >= toldAt + REMIND_AFTER) {
      toldAt = silence.rounds;
      const { es, en } = pulse.whenLost;
      report(
        `ATENCIÓN: ${name} no responde desde hace ${seconds} s. ${es} Para levantarlo: kill -9 ${running.pid}`,
        `ATTENTION: ${name} has not answered for ${seconds} s. ${en} To start it again: kill -9 ${running.pid}`,
      );
    }
  }
}

/** Takes the whole round, whatever comes, so that a refusal at once counts no more than a silence. */
async function round(
  feel: Pulse['feel'],
  pid: number,
  roundMs: number,
  stopping: AbortSignal,
): Promise<Round> {
  const from = performance.now();
  const waitedBefore = waitedForProcessor(pid);
  let answered = false;
  void feel().then(
    yes => {
      answered = yes;
    },
    () => undefined,
  );
  await wait(roundMs, undefined, { signal: stopping }).catch(() => undefined);
  return { answered, tookMs: performance.now() - from, waitedMs: waitedForProcessor(pid) - waitedBefore };
}
