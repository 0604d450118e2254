import { z } from 'zod';
import type { ScheduledCall } from '../../scheduled-calls/scheduled-call.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /scheduled-calls ?state      | telephone | → {items: ScheduledCard[], total}; one's own
 * | GET /tickets/{number}/scheduled-calls | in sight | → {items: ScheduledCard[], total}; of everybody
 * | POST /scheduled-calls            | telephone | ScheduleCall → ScheduledCard (201)
 * | PATCH /scheduled-calls/{id}      | whose it is | ChangeScheduled (with `version`) → ScheduledCard
 * | POST /scheduled-calls/{id}/call  | whose it is | → {call}
 * | POST /scheduled-calls/{id}/close | whose it is | CloseScheduled → {ok:true}
 * | GET /scheduled-calls/overdue     | direct-agents, of whom they direct | → {items: ScheduledCard[], total}
 * | POST /scheduled-calls/{id}/give  | direct-agents, from and to whom they direct | GiveScheduled → {ok:true}
 */

const line = z.string().trim().min(3).max(30).describe('in any notation');
const dueAt = z.number().describe('epoch ms, 60 days ahead at most');
const note = text(TEXTS.scheduledNote);
const version = z.int().min(1);

export const ScheduledQuery = z.strictObject({ state: z.enum(['open', 'closed']).default('open') });
export const ScheduleCall = z
  .strictObject({
    ticket: z.string().min(1).max(40).optional(),
    customer: z.string().min(1).max(64).optional().describe('where there is no ticket'),
    line: line.optional().describe("left out: the ticket's number, or the customer's own"),
    dueAt,
    note: note.default(''),
  })
  .refine(asked => asked.ticket ?? asked.customer ?? asked.line, { message: 'somebody to call' });
export const ChangeScheduled = z.strictObject({
  version,
  line: line.optional(),
  dueAt: dueAt.optional(),
  note: note.optional(),
});
export const CloseScheduled = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('done'), version, why: z.literal('').default('') }),
  z.strictObject({ how: z.literal('discarded'), version, why: text(TEXTS.discardReason) }),
]);
export const GiveScheduled = z.strictObject({ version, person: z.string().min(1).max(64) });
export type ScheduleCall = z.input<typeof ScheduleCall>;
export type ChangeScheduled = z.input<typeof ChangeScheduled>;
export type CloseScheduled = z.input<typeof CloseScheduled>;
export type GiveScheduled = z.input<typeof GiveScheduled>;

export interface ScheduledCard extends ScheduledCall {
  /** The name of whose call it is to make. */
  readonly personName: string;
  /** Its moment is outside of the hours of outgoing calls. */
  readonly outsideHours: boolean;
}
