import type { Missed } from '../../src/agents/events.ts';

/** Why offers were not taken, in the order in which they are told: the person first, then the telephone. */
export const MISSED = [
  'ignored',
  'refused',
  'busy',
  'forwards',
  'silent',
  'unreachable',
  'failed',
] as const satisfies readonly Missed[];
