import type { CallPicture } from '../../src/supervision/events.ts';
import { colleagueOf } from '../../src/supervision/parts.ts';

/** Whose own customer came back has read why after this long in the talk, ms. */
const TOLD_MS = 60_000;

/**
 * Whether the agent is told who sent the customer, and what became of it. Who is consulted has nobody sent to them; whose own
 * transfer came back is told until they ask somebody else, or have talked for a while.
 */
export function isSenderTold(call: CallPicture, own: string, now: number): boolean {
  const { transfer, pair, colleagues = [], outside = [], unanswered, notReached, answeredAt, phase } = call;
  if (!transfer || (!pair && colleagueOf(own, call))) return false;
  if (transfer.from !== own) return true;
  if (colleagues.length > 0 || outside.length > 0 || unanswered || notReached) return false;
  return phase !== 'talking' || answeredAt === null || now - answeredAt < TOLD_MS;
}
