import { z } from 'zod';
import { PART_ENDS } from '../../calls/call-parts.ts';
import { EFFECTS, FITS, TEXT_NAMES } from '../../calls/dispositions.ts';
import { DIRECTIONS, OFFER_ENDS } from '../../calls/events.ts';
import { CALL_OUTCOMES } from '../../calls/history.ts';
import { END_REASONS } from '../../calls/rules/end-reason.ts';
import { SUPERVISION_ENDS, SUPERVISION_MODES } from '../../calls/supervision.ts';
import { VOICE_SIDES, VOICE_TROUBLES } from '../../calls/voice/diagnosis.ts';
import type { CallCard, CallDetail, DispositionCard, OutcomesToday, Revealed } from '../shapes/calls.ts';
import { instant, words } from './common.ts';

export const CallStarted = z.object({ call: z.string() });
export const RevealedNumber: z.ZodType<Revealed> = z.object({ revealed: z.string() });

export const CallOutcome = z.enum(CALL_OUTCOMES);
const card = z.object({
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
export const CallAnswer: z.ZodType<CallCard> = card.extend({
  knownAs: z
    .string()
    .optional()
    .describe('told with `whose`: what the customer is called, or else the number in one’s contacts'),
  recorded: z
    .boolean()
    .optional()
    .describe('told with `whose`: one speaks on a recording of it, and may hear that'),
});
const wayHeard = z.object({
  ms: z.number().describe('for how long it was measured'),
  mos: z.number().describe('mean opinion score by the E-model (ITU-T G.107), 1 to 4.5, the mean'),
  worstMos: z.number(),
  loss: z.number().describe('share that was not heard, 0 to 1'),
  jitterMs: z.number(),
});
const voiceMeasured = z.object({
  toAgent: wayHeard.nullable().describe('what the agent heard; null where nobody told'),
  toCustomer: wayHeard.nullable(),
  rttMs: z.number().nullable().describe('between the agent and the centre'),
  causes: z.array(
    z.object({
      side: z.enum(VOICE_SIDES).describe('whose network it was'),
      trouble: z.enum(VOICE_TROUBLES),
      much: z.number().describe('per cent lost; ms of round trip or of jitter'),
      ms: z.number().describe('for how long in all'),
    }),
  ),
});
export const CallDetailAnswer: z.ZodType<CallDetail> = card.extend({
  parts: z
    .array(
      z.object({
        agent: z.string(),
        queue: z.string().nullable(),
        offeredAt: instant
          .nullable()
          .describe('they were rung; null for who called, or had the customer from a consultation'),
        answeredAt: instant.nullable(),
        endedAt: instant.nullable().describe('their talk with the customer, or the ringing, was over'),
        how: z.enum(PART_ENDS),
        missed: z.enum(OFFER_ENDS).nullable().describe('why they were rung in vain'),
        talkedMs: z.number().nullable(),
        heldMs: z
          .number()
          .nullable()
          .describe('the customer was on hold; where it is unknown, it is in `talkedMs`'),
        wrapUpMs: z.number().nullable().describe('from the end of their talk to the disposition'),
        disposition: z.string().nullable(),
        note: z.string(),
        disposedAt: instant.nullable(),
        recordings: z.array(z.string()).describe('of `/recordings`, which you may listen to'),
        voice: voiceMeasured
          .nullable()
          .describe('how the voice was; null while it lasts, and where no page told of it'),
      }),
    )
    .nullable()
    .describe(
      'of each agent, in the order in which they began; who has the call twice has two, and who only joined is in `joined`; null while the records are away',
    ),
  supervisions: z
    .array(
      z.object({
        supervisor: z.string(),
        agent: z.string().nullable().describe('whose talk it was, as far as you may know'),
        from: instant,
        until: instant.nullable(),
        lastedMs: z.number().nullable(),
        why: z.enum(SUPERVISION_ENDS).nullable().describe('how it ended; null while it lasts'),
        modes: z
          .array(z.object({ mode: z.enum(SUPERVISION_MODES), at: instant }))
          .describe('what they did, each until the next one'),
      }),
    )
    .nullable()
    .describe('agents are told of those that the policy shows them; null while the records are away'),
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
