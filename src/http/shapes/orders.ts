import { z } from 'zod';
import { LONGEST_HELD_MINUTES } from '../../agents/events.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | POST /agents/{id}/will           | supervisors of theirs | DirectWill → {ok:true}
 * | POST /agents/{id}/log-out        | supervisors of theirs | DirectLogOut → {ok:true}
 * | PUT /agents/{id}/queues          | supervisors of theirs | DirectQueues → {ok:true}
 * | POST /calls/{id}/give            | supervisors of its queue and of the agent | GiveCaller → {ok:true}
 * | POST /calls/{id}/first           | supervisors of its queue | → {ok:true}
 * | PUT /calls/{id}/queue            | supervisors of both queues | MoveQueue → {ok:true}
 * | POST /agents/me/order-read       | phone users           | OrderRead → {ok:true}
 */

const reason = text(TEXTS.orderReason);
const since = z
  .number()
  .optional()
  .describe('how the agent stood when you ordered it: the later of willSince and directed.at; else refused');

export const DirectWill = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), note: text(TEXTS.orderNote).default(''), since }),
  z.strictObject({
    kind: z.literal('break'),
    code: z.string().min(1).max(40),
    note: reason,
    since,
    minutes: z
      .int()
      .min(1)
      .max(LONGEST_HELD_MINUTES)
      .optional()
      .describe('how long the agent may not end it; left out: until the day is over'),
  }),
]);
export const DirectLogOut = z.strictObject({ note: reason, since });
export const DirectQueues = z.strictObject({
  queues: z.array(z.string().min(1).max(60)).max(50),
  note: text(TEXTS.orderNote).default(''),
  since,
});
export const MoveQueue = z.strictObject({
  queue: z.string().min(1).max(60),
  from: z.string().min(1).max(60).describe('where it waited when you ordered it; else refused'),
});
export const GiveCaller = z.strictObject({ agent: z.string().min(1).max(64) });
export const OrderRead = z.strictObject({ at: z.number() });
export type DirectWill = z.input<typeof DirectWill>;
export type DirectLogOut = z.input<typeof DirectLogOut>;
export type DirectQueues = z.input<typeof DirectQueues>;
export type MoveQueue = z.input<typeof MoveQueue>;
