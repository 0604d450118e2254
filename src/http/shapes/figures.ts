import { z } from 'zod';
import { COUNT_IDS, type CountId, type SomeCounts } from '../../figures/counts.ts';
import { GROUPS } from '../../figures/groups.ts';
import type { MetricId, Unit } from '../../figures/metrics.ts';
import type { CallBehind, Cursor } from '../../figures/ports.ts';
import type { Words } from '../../kit/errors.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /figures ?from&to&by&queue&agent | supervisor, admin | → FiguresShown
 * | GET /figures/export ?…&language      | supervisor, admin | the same as CSV
 * | GET /figures/calls ?from&to&count&by&key&uncalled&after&limit | supervisor, admin | → CallsBehind
 * | GET /figures/calls/export            | supervisor, admin | the same as CSV
 * | GET /figures/definitions             | all               | → {items: Definition[], total}
 * | GET /agents/me/figures ?from&to&by   | phone users       | → FiguresShown of their own work
 * | GET /agents/me/figures/calls ?from&to&count&after&limit | phone users | → CallsBehind of their own
 */

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .describe('a day of the centre’s calendar, 2026-11-22; the last one is included');
/** No control characters: they are names of ours. */
const name = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);
const span = { from: day, to: day };
const narrowed = {
  queue: name.optional().describe('of one queue; empty: of none'),
  agent: name.optional().describe('of one agent'),
};
export const FiguresQuery = z.strictObject({
  ...span,
  ...narrowed,
  by: z.enum(GROUPS).default('day').describe('by what the rows are'),
});
const file = {
  language: z.enum(['es', 'en']).optional().describe('of the page that asks; else that of the person'),
};
export const FiguresFile = FiguresQuery.extend(file);
export const OwnFiguresQuery = z.strictObject({
  ...span,
  by: z.enum(['day', 'hour', 'disposition']).default('day'),
});
const BehindWanted = z.strictObject({
  ...span,
  ...narrowed,
  count: z.enum(COUNT_IDS as [CountId, ...CountId[]]).describe('what is counted'),
  by: z.enum(GROUPS).optional().describe('the table whose row is asked for'),
  key: name.optional().describe('the row'),
  uncalled: z.enum(['1']).optional().describe('only those with whose caller nobody of ours has talked since'),
});
export const BehindFile = BehindWanted.extend(file);
export const BehindQuery = BehindWanted.extend({
  after: z
    .string()
    .regex(/^\d{1,15}~\d{1,6}~[\x21-\x7e]{1,100}$/)
    .optional()
    .transform((written): Cursor | undefined => {
      if (written === undefined) return undefined;
      const [at = '', place = '', ...call] = written.split('~');
      return { at: Number(at), place: Number(place), call: call.join('~') };
    })
    .describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const OwnBehindQuery = BehindQuery.pick({
  from: true,
  to: true,
  count: true,
  after: true,
  limit: true,
});
export const writtenCursor = ({ at, place, call }: Cursor): string => `${at}~${place}~${call}`;

export interface FiguresShown {
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
  readonly total: SomeCounts;
  readonly rows: readonly {
    readonly key: string;
    readonly title: Words | null;
    readonly counts: SomeCounts;
  }[];
}

export interface CallsBehind {
  readonly items: readonly CallBehind[];
  /** As many as the number that leads here says. */
  readonly total: number;
  readonly next: string | null;
}

export interface Definition {
  readonly id: MetricId;
  readonly name: Words;
  readonly meaning: Words;
  readonly formula: Words;
  readonly unit: Unit;
  readonly excludes: Words | null;
  readonly source: Words | null;
  /** The counts of it, those above the line first. */
  readonly terms: readonly CountId[];
  /** Goals are set by it. */
  readonly goal: boolean;
}
