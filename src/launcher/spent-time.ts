import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc on every Linux that Node runs on. */
const TICKS = 100;
/** What dies between two looks while it belongs to nobody is not seen, ms. */
const LOOK_EVERY_MS = 1_000;

/** A process as /proc/PID/stat tells of it (proc(5)). `ticks`: its own, and those of its children that it has waited for. */
export interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  /** With the pid it names a process for good. */
  readonly startTime: string;
  readonly ticks: number;
}

/**
 * Processor time of a process and all that it has started, whoever waits for them at the end. A process that ends is added
 * by the kernel to its parent, if that waits for it. One that outlived its parent is not (a test kills launchers, whose
 * programs live on): of those the time that was last seen is remembered.
 */
export class SpentTime {
  private readonly root: number;
  /** Descendants that were seen, by pid and start. */
  private seen = new Map<string, ProcessTime>();
  /** Ticks of descendants that ended without a parent of ours. */
  private left = 0;

  constructor(root: number) {
    this.root = root;
  }

  /** To be called again and again with all processes of the machine. */
  look(all: readonly ProcessTime[]): void {
    const children = new Map<number, ProcessTime[]>();
    for (const one of all) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
    const now = new Map<string, ProcessTime>();
    const add = (one: ProcessTime): void => {
      if (now.has(keyOf(one))) return;
      now.set(keyOf(one), one);
      for (const child of children.get(one.pid) ?? []) add(child);
    };
    for (const one of all) if (one.pid === this.root || this.seen.has(keyOf(one))) add(one);
    const family = new Set([...this.seen.values()].map(({ pid }) => pid));
    for (const [key, gone] of this.seen) {
      if (!now.has(key) && !family.has(gone.parent)) this.left += gone.ticks;
    }
    this.seen = now;
  }

  /** Seconds so far. */
  seconds(): number {
    let ticks = this.left;
    for (const one of this.seen.values()) ticks += one.ticks;
    return ticks / TICKS;
  }
}

const keyOf = ({ pid, startTime }: ProcessTime): string => `${pid} ${startTime}`;

/** All processes of this machine that may be seen. */
export function allProcesses(): ProcessTime[] {
  return readdirSync('/proc').flatMap(name => {
    const one = /^\d+$/.test(name) ? timeOf(Number(name)) : null;
    return one === null ? [] : [one];
  });
}

function timeOf(pid: number): ProcessTime | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may itself hold blanks and parentheses: the fields begin after the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), startTime: fields[19] ?? '', ticks };
  } catch {
    return null;
  }
}

/** Begins to measure this process and all that it starts from now on; the answer ends it and tells the seconds. */
export function measureSpentTime(): () => number {
  const spent = new SpentTime(process.pid);
  spent.look(allProcesses());
  const before = spent.seconds();
  const timer = setInterval(() => spent.look(allProcesses()), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    spent.look(allProcesses());
    return spent.seconds() - before;
  };
}
