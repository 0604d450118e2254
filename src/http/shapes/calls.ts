import { z } from 'zod';
import type { CallPart, Supervision } from '../../calls/call-parts.ts';
import type { Effect, Fits, Texts } from '../../calls/dispositions.ts';
import { PAUSE_REASONS, RECORDING_ORDERS } from '../../calls/events.ts';
import type { CallRecord, OutcomeCounts } from '../../calls/history.ts';
import { SUPERVISION_MODES } from '../../calls/supervision.ts';
import { LONGEST_MS, MOST_SAMPLES, SHORTEST_MS } from '../../calls/voice/figures.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /calls  ?live=1&ticket&whose&limit&offset | all (own) | → {items: CallCard[] , total}
 * | POST /calls                      | phone users | CallOut → {call}
 * | GET /calls/outcomes              | all (own)   | → OutcomesToday
 * | GET /calls/{id}                  | all (own)   | → CallDetail
 * | POST /calls/{id}/hold, /resume, /rejoin, /hang-up | its agent | → {ok:true}
 * | POST /calls/{id}/recording       | its agent   | OrderRecording → {ok:true}
 * | POST /calls/{id}/voice          | its agents  | ReportVoice → {ok:true}; what comes too late is left out
 * | POST /calls/{id}/disposition     | its agent   | Dispose → {ok:true}
 * | POST, DELETE /calls/{id}/supervision | supervisor, admin | Supervise → {ok:true}
 * | POST /calls/{id}/supervision/rejoin | who supervises it | → {ok:true}
 * | POST /calls/{id}/end            | supervisor, admin | → {ok:true}; one that was given to a number outside
 * | POST /calls/{id}/transfer       | its agent   | Transfer → {ok:true}
 * | POST /calls/{id}/number         | its agents  | RevealNumber → {revealed}; the masked number of the call, on record
 * | POST /calls/{id}/help           | its agent   | AskHelp → {ok:true}
 * | POST /calls/{id}/help/seen      | supervisors | → {ok:true}
 * | POST /calls/{id}/consult        | its agent   | Consult → {ok:true}
 * | POST /calls/{id}/complete, /swap, /conference, /take-line, /join | its agent | → {ok:true}
 * | POST /calls/{id}/drop           | its agent   | Drop → {ok:true}
 * | POST /calls/{id}/mute           | its agent   | Mute → {ok:true}
 * | PUT /calls/{id}/customer         | its agent   | IdentifyCaller → {ok:true}
 * | GET /areas, /dispositions, /breaks, /flows | all | → {items, total}
 */

export const Dispose = z.strictObject({
  disposition: z.string().min(1).max(60),
  note: text(TEXTS.dispositionNote).default(''),
  summary: text(TEXTS.summary).optional().describe('written on the ticket where it has none'),
  solution: text(TEXTS.solution)
    .optional()
    .describe('what was done; a disposition that solves needs it, or the ticket has it'),
  solutionBase: z
    .string()
    .max(100_000)
    .optional()
    .describe(
      "the ticket's solution that yours was written over; while it stands yours replaces it, otherwise yours becomes a note",
    ),
});
const transferNote = text(TEXTS.dispositionNote).default('');
/** Where the policy for outgoing calls lets agents choose. */
const withheld = z.boolean().optional().describe('who is called sees no number');
const outside = z.string().trim().min(1).max(64).describe('outside, in any notation');
export const Transfer = z.union([
  z.strictObject({ queue: z.string().min(1).max(60), note: transferNote }),
  z.strictObject({ agent: z.string().min(1).max(64).describe('a person who is free'), note: transferNote }),
  z.strictObject({
    flow: z.string().min(1).max(60).describe('one that a number of the centre leads to'),
    note: transferNote,
  }),
  z.strictObject({ number: outside, withheld, note: transferNote }),
]);
const share = z.number().min(0).max(1);
const packets = z.int().min(0).max(10_000);
const milliseconds = z.number().min(0).max(60_000);
const spanMs = z.number().min(SHORTEST_MS).max(LONGEST_MS);
export const ReportVoice = z.strictObject({
  samples: z
    .array(
      z.strictObject({
        ms: spanMs,
        heard: z.strictObject({
          received: packets,
          lost: packets,
          late: packets,
          // A page that was opened before this was counted says nothing of it.
          overtaken: packets.default(0),
          gaps: packets,
          jitterMs: milliseconds,
          bufferMs: milliseconds,
        }),
        sent: z.strictObject({ ms: spanMs, packets, came: packets }).optional(),
        said: z
          .strictObject({ ms: spanMs, loss: share, jitterMs: milliseconds, overtaken: packets.default(0) })
          .optional(),
        rttMs: milliseconds.optional(),
      }),
    )
    .min(1)
    .max(MOST_SAMPLES)
    .describe('spans of the talk, oldest first, as the page and its RTCP counted them'),
});
export const AskHelp = z.strictObject({ on: z.boolean() });
export const OrderRecording = z.strictObject({
  order: z.enum(RECORDING_ORDERS),
  why: z
    .enum(PAUSE_REASONS)
    .optional()
    .describe('of a pause; in one it is another reason, and the pause lasts no longer'),
});
export const Supervise = z.strictObject({ mode: z.enum([...SUPERVISION_MODES, 'take-over']) });
export const Consult = z.union([
  z.strictObject({
    queue: z.string().min(1).max(60).describe('who is free there is rung, one after the other'),
    note: transferNote,
  }),
  z.strictObject({
    colleague: z.string().min(1).max(64).describe('who is rung: the id of a person'),
    note: transferNote,
  }),
  z.strictObject({ number: outside, withheld, note: transferNote }),
]);
export const Drop = z.strictObject({
  colleague: z
    .string()
    .min(1)
    .max(80)
    .nullable()
    .describe('the id of a person, or the `leg` of somebody outside; null: the customer of a conference'),
});
/** Why somebody has to see a number that is masked for them. */
export const RevealNumber = z.strictObject({ reason: text({ least: 4, most: 200 }) });
export const Mute = z.strictObject({
  colleague: z.string().min(1).max(80).nullable().describe('as in `Drop`; null: the customer'),
  on: z.boolean(),
});
export const Rejoin = z.strictObject({ takeOver: z.boolean().optional() });
/** The customer's id; null: the caller is none of the customers. */
export const IdentifyCaller = z.strictObject({ customer: z.string().min(1).max(64).nullable() });

