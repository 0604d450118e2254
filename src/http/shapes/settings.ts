import { z } from 'zod';
import { INTERNAL_TICKETS, type InternalTickets } from '../../calls/internal-tickets.ts';
import type { Area, PolicyChange, QueuePolicy } from '../../calls/ports/settings.ts';
import type { Words } from '../../kit/errors.ts';
import type { Entry } from '../../outgoing/entries.ts';
import { AUTO_ANSWER, type QueueProfile, RECORDING_POLICIES } from '../../queues/events.ts';
import { GRADES, invertedIn, MOST } from '../../queues/thresholds.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /queues                      | all         | → {items: QueuePicture[], total}
 * | GET /outgoing, PUT /outgoing    | admin       | → OutgoingPolicy; the version that was looked at goes with it (409 `changed-meanwhile`)
 * | GET /outgoing/calendars         | admin       | → {items: string[], total}: the hours that a policy may name, besides `always`
 * | GET /outgoing/own               | phone users | → OwnOutgoing
 * | POST /outgoing/release           | admin       | ReleaseOutgoing → {ok:true}; locked outgoing calls are possible again
 * | GET /queues/{name}, PATCH /queues/{name} | admin | ChangeQueue → QueueCard
 * | PUT /queues/{name}/thresholds     | supervisor, admin | SetThresholds → {ok:true}
 * | GET /policies, PATCH /policies   | admin       | ChangePolicies → PolicyCard
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
  revealNumbers: z
    .boolean()
    .optional()
    .describe('where they are masked, its agents may see that of a call that they have, with a reason'),
  ringMs: z
    .int()
    .min(5_000)
    .max(60_000)
    .optional()
    .describe("how long one agent's telephone rings before the next one gets the call, ms"),
  refusedAgainMs: z
    .int()
    .min(0)
    .max(600_000)
    .optional()
    .describe('for how long a call is not offered again to an agent who refused it, ms'),
  awaitAgentMs: z
    .int()
    .min(0)
    .max(60_000)
    .optional()
    .describe(
      'for how long a customer waits for the same agent whose telephone was lost, before they are the head of the line, ms; 0 = not at all',
    ),
  answerWithinMs: z
    .int()
    .min(5_000)
    .max(600_000)
    .optional()
    .describe('answered within this is within the service level, ms'),
  announceEveryMs: z
    .int()
    .min(0)
    .max(600_000)
    .refine(ms => ms === 0 || ms >= 15_000)
    .optional()
    .describe('between two announcements of the place in the line, ms; at least 15,000, 0 = none'),
});
const threshold = (most: number, of: string) => z.int().min(0).max(most).nullable().optional().describe(of);
/** All of a queue's thresholds; what is null or left out is not set. */
export const QueueThresholds = z.strictObject({
  waitingWarning: threshold(MOST.waiting, 'so many callers wait, or more'),
  waitingAlarm: threshold(MOST.waiting, 'so many callers wait, or more'),
  waitWarning: threshold(MOST.wait, 'somebody has waited so long, or longer, s'),
  waitAlarm: threshold(MOST.wait, 'somebody has waited so long, or longer, s'),
  levelWarning: threshold(MOST.level, 'fewer of a hundred were answered in time today'),
  levelAlarm: threshold(MOST.level, 'fewer of a hundred were answered in time today'),
  nobodyReady: z
    .enum(GRADES)
    .nullable()
    .optional()
    .describe('nobody is free for the next caller while the queue is open'),
});
/** All at once. A warning that would come after its alarm is refused; one that is stored is shown all the same. */
export const SetThresholds = QueueThresholds.refine(set => invertedIn(set).length === 0, {
  message: 'the warning comes before the alarm',
});
export const ChangePolicies = z.strictObject({
  supervisionSeen: z
    .boolean()
    .optional()
    .describe('the agent sees a supervisor who only listens; one who speaks is seen at any rate'),
  leaderMayLeave: z
    .boolean()
    .optional()
    .describe(
      'an agent who hangs up in a conference that they lead leaves the others in it, without its customer only where a colleague is left to another one; else it ends for all. A page that is lost never ends it',
    ),
  announceRecording: z
    .boolean()
    .optional()
    .describe('callers hear that the call is recorded before anybody speaks'),
  directRecording: z
    .enum(RECORDING_POLICIES)
    .optional()
    .describe(
      'whether a call to an agent’s own number is recorded; where recording is announced, no such recording begins before its caller has heard the notice to its end',
    ),
  directPauseMs: z
    .int()
    .min(10_000)
    .max(300_000)
    .optional()
    .describe('a pause of the recording of such a call ends by itself after this, ms'),
  internalTickets: z
    .enum(INTERNAL_TICKETS)
    .optional()
    .describe(
      'whether a call between two of ours has a ticket: never, where it is made with a ticket open in the page, on that one, or always, if need be one of its own',
    ),
  debtStops: z.boolean().optional().describe('customers in debt hear so and do not get to an agent'),
  longCallMs: z
    .int()
    .min(600_000)
    .max(86_400_000)
    .optional()
    .describe('a call that lasts longer is an alarm, ms; it is not cut'),
});
export type ReleaseOutgoing = z.infer<typeof ReleaseOutgoing>;
export type ChangeQueue = z.infer<typeof ChangeQueue>;
export type ChangePolicies = z.infer<typeof ChangePolicies>;

/** What the policies say of the calls that an agent makes. */
export interface OwnOutgoing {
  /** They may choose that who is called sees no number. */
  readonly mayWithhold: boolean;
  readonly internalTickets: InternalTickets;
  /** How they may call people outside; what is not here is refused whatever the number. */
  readonly entries: readonly Entry[];
}

export type AreaCard = Area;

/** A menu that numbers of the centre lead to. */
export interface FlowCard {
  readonly name: string;
  readonly title: Words;
}

/** What an admin decides of a queue, as it is now. */
export type QueueCard = { readonly [Policy in QueuePolicy]: QueueProfile[Policy] & {} } & {
  readonly name: string;
  readonly title: string;
};

/** What an admin decides for the whole centre, as it is now. */
export type PolicyCard = { readonly [Policy in keyof PolicyChange]-?: PolicyChange[Policy] & {} };
