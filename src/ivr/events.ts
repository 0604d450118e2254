import type { FlowFault } from './fault.ts';

/** Facts of this room. A rejected flow leaves the last good one at work. */
export type IvrEvent =
  | { readonly kind: 'flow-loaded'; readonly flow: string; readonly version: string }
  | { readonly kind: 'flow-rejected'; readonly file: string; readonly faults: readonly FlowFault[] };
