import type { Outcome } from '../../calls/ports/telephony.ts';
import type { AriAnswer } from './request.ts';

/** What addChannel and removeChannel answer for a full bridge or a channel that left. */
export const LEFT_FIRST = [400, 404, 422];

/**
 * What became of an order, by the HTTP status alone: texts of Asterisk change. 404 is the usual race (the other
 * side hung up first); `gone` lists the statuses that mean the same on that operation. Everything else that is not
 * success is a refusal: 400, 409, 412 and 422 for a wrong state, 500 for an INVITE that cannot be built because the
 * endpoint has no contact (facts 20).
 */
export function outcomeOf(answer: AriAnswer, gone: readonly number[] = [404]): Outcome {
  if (answer.kind !== 'answer') return answer.kind;
  if (answer.status >= 200 && answer.status < 300) return 'done';
  return gone.includes(answer.status) ? 'gone' : 'refused';
}
