import { z } from 'zod';
import { BOX_KINDS, type Diagnosis } from '../../tickets/diagnosis.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | POST /tickets/{number}/diagnoses     | in sight | Diagnosis (1 MB at the most) → DiagnosisCard
 * | GET /tickets/{number}/diagnoses/{id} | whose it is, and who sees everything, in sight | → Diagnosis
 */

const instant = z.int().nonnegative();

/** The last hour of a page, with the time that its clock may have been set by meanwhile. */
const LONGEST_MS = 3 * 60 * 60_000;

const entry = z.strictObject({
  at: instant,
  kind: z.enum(BOX_KINDS),
  text: z.string().max(6_000),
  figures: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,23}$/), z.number()).optional(),
});

export const AttachDiagnosis = z
  .strictObject({
    format: z.literal('cauce-diagnosis-1'),
    user: z.string().max(64),
    at: instant,
    since: instant,
    browser: z.string().max(300),
    version: z.string().max(60),
    entries: z.array(entry).max(20_000),
  })
  .refine(({ at, since }) => since <= at && at - since <= LONGEST_MS, {
    path: ['since'],
  }) satisfies z.ZodType<Diagnosis>;
