import { z } from 'zod';
import { IMPORTANCES } from '../../notices/notice.ts';
import type { SentNotice } from '../shapes/notices.ts';
import { instant } from './common.ts';

export const SentNoticeAnswer: z.ZodType<SentNotice> = z.object({
  id: z.string(),
  text: z.string(),
  importance: z.enum(IMPORTANCES),
  by: z.string(),
  queues: z.array(z.string()),
  areas: z.array(z.string()),
  writtenAt: instant,
  until: instant,
  withdrawnAt: instant.nullable(),
  readers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      readAt: instant.nullable().describe('null: not yet'),
    }),
  ),
});
