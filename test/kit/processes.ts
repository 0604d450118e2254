import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { waitUntil } from './wait-until.ts';

/** Clock ticks a second in /proc on every Linux that Node runs on. */
const TICKS = 100;
const PAGE_BYTES = 4096;
const START_MS = 20_000;
const STOP_MS = 10_000;

export interface ProcessSettings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Passes the output on to this test's own, for looking at a failure. */
  readonly echo?: boolean;
}

/** A process of the test, with everything it has said so far. */
export class RunningProcess {
  readonly child: ChildProcess;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly exited: Promise<number | string>;
  #output = '';
  #over = false;

  constructor(command: string, args: readonly string[], { cwd, env, echo }: ProcessSettings = {}) {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        if (echo) process.stderr.write(text);
      });
    }
    this.exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 0));
    });
    this.exited.then(
      () => {
        this.#over = true;
      },
      () => {
        this.#over = true;
      },
    );
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process did not start');
    return this.child.pid;
  }

  get output(): string {
    return this.#output;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Waits for a line; fails at once, with the output, when the process ends before it was said. */
  async says(line: RegExp, withinMs = START_MS): Promise<RegExpExecArray> {
    const found = await waitUntil(() => line.exec(this.#output) ?? (this.#over && 'ended'), {
      within: withinMs,
      what: `${this.child.spawnargs.join(' ')} says ${line}`,
    });
    if (found === 'ended') throw new Error(`the process ended before it said ${line}:\n${this.#output}`);
    return found;
  }

  /** `kill -9`: no farewell, as when the power goes. Resolves when the process is gone. */
  async kill9(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Asks the process to stop and waits; kills it when it does not, and says so by rejecting. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', withinMs = STOP_MS): Promise<number | string> {
    if (this.#over) return this.exited;
    this.child.kill(signal);
    let tooLate = false;
    const timer = setTimeout(() => {
      tooLate = true;
      this.child.kill('SIGKILL');
    }, withinMs);
    const code = await this.exited;
    clearTimeout(timer);
    if (tooLate) throw new Error(`${this.child.spawnargs.join(' ')} did not stop within ${withinMs} ms`);
    return code;
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie still has an entry but does nothing any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Processor time a process has used, user and system together, in seconds; 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** The same of a process, of its children that it has waited for, and of everything below it that lives, in seconds. */
export function processTreeSeconds(pid: number): number {
  const fields = statFields(pid);
  const gone = (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / TICKS;
  return familyOf(pid).reduce((sum, member) => sum + cpuSeconds(member), gone);
}

/** Memory of a process that is in RAM now, in bytes; 0 when it is gone. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] ?? 0) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** A process and everything below it, as far as it has not been moved to another parent. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(statFields(Number(name))[1] ?? 0));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** The fields of /proc/PID/stat behind the command's name, which may itself hold spaces. */
function statFields(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
