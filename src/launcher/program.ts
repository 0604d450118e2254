import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Words } from '../kit/errors.ts';
import { serviceUser } from './bootstrap/user.mjs';
import { makeFolder } from './folders.ts';
import { type Rank, rankProgram } from './priority.ts';
import { end, identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { type Progress, silent } from './progress.ts';

/** Something to run and keep running: one of the three parts, or a role of ours. */
export type Program = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What else decides how it behaves: its configuration, its code. A change of it means a restart. */
  readonly madeFrom: string;
  readonly logFile: string;
  /** Who goes first when the processor is short; `telephone` unless told. */
  readonly rank?: Rank;
  readonly stopSignal: NodeJS.Signals;
  readonly stopWithinMs: number;
  /** Who needs it for something else, or found it running, waits no longer; a start by hand waits as long as it lives. */
  readonly readyWithinMs: number;
  /** Clears what a killed predecessor left behind. */
  readonly beforeStart: () => void;
  readonly isReady: () => Promise<boolean>;
  /** What it waits for while it is not ready; null when it does not say. */
  readonly waitsFor?: () => Promise<Words | null>;
  /** What it says of itself when it is ready; null when it says nothing. */
  readonly introduces?: () => Promise<Words | null>;
  /** How a hang is noticed; without it only a death is. */
  readonly pulse?: Pulse;
};

/** How a program shows that it works, and what becomes of one that lives and does not work. */
export type Pulse = {
  /** True when it works; false, nothing within the round, or a rejection is a miss. */
  readonly feel: () => Promise<boolean>;
  /** It is started again; or people are told what a restart would cost, for then it is theirs to decide. */
  readonly whenLost: 'restart' | Words;
};

/** A program did not become ready; the last lines of its log say why. */
export class NotReadyError extends Error {
  constructor(program: Pick<Program, 'name' | 'logFile'>, reason: string) {
    super(`${program.name}: ${reason}\n${lastLines(program.logFile)}`);
    this.name = 'NotReadyError';
  }
}

const READY_POLL_MS = 50;
const LOG_LINES_SHOWN = 15;

/**
 * Starts a program in a session of its own, so that neither Ctrl-C nor the death of the launcher reaches it.
 * Under root it runs as the service user. Its output is appended to its log file.
 */
export function launch(program: Program): ProcessIdentity {
  program.beforeStart();
  makeFolder(dirname(program.logFile));
  const log = openSync(program.logFile, 'a', 0o640);
  const user = serviceUser();
  try {
    const child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    // The failure to start is seen as a process that is not there; without a listener it would end ours.
    child.on('error', () => {});
    child.unref();
    const identity = child.pid === undefined ? null : identify(child.pid);
    if (identity === null) throw new NotReadyError(program, `cannot run ${program.command}`);
    rankProgram(identity.pid, program.rank ?? 'telephone');
    return identity;
  } finally {
    closeSync(log);
  }
}

/** How a program that starts is waited for. */
export type Patience = {
  /** At most so long; a machine may be slow, and what lives may yet get ready. */
  readonly withinMs: number;
  /** Is told again and again for how long it has taken, and what is missing. */
  readonly report?: Progress;
  readonly reportEveryMs?: number;
  /** Nobody waits any more. */
  readonly stopping?: AbortSignal;
};

const REPORT_EVERY_MS = 10_000;

/** Waits until the program says that it works. Throws when it ends, or takes longer than there is patience. */
export async function untilReady(
  program: Program,
  running: ProcessIdentity,
  { withinMs, report: tell = silent, reportEveryMs: tellEveryMs = REPORT_EVERY_MS, stopping }: Patience = {
    withinMs: program.readyWithinMs,
  },
): Promise<void> {
  const began = performance.now();
  let toldAt = began;
  while (!(await program.isReady())) {
    if (!isAlive(running)) throw new NotReadyError(program, 'it ended while starting');
    if (stopping?.aborted) throw new NotReadyError(program, 'stopped while starting');
    const now = performance.now();
    if (now - began > withinMs) throw new NotReadyError(program, `not ready after ${withinMs / 1000} s`);
    if (now - toldAt >= tellEveryMs) {
      toldAt = now;
      await reportWaiting(program, now - began, tell);
    }
    await wait(READY_POLL_MS);
  }
}

async function reportWaiting(program: Program, ms: number, report: Progress): Promise<void> {
  const { name, logFile } = program;
  const seconds = Math.round(ms / 1000);
  const what = await program.waitsFor?.();
  report(
    `${name}: sigue arrancando (${seconds} s)${what ? `, espera: ${what.es}` : `; su registro: ${logFile}`}`,
    `still starting${what ? `, waits for: ${what.en}` : ''}`,
  );
}

export function stop(program: Program, running: ProcessIdentity): Promise<'ended' | 'killed'> {
  return end(running, program.stopSignal, program.stopWithinMs);
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
  } catch {
    return '';
  }
}
