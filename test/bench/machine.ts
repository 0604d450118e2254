import { readFileSync } from 'node:fs';
import { cpuSeconds, familyOf } from '../kit/processes.ts';
import { sumOf } from './cost.ts';
import type { BenchSide } from './side.ts';

type Family = Pick<BenchSide, 'processes'>;

/** Rounds of the fixed loop: a third of a second or so of a processor that has nothing else to do. */
const ROUNDS = 200_000_000;

/**
 * Processor time of a fixed loop, ms: what the machine is worth at this moment, for figures of different machines and
 * hours differ twofold.
 */
export function calibration(): number {
  const before = process.cpuUsage();
  let mixed = 1;
  for (let round = 0; round < ROUNDS; round += 1) mixed = (Math.imul(mixed, 1_664_525) + 1_013_904_223) | 0;
  const { user, system } = process.cpuUsage(before);
  // Whoever leaves the result unused is optimised away.
  if (mixed === 0) throw new Error('the loop did not run');
  return (user + system) / 1_000;
}

/** Shares of the machine's processors, 0 to 1: what anybody used, and what neither the sides nor the generator used. */
export interface Shares {
  readonly busy: number;
  readonly foreign: number;
}

/** How much of the machine is used since it was made, and by others. */
export class ForeignLoad {
  private readonly sides: readonly Family[];
  private readonly before: Moment;

  constructor(sides: readonly Family[]) {
    this.sides = sides;
    this.before = this.now();
  }

  /** What others used. */
  share(): number {
    return this.shares().foreign;
  }

  shares(): Shares {
    const after = this.now();
    const busy = after.busy - this.before.busy;
    const own = [...after.own].map(([pid, seconds]) => seconds - (this.before.own.get(pid) ?? 0));
    const all = after.all - this.before.all;
    if (all <= 0) return { busy: 0, foreign: 0 };
    const ours = sumOf(own.map(used => Math.max(0, used)));
    return { busy: busy / all, foreign: Math.max(0, busy - ours) / all };
  }

  private now(): Moment {
    const roots = this.sides.flatMap(side => [...side.processes.values()]);
    const own = new Map([...roots.flatMap(familyOf), process.pid].map(pid => [pid, cpuSeconds(pid)]));
    return { ...machineTimes(readFileSync('/proc/stat', 'utf8')), own };
  }
}

interface Moment {
  /** Seconds of all processors together since the machine started. */
  readonly all: number;
  /** Those of them in which they worked, for us or for others. */
  readonly busy: number;
  /** Seconds of each process of ours. */
  readonly own: ReadonlyMap<number, number>;
}

const TICKS = 100;

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal, … in ticks (proc_stat(5)). */
export function machineTimes(stat: string): { readonly all: number; readonly busy: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = (
    stat.split('\n')[0] ?? ''
  )
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { all: (busy + idle + wait) / TICKS, busy: busy / TICKS };
}
