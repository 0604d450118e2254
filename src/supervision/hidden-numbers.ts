import type { Standing } from '../rights/capabilities.ts';
import { hidesNumbers } from '../rights/numbers.ts';
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
  const now = picture.agents.find(({ id }) => id === reader.id)?.queues ?? [];
  return hidesNumbers({ ...reader, queues: [...reader.queues, ...now] }, masking);
}
