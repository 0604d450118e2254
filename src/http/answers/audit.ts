import { z } from 'zod';
import type { AuditCard } from '../../audit/events.ts';
import { CHAIN_FAULTS } from '../../audit/fault-words.ts';
import { AUDIT_KINDS } from '../../audit/kinds.ts';
import type { AuditState } from '../shapes/audit.ts';
import { instant, words } from './common.ts';

export const AuditCardAnswer: z.ZodType<AuditCard> = z.object({
  seq: z.int(),
  at: instant,
  kind: z.enum(AUDIT_KINDS),
  person: z.string().nullable().describe('who did it'),
  personName: z.string().nullable(),
  address: z.string().nullable(),
  subject: z.string().nullable().describe('whom or what it is about'),
  subjectName: z.string().nullable(),
  data: z.record(z.string(), z.any()),
  hash: z.string().describe('SHA-256, hex'),
});
export const AuditStateAnswer: z.ZodType<AuditState> = z.object({
  checked: z.object({ seq: z.int(), at: instant, hash: z.string() }).nullable(),
  wholeAt: instant.nullable(),
  faults: z.array(
    z.object({
      seq: z.int(),
      why: z.enum(CHAIN_FAULTS),
      words,
    }),
  ),
  checking: z.boolean(),
});
