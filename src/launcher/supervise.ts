import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeOwned } from './folders.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { launch, type Patience, type Program, stop, untilReady } from './program.ts';
import type { Progress } from './progress.ts';
import { keepFeeling } from './pulse.ts';

/**
 * Keeps one program running, and finds it again after a `kill -9` of the launcher. One that hangs is killed by
 * `keepFeeling`, where that is wanted, and then is gone like any other.
 *
 *             start()                    gone
 *   idle ───────────────▶ running ───────────────▶ waiting
 *     │  adopted, or         ▲                        │
 *     │  launched and ready  └──── launched again ────┘  after 0.2, 0.5, 1, 2, 5, 10 s
 *     └──────────────── stop() from anywhere ─────────▶ stopped
 */
export class Supervisor {
  readonly program: Program;
  private readonly pidFile: string;
  private readonly report: Progress;
  private readonly stopping = new AbortController();
  private running: ProcessIdentity | null = null;
  private watching: Promise<void> = Promise.resolve();
  private readonly roundMs: number | undefined;

  constructor(program: Program, runFolder: string, report: Progress, roundMs?: number) {
    this.program = program;
    this.pidFile = pidFileOf(runFolder, program.name);
    this.report = report;
    this.roundMs = roundMs;
  }

  /**
   * Adopts the living program or launches it; answers when it is ready and throws when it does not get so. An adopted
   * one that is not ready is told of and kept: it may be what calls hang on, and its pulse says what to do.
   */
  async start(): Promise<'adopted' | 'launched'> {
    const found = this.stopping.signal.aborted ? null : readPidFile(this.pidFile);
    const same = found?.fingerprint === fingerprintOf(this.program);
    if (found !== null && isAlive(found)) {
      if (same) {
        this.running = found;
        await untilReady(this.program, found, this.patience(this.program.readyWithinMs)).catch(
          (cause: Error) => this.report(cause.message, ''),
        );
        this.watching = this.watch();
        return 'adopted';
      }
      // The settings or our own code have changed since it was launched.
      await stop(this.program, found);
    }
    // By hand, on a machine that may be slow: what lives is waited for, and only its own end is a failure.
    await this.launch(Number.POSITIVE_INFINITY);
    this.watching = this.watch();
    return 'launched';
  }

  /**
   * Ends the program in order. It may be called while `start` is still waiting, and before it: then it ends what
   * a killed launcher left running.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
    const last = this.running ?? readPidFile(this.pidFile);
    if (last !== null) await stop(this.program, last);
    this.running = null;
    rmSync(this.pidFile, { force: true });
  }

  private async launch(withinMs: number): Promise<void> {
    // Asked to stop while something else was awaited: a program launched now would have nobody to end it.
    if (this.stopping.signal.aborted) throw new Error(`${this.program.name} was stopped before it started`);
    this.running = launch(this.program);
    const entry: PidFile = { ...this.running, fingerprint: fingerprintOf(this.program) };
    writeOwned(this.pidFile, JSON.stringify(entry));
    await untilReady(this.program, this.running, this.patience(withinMs));
  }

  private patience(withinMs: number): Patience {
    return { withinMs, report: this.report, stopping: this.stopping.signal };
  }

  private async watch(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      const since = performance.now();
      this.feel();
      if (!(await this.untilGone())) return;
      failures = performance.now() - since > STEADY_AFTER_MS ? 1 : failures + 1;
      const { name } = this.program;
      const delay = restartDelay(failures);
      this.report(
        `${name} se cayó; lo levanto en ${delay / 1000} s.`,
        `${name} died; starting it again in ${delay / 1000} s.`,
      );
      if (!(await this.pause(delay))) return;
      try {
        await this.launch(relaunchWithinMs(this.program));
        this.report(`${name} está de vuelta.`, `${name} is back.`);
      } catch (cause) {
        if (this.stopping.signal.aborted) return;
        this.report(String(cause), '');
        if (this.running !== null) await stop(this.program, this.running);
      }
    }
  }

  /** Until this process is gone: the next one of the same program is watched over anew. */
  private feel(): void {
    if (this.running === null) return;
    const pace = { stopping: this.stopping.signal, roundMs: this.roundMs };
    void keepFeeling(this.program, this.running, this.report, pace);
  }

  /** False when it is `stop` that is wanted. */
  private async untilGone(): Promise<boolean> {
    while (this.running !== null && isAlive(this.running)) {
      if (!(await this.pause(WATCH_EVERY_MS))) return false;
    }
    return !this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<boolean> {
    await wait(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    return !this.stopping.signal.aborted;
  }
}

type PidFile = ProcessIdentity & { readonly fingerprint: string };

const WATCH_EVERY_MS = 100;
/** A program that lived this long before it died has not failed to start: the count begins anew. */
const STEADY_AFTER_MS = 60_000;
const DELAYS_MS = [200, 500, 1000, 2000, 5000, 10_000] as const;

/** How long to wait before the next start, after so many failures in a row (1 or more). */
export function restartDelay(failures: number): number {
  return DELAYS_MS[Math.min(failures, DELAYS_MS.length) - 1] ?? DELAYS_MS[0];
}

/** One that hangs while it starts again is launched anew, if a restart is harmless; five times what is usual is a hang. */
function relaunchWithinMs({ pulse, readyWithinMs }: Program): number {
  return pulse?.whenLost === 'restart' ? 5 * readyWithinMs : Number.POSITIVE_INFINITY;
}

/** The living process that was launched for this name, if any. */
export function livingProcess(runFolder: string, name: string): ProcessIdentity | null {
  const found = readPidFile(pidFileOf(runFolder, name));
  return found !== null && isAlive(found) ? found : null;
}

function pidFileOf(runFolder: string, name: string): string {
  return join(runFolder, `${name}.pid.json`);
}

function readPidFile(path: string): PidFile | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function fingerprintOf(program: Program): string {
  const { command, args, env, madeFrom } = program;
  return createHash('sha256')
    .update(JSON.stringify([command, args, env, madeFrom]))
    .digest('hex');
}
