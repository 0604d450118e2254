import { z } from 'zod';
import type { Area } from '../../calls/ports/settings.ts';
import {
  AUTO_ANSWER,
  type AutoAnswer,
  RECORDING_POLICIES,
  type RecordingPolicy,
} from '../../queues/events.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /queues                      | all         | → {items: QueuePicture[], total}
 * | GET /outgoing, PUT /outgoing    | admin       | → OutgoingPolicy; the version that was looked at goes with it (409 `changed-meanwhile`)
 * | GET /outgoing/own               | phone users | → OwnOutgoing
 * | POST /outgoing/release           | admin       | ReleaseOutgoing → {ok:true}; locked outgoing calls are possible again
 * | PATCH /queues/{name}             | admin       | ChangeQueue → QueueCard
 */

/** Null: the whole centre. */
export const ReleaseOutgoing = z.strictObject({ person: z.string().min(1).max(64).nullable() });
export const ChangeQueue = z.strictObject({
  /** A wrap-up that lasts longer is an alarm, ms; 0 = none. */
  wrapUpAlarmMs: z.int().min(0).max(3_600_000).optional(),
  recording: z.enum(RECORDING_POLICIES).optional().describe('whether its talks are recorded'),
  recordingPauseMs: z
    .int()
    .min(10_000)
    .max(300_000)
    .optional()
    .describe('the longest pause of a recording at its agent’s wish, ms'),
  autoAnswer: z
    .enum(AUTO_ANSWER)
    .optional()
    .describe('whether telephones answer its calls by themselves: as each agent has set, always, never'),
  maskNumbers: z
    .boolean()
    .optional()
    .describe("its agents see only the last digits of customers' numbers, wherever they read them"),
});
export type ReleaseOutgoing = z.infer<typeof ReleaseOutgoing>;
export type ChangeQueue = z.infer<typeof ChangeQueue>;

/** What an agent may choose when they call out. */
export interface OwnOutgoing {
  /** That who is called sees no number. */
  readonly mayWithhold: boolean;
}

export type AreaCard = Area;

/** What an admin sees of a queue that they changed. */
export interface QueueCard {
  readonly name: string;
  readonly title: string;
  readonly wrapUpAlarmMs: number;
  readonly autoAnswer: AutoAnswer;
  readonly maskNumbers: boolean;
  readonly recording: RecordingPolicy;
  readonly recordingPauseMs: number;
}
