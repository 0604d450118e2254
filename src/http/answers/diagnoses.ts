import { z } from 'zod';
import { BOX_KINDS, type Diagnosis, type DiagnosisCard } from '../../tickets/diagnosis.ts';
import { instant } from './common.ts';

export const DiagnosisCardAnswer: z.ZodType<DiagnosisCard> = z.object({
  id: z.string(),
  ticket: z.string(),
  by: z.string().describe('whose page it is: a person’s id'),
  at: instant,
  since: instant,
});

export const DiagnosisAnswer: z.ZodType<Diagnosis> = z.object({
  format: z.literal('cauce-diagnosis-1'),
  user: z.string(),
  at: instant.describe('by that browser’s clock, as all moments in it'),
  since: instant,
  browser: z.string(),
  version: z.string(),
  entries: z.array(
    z.object({
      at: instant,
      kind: z.enum(BOX_KINDS),
      text: z.string(),
      figures: z.record(z.string(), z.number()).optional(),
    }),
  ),
});
