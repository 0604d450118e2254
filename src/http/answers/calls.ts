import { z } from 'zod';
import { EFFECTS, FITS, TEXT_NAMES } from '../../calls/dispositions.ts';
import { DIRECTIONS } from '../../calls/events.ts';
import { CALL_OUTCOMES } from '../../calls/history.ts';
import { END_REASONS } from '../../calls/rules/end-reason.ts';
import type { CallCard, DispositionCard, OutcomesToday, Revealed } from '../shapes/calls.ts';
import { instant, words } from './common.ts';

export const CallStarted = z.object({ call: z.string() });
export const RevealedNumber: z.ZodType<Revealed> = z.object({ revealed: z.string() });

export const CallOutcome = z.enum(CALL_OUTCOMES);
export const CallAnswer: z.ZodType<CallCard> = z.object({
  id: z.string(),
  direction: z.enum(DIRECTIONS),
  ticket: z.string(),
  callerNumber: z.string(),
  dialled: z.string(),
  queue: z.string().nullable(),
  agent: z.string().nullable().describe('of several, who had it last'),
  agents: z.array(z.string()).describe('everybody who had a part in it, or only joined'),
  madeBy: z.string().nullable().describe('who of ours called; null for calls that came in'),
  joined: z
    .array(
      z.object({
        agent: z.string(),
        askedAt: instant,
        answeredAt: instant,
        endedAt: instant.nullable(),
        talkedMs: z.number().nullable().describe('from their answer to their end, with whom that was'),
      }),
    )
    .describe(
      'who talked in it while another one led the talk, and of a call between two of ours everybody who talked: no figure of handled calls counts it, and nobody owes a disposition for it; of a call that lives maybe not all',
    ),
  arrivedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  waitedMs: z.number().nullable(),
  talkedMs: z.number().nullable().describe('the talks of all its agents, without hold'),
  heldMs: z
    .number()
    .nullable()
    .describe(
      'the customer was on hold in those; null where nobody spoke or it is unknown, and in `talkedMs`',
    ),
  outcome: CallOutcome.describe('what the call came to; `abandoned` and `failed` are to be called back'),
  endedWhy: z.enum(END_REASONS).nullable().describe('null while it lives'),
  disposition: z.string().nullable(),
});

export const OutcomesAnswer: z.ZodType<OutcomesToday> = z.object({
  since: instant,
  counts: z.record(z.enum(CALL_OUTCOMES), z.int()),
});

export const DispositionAnswer: z.ZodType<DispositionCard> = z.object({
  code: z.string(),
  queue: z.string().nullable(),
  title: words,
  effect: z.enum(EFFECTS),
  fits: z.enum(FITS),
  needs: z.array(z.enum(TEXT_NAMES)),
});
