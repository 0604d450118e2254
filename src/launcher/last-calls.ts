import { setTimeout as wait } from 'node:timers/promises';
import { LAST_CALLS_REQUEST } from '../kit/last-calls-request.ts';
import { askJson } from './answers-http.ts';
import type { Progress } from './progress.ts';

/** Well within the time for which `calls` remembers that it was asked. */
const ASK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;
/** So many times in a row nobody answers: nobody has a call in hand whose end could be heard. */
const SILENT = 5;
const TELL_EVERY_MS = 30_000;

export interface LastCallsPatience {
  /** s. */
  readonly waitSeconds: number;
  /** Called when they have been told what they wait for; resolves when they do not want to. */
  again(): Promise<unknown>;
  readonly report: Progress;
  readonly askEveryMs?: number;
}

/** How many calls live, and no new one is taken for some seconds; null: `calls` does not answer. */
export async function askLastCalls(socketPath: string): Promise<number | null> {
  const [method, path = '/'] = LAST_CALLS_REQUEST.split(' ');
  const answer = await askJson({ socketPath, method, path, timeout: ANSWER_WITHIN_MS });
  const { calls } = (answer ?? {}) as { calls?: unknown };
  return typeof calls === 'number' ? calls : null;
}

/**
 * Has no new call taken and waits until the last one has ended, the time is over or somebody insists. Says how many there
 * are, now and then.
 */
export async function awaitLastCalls(
  ask: () => Promise<number | null>,
  { waitSeconds, again, report, askEveryMs = ASK_EVERY_MS }: LastCallsPatience,
): Promise<void> {
  if (waitSeconds === 0) return;
  let isOver = false;
  let over: Promise<unknown> = new Promise(() => {});
  const began = performance.now();
  let toldAt: number | null = null;
  let silent = 0;
  for (;;) {
    const calls = await ask();
    if (calls === 0 || isOver) return;
    silent = calls === null ? silent + 1 : 0;
    if (silent === SILENT || (silent > 0 && toldAt === null)) return;
    const now = performance.now();
    const left = waitSeconds - Math.round((now - began) / 1000);
    if (calls !== null && left <= 0) {
      report(
        `Se acabó la espera; se ${calls === 1 ? 'corta 1 llamada' : `cortan ${calls} llamadas`}.`,
        `The wait is over; calls that are cut: ${calls}.`,
      );
      return;
    }
    if (calls !== null && (toldAt === null || now - toldAt >= TELL_EVERY_MS)) {
      if (toldAt === null) {
        over = again().then(() => {
          isOver = true;
        });
      }
      toldAt = now;
      report(
        `${calls === 1 ? 'Hay 1 llamada' : `Hay ${calls} llamadas`} en curso; no entra ninguna nueva. Espero hasta ${left} s a que terminen; Ctrl-C otra vez las corta.`,
        `Calls in progress: ${calls}; no new one is taken. Waiting up to ${left} s for them to end; Ctrl-C again cuts them.`,
      );
    }
    await Promise.race([wait(askEveryMs), over]);
  }
}
