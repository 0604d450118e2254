import type { Standing } from '../rights/capabilities.ts';
import { hidesNumbers, mayReveal } from '../rights/numbers.ts';
import type { CentrePicture } from './events.ts';

/**
 * Whether somebody sees only the last digits of customers' numbers, by the queues that they serve now: a supervisor may have
 * given them others for the day. Null: nothing is known of the queues yet.
 */
export function hidesNumbersFrom(
  reader: Standing & { readonly id: string; readonly queues: readonly string[] },
  picture: Pick<CentrePicture, 'queues' | 'agents'> | null,
): boolean {
  if (picture === null) return hidesNumbers(reader, null);
  const masking = picture.queues.filter(({ maskNumbers }) => maskNumbers);
  if (masking.length === 0) return false;
  return hidesNumbers({ ...reader, queues: queuesNow(reader, picture) }, masking);
}

/** Whether they may be shown the number of a call that they have, by the queues that they serve now. */
export function mayRevealNow(
  reader: { readonly id: string; readonly queues: readonly string[] },
  picture: Pick<CentrePicture, 'queues' | 'agents'>,
): boolean {
  return mayReveal({ queues: queuesNow(reader, picture) }, picture.queues);
}

const queuesNow = (
  { id, queues }: { readonly id: string; readonly queues: readonly string[] },
  { agents }: Pick<CentrePicture, 'agents'>,
): string[] => [...queues, ...(agents.find(each => each.id === id)?.queues ?? [])];
