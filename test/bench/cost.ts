import { cpuSeconds, familyOf, residentBytes } from '../kit/processes.ts';
import type { BenchSide } from './side.ts';

/** Processor time that a side uses between two moments. */
export class CostMeter {
  readonly #side: BenchSide;
  readonly #before: ReadonlyMap<number, number>;

  constructor(side: BenchSide) {
    this.#side = side;
    this.#before = new Map(pidsOf(side).map(pid => [pid, cpuSeconds(pid)]));
  }

  /** Milliseconds of processor since the meter was made, all processes of the side together. */
  cpuMs(): number {
    const used = pidsOf(this.#side).map(pid => cpuSeconds(pid) - (this.#before.get(pid) ?? 0));
    return used.reduce((sum, seconds) => sum + Math.max(0, seconds), 0) * 1000;
  }
}

/** Memory of each named process of a side, in megabytes. */
export function memoryOf(side: BenchSide): Map<string, number> {
  return new Map([...side.processes].map(([name, pid]) => [name, residentBytes(pid) / 1e6]));
}

function pidsOf(side: BenchSide): number[] {
  return [...new Set([...side.processes.values()].flatMap(familyOf))];
}
