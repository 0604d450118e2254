import type { CallPicture } from '../../src/supervision/events.ts';

/** Still in a line, since then, epoch ms; or it is over and lasted so long, ms. `inAll`: it is the sum of several. */
export type Wait =
  | { readonly over: false; readonly since: number; readonly inAll: boolean }
  | { readonly over: true; readonly ms: number; readonly inAll: boolean };

/** How long a customer has waited for whom they are to talk with, over all their transfers. Null: in no line, or not known. */
export function waitOf({
  phase,
  queuedAt,
  answeredAt,
  transfer,
}: Pick<CallPicture, 'phase' | 'queuedAt' | 'answeredAt' | 'transfer'>): Wait | null {
  if (queuedAt === null) return null;
  const inAll = transfer !== undefined;
  if (phase === 'waiting' || phase === 'offered') return { over: false, since: queuedAt, inAll };
  return answeredAt === null ? null : { over: true, ms: answeredAt - queuedAt, inAll };
}
