import { z } from 'zod';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /agents                      | all         | → {items: AgentPicture[], total}
 * | POST /agents/me/will             | phone users | SetWill → {ok:true}
 * | PUT /agents/me/auto-answer       | phone users | SetAutoAnswer → {ok:true}
 * | PUT /agents/me/auto-join         | phone users | SetAutoJoin → {ok:true}
 * | PUT /agents/me/call-waiting      | phone users | SetCallWaiting → {ok:true}
 */

export const Will = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('break'), code: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('dnd') }),
  z.strictObject({ kind: z.literal('off') }),
]);
export const SetWill = z.strictObject({ will: Will });
export const SetAutoAnswer = z.strictObject({ on: z.boolean() });
export const SetAutoJoin = z.strictObject({ on: z.boolean() });
export const SetCallWaiting = z.strictObject({ on: z.boolean() });
export type SetWill = z.infer<typeof SetWill>;
