import { z } from 'zod';
import { CLOSING_WAYS } from '../../tickets/events.ts';
import { LISTED_STATES } from '../../tickets/listed.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /tickets ?state&level&area&assignee&text&limit&offset | all (in sight) | → {items: TicketCard[], total}
 * | GET /tickets/{number}            | in sight    | → TicketPage
 * | POST /tickets/{number}/actions   | in sight, by state | TicketStep → TicketPage (409 `changed-meanwhile` when what the step rests on changed)
 * | POST /tickets/{number}/call-back | phone users, in sight | CallBack → {call}
 */

const version = z.int().nonnegative();
/** The text on the ticket that this one was written over; it is refused when another one stands there. */
const base = z.string().max(100_000).optional();
export const StepRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('note'), version, text: text(TEXTS.note) }),
  z.strictObject({ action: z.literal('take'), version }),
  z.strictObject({ action: z.literal('describe'), version, summary: text(TEXTS.summary), base }),
  z.strictObject({
    action: z.literal('escalate'),
    version,
    area: z.string().max(40).optional(),
    reason: text(TEXTS.escalationReason).default(''),
  }),
  z.strictObject({
    action: z.literal('record-solution'),
    version,
    solution: text(TEXTS.solution),
    base,
  }),
  z.strictObject({ action: z.literal('return-to-contact'), version }),
  z.strictObject({
    action: z.literal('close'),
    version,
    agreed: z.boolean(),
    how: z.enum(CLOSING_WAYS).default('call'),
  }),
  z.strictObject({ action: z.literal('reopen'), version, why: text(TEXTS.reopeningReason) }),
  z.strictObject({
    action: z.literal('identify'),
    version,
    customer: z.string().min(1).max(64).nullable(),
    /** Whose it was on the page: another one means that somebody was faster. */
    instead: z.string().max(64).nullable(),
  }),
]);

export const TicketQuery = z.object({
  state: z
    .enum(LISTED_STATES)
    .optional()
    .describe(
      '`abandoned`: open, and its caller left the queue. `left-in-menu`: closed because the caller hung up in the menu; `internal-call`: because two of ours had called each other. These are no part of `closed`.',
    ),
  level: z.coerce.number().int().min(1).max(4).optional(),
  area: z.string().max(40).optional(),
  assignee: z
    .string()
    .max(64)
    .optional()
    .describe('a person’s id, `me`, or `nobody` for what nobody has taken'),
  text: text(TEXTS.search).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type StepRequest = z.infer<typeof StepRequest>;
export type TicketQuery = z.infer<typeof TicketQuery>;
