import type { CallShedding } from '../../calls/ports/shedding.ts';

/** What a telephone system in memory was told to refuse, and what it says of itself. */
export interface MemoryShedding extends CallShedding {
  delay: number;
  refused: number;
  arrived: number;
  readonly shares: number[];
}

export function memoryShedding(): MemoryShedding {
  const shares: number[] = [];
  return {
    delay: 0,
    refused: 0,
    arrived: 0,
    shares,
    async refuse(share) {
      shares.push(share);
      return 'done';
    },
    async refusedSoFar() {
      return this.refused;
    },
    arrivedSoFar() {
      return this.arrived;
    },
    delayMs() {
      return this.delay;
    },
  };
}
