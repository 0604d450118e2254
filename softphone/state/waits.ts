import type { CallPicture } from '../../src/supervision/events.ts';

/** Still in a line, since then, epoch ms; or it is over and lasted so long, ms. */
export type Wait =
  | { readonly over: false; readonly since: number }
  | { readonly over: true; readonly ms: number };

/** How long a customer has waited for whom they are to talk with, over all their transfers. Null: in no line, or not known. */
export function waitOf({
  phase,
  queuedAt,
  answeredAt,
}: Pick<CallPicture, 'phase' | 'queuedAt' | 'answeredAt'>): Wait | null {
  if (queuedAt === null) return null;
  if (phase === 'waiting' || phase === 'offered') return { over: false, since: queuedAt };
  return answeredAt === null ? null : { over: true, ms: answeredAt - queuedAt };
}
