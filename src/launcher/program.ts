import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serviceUser } from './bootstrap/user.mjs';
import { makeFolder } from './folders.ts';
import { end, identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { giveWay } from './yielding.ts';

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
  /** How far it gives way to the telephone when the processor is short, 0 (not at all) to 19. */
  readonly niceness?: number;
  readonly stopSignal: NodeJS.Signals;
  readonly stopWithinMs: number;
  readonly readyWithinMs: number;
  /** Clears what a killed predecessor left behind. */
  readonly beforeStart: () => void;
  readonly isReady: () => Promise<boolean>;
  /** How a hang is noticed; without it only a death is. */
  readonly pulse?: Pulse;
};

/** How a program shows that it works, and what becomes of one that lives and does not work. */
export type Pulse = {
  /** True when it works; false, nothing within the round, or a rejection is a miss. */
  readonly feel: () => Promise<boolean>;
  /** It is started again; or people are told what a restart would cost, for then it is theirs to decide. */
  readonly whenLost: 'restart' | { readonly es: string; readonly en: string };
};

/** A program did not become ready; the last lines of its log say why. */
export class NotReadyError extends Error {
  constructor(program: Program, reason: string) {
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
    giveWay(identity.pid, program.niceness ?? 0);
    return identity;
  } finally {
    closeSync(log);
  }
}

/** Waits until the program says that it works. Throws when it ends, or takes too long. */
export async function untilReady(program: Program, running: ProcessIdentity): Promise<void> {
  const deadline = performance.now() + program.readyWithinMs;
  while (!(await program.isReady())) {
    if (!isAlive(running)) throw new NotReadyError(program, 'it ended while starting');
    if (performance.now() > deadline) {
      throw new NotReadyError(program, `not ready after ${program.readyWithinMs / 1000} s`);
    }
    await wait(READY_POLL_MS);
  }
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
