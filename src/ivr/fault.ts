import type { Words } from '../kit/errors.ts';

export type FlowFaultCode =
  | 'unreadable'
  | 'wrong-shape'
  | 'unknown-node'
  | 'dead-end'
  | 'unreachable-node'
  | 'missing-prompt'
  | 'endless-loop'
  | 'digits-collide'
  | 'nothing-known';

/** A fault in a flow's file, for people: `line` and `column` count from 1. */
export interface FlowFault {
  readonly code: FlowFaultCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly words: Words;
}
