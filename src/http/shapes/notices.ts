import { z } from 'zod';
import { IMPORTANCES, type Notice } from '../../notices/notice.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /notices ?limit              | send-notices | → {items: SentNotice[], total}, the newest first
 * | POST /notices                    | send-notices | NewNotice → SentNotice (201)
 * | DELETE /notices/{id}             | send-notices | → {ok:true}; it is withdrawn, and stays in the list
 * | POST /notices/{id}/read          | read-notices | → {ok:true}
 */

const names = z.array(z.string().min(1).max(60)).max(50);

export const NoticeQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const NewNotice = z.strictObject({
  text: text(TEXTS.notice),
  importance: z.enum(IMPORTANCES),
  queues: names.default([]).describe('who serves one of these'),
  areas: names.default([]).describe('or works in one of these; with none of either: every agent'),
  until: z.number().optional().describe('epoch ms, 7 days ahead at most; left out: the end of the day'),
});
export type NewNotice = z.input<typeof NewNotice>;

/** One of those whom a notice is for. */
export interface NoticeReader {
  readonly id: string;
  readonly name: string;
  /** When they put it aside, epoch ms; null: not yet. */
  readonly readAt: number | null;
}

export interface SentNotice extends Notice {
  /** Of those who are agents today; who has read it first, then by name. */
  readonly readers: readonly NoticeReader[];
}
