import { z } from 'zod';
import { DIRECTIONS } from '../../calls/events.ts';
import { CALL_OUTCOMES } from '../../calls/history.ts';
import { END_REASONS } from '../../calls/rules/end-reason.ts';
import { SHARE_KINDS } from '../../figures/count-call.ts';
import { COUNT_IDS, type CountId } from '../../figures/counts.ts';
import { METRIC_IDS, type MetricId } from '../../figures/metrics.ts';
import { TURN_ENDS } from '../../figures/turns.ts';
import type { CallsBehind, Definition, FiguresShown } from '../shapes/figures.ts';
import { instant, words } from './common.ts';

const count = z.enum(COUNT_IDS as [CountId, ...CountId[]]);
const counts = z
  .partialRecord(count, z.number())
  .describe('sums, spans in ms; what is not known of what was asked is missing');

export const FiguresAnswer: z.ZodType<FiguresShown> = z.object({
  from: instant,
  to: instant.describe('epoch ms, not included'),
  complete: z.boolean().describe('false: calls of before are being counted still'),
  total: counts,
  rows: z.array(
    z.object({
      key: z
        .string()
        .describe(
          '2026-11-22, the beginning of an hour in epoch ms, an hour of many days (09), or a name; empty: none',
        ),
      title: words.nullable(),
      counts,
    }),
  ),
});

export const CallsBehindAnswer: z.ZodType<CallsBehind> = z.object({
  items: z.array(
    z.object({
      at: instant.describe('when the call came'),
      call: z.string(),
      place: z.int().describe('which of its turns or shares'),
      direction: z.enum(DIRECTIONS),
      ticket: z.string(),
      callerNumber: z.string(),
      customer: z.string().nullable(),
      customerName: z.string().nullable(),
      queue: z.string().nullable(),
      agent: z.string().nullable(),
      agentName: z.string().nullable(),
      outcome: z.enum(CALL_OUTCOMES),
      endedWhy: z.enum(END_REASONS).nullable(),
      turn: z.enum(TURN_ENDS).nullable().describe('how the turn ended, where turns are counted'),
      share: z
        .enum(SHARE_KINDS)
        .nullable()
        .describe('what the share of the agent came to, where shares are counted'),
      waitedMs: z.number().nullable(),
      talkedMs: z.number().nullable(),
      heldMs: z.number().nullable(),
      wrapUpMs: z.number().nullable().describe('null where calls are counted'),
      disposition: z.string().nullable(),
      recorded: z.boolean(),
      talkedSince: instant.nullable().describe('when somebody of ours talked with the caller after it'),
    }),
  ),
  total: z.int().describe('as many as the number says'),
  next: z.string().nullable().describe('for `after`; null: this was the last page'),
});

export const DefinitionAnswer: z.ZodType<Definition> = z.object({
  id: z.enum(METRIC_IDS as [MetricId, ...MetricId[]]),
  name: words,
  meaning: words,
  formula: words,
  unit: z.enum(['count', 'ms', 'share', 'mos']),
  excludes: words.nullable(),
  source: words.nullable(),
  terms: z.array(count).describe('the counts of it, those above the line first'),
  goal: z.boolean(),
});
