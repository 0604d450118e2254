import { cpuSeconds, familyOf, residentBytes } from '../kit/processes.ts';
import type { BenchSide } from './side.ts';

/** Processor time that a side uses between two moments, for each of its named processes with their children. */
export class CostMeter {
  readonly #side: BenchSide;
  readonly #before: ReadonlyMap<number, number>;

  constructor(side: BenchSide) {
    this.#side = side;
    const pids = [...side.processes.values()].flatMap(familyOf);
    this.#before = new Map(pids.map(pid => [pid, cpuSeconds(pid)]));
  }

  /** Milliseconds of processor a call since the meter was made, by process. */
  perCall(calls: number): Map<string, number> {
    return new Map(
      [...this.#side.processes].map(([name, pid]) => {
        const used = familyOf(pid).map(member => cpuSeconds(member) - (this.#before.get(member) ?? 0));
        return [name, (sumOf(used.map(seconds => Math.max(0, seconds))) * 1000) / calls];
      }),
    );
  }
}

/** Memory of each named process of a side, in megabytes. */
export function memoryOf(side: BenchSide): Map<string, number> {
  return new Map([...side.processes].map(([name, pid]) => [name, residentBytes(pid) / 1e6]));
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