/** A number that is masked for its reader everywhere else. */
export interface Revealed {
  readonly revealed: string;
}

const second = z
  .boolean()
  .optional()
  .describe(
    'from the talk that I am in, whose caller is on hold meanwhile; its telephone leg is used for both',
  );
/** A number in any notation (a colleague's own calls that one), a colleague, or a call that one has made before. */
const openTicket = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .describe(
    'open in my page: a call to a colleague hangs on it, where the policy `internalTickets` says so; a call to a number does not look at it',
  );
export const CallOut = z.union([
  z.strictObject({
    number: z.string().trim().min(1).max(64).describe('in any notation, with letters too'),
    queue: z.string().min(1).max(60).optional().describe('for which of my queues; left out, the first'),
    withheld,
    second,
    ticket: openTicket,
  }),
  z.strictObject({
    colleague: z.string().min(1).max(64).describe('the id of a person, who is called without a customer'),
    ticket: openTicket,
  }),
  z.strictObject({
    withheld,
    second,
    again: z
      .string()
      .min(1)
      .max(80)
      .describe('a call that I made: its number once more, for the same of my queues'),
  }),
]);
export const CallBack = z.strictObject({
  number: z.string().trim().min(3).max(20).optional(),
  withheld,
  second,
});
export type CallBack = z.infer<typeof CallBack>;
export type CallOut = z.infer<typeof CallOut>;
export type Dispose = z.infer<typeof Dispose>;

/** What the calls since the day began (epoch ms, in the centre's time zone) came to. */
export interface OutcomesToday {
  readonly since: number;
  readonly counts: OutcomeCounts;
}

/** A past or present call in lists. */
export interface CallCard extends CallRecord {
  /** Told in lists of one's own calls: what the customer is called, or the number in one's contacts. */
  readonly knownAs?: string;
  /** Told in lists of one's own calls: one speaks on a recording of it, and may hear that. */
  readonly recorded?: boolean;
}

/** One call with the shares in it. Null while the records are away. */
export interface CallDetail extends CallCard {
  /** `recordings`: the ids of those that the reader may listen to as an agent of the call, or because they see everything. */
  readonly parts: readonly CallPart[] | null;
  /** The stays of supervisors that the reader may be told of. */
  readonly supervisions: readonly Supervision[] | null;
}

export interface DispositionCard {
  readonly code: string;
  readonly queue: string | null;
  readonly title: { readonly es: string; readonly en: string };
  readonly effect: Effect;
  /** After which calls it may be chosen: with a talk, without one, any. */
  readonly fits: Fits;
  /** The texts the ticket must have, or that must be sent with it. */
  readonly needs: readonly (keyof Texts)[];
}
