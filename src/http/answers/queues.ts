import { z } from 'zod';
import { INTERNAL_TICKETS } from '../../calls/internal-tickets.ts';
import { ENTRIES } from '../../outgoing/entries.ts';
import { AUTO_ANSWER, RECORDING_POLICIES } from '../../queues/events.ts';
import type { QueuePicture } from '../../supervision/events.ts';
import {
  type AreaCard,
  type FlowCard,
  type OwnOutgoing,
  type PolicyCard,
  type QueueCard,
  QueueThresholds,
} from '../shapes/settings.ts';
import { instant, words } from './common.ts';

export const QueueAnswer: z.ZodType<QueuePicture> = z.object({
  name: z.string(),
  title: z.string(),
  open: z.boolean(),
  waiting: z.int(),
  oldestSince: instant.nullable(),
  agentsReady: z.int(),
  agentsTalking: z.int(),
  agentsOnBreak: z.int(),
  wrapUpAlarmMs: z.int(),
  autoAnswer: z.enum(AUTO_ANSWER),
  maskNumbers: z.boolean(),
  revealNumbers: z.boolean(),
  recording: z.enum(RECORDING_POLICIES),
  recordingPauseMs: z.int(),
  thresholds: QueueThresholds,
  today: z.object({
    offered: z.int(),
    answered: z.int(),
    abandoned: z.int(),
    serviceLevel: z.number().nullable(),
    serviceLevelInclusive: z.number().nullable(),
    averageWaitMs: z.number().nullable(),
    answerWithinMs: z.number(),
  }),
});

export const QueueCardAnswer: z.ZodType<QueueCard> = z.object({
  name: z.string(),
  title: z.string(),
  wrapUpAlarmMs: z.int(),
  autoAnswer: z.enum(AUTO_ANSWER),
  maskNumbers: z.boolean(),
  revealNumbers: z.boolean(),
  recording: z.enum(RECORDING_POLICIES),
  recordingPauseMs: z.int(),
  ringMs: z.int(),
  refusedAgainMs: z.int(),
  awaitAgentMs: z.int(),
  answerWithinMs: z.int(),
  announceEveryMs: z.int(),
});

export const PolicyAnswer: z.ZodType<PolicyCard> = z.object({
  supervisionSeen: z.boolean(),
  leaderMayLeave: z.boolean(),
  announceRecording: z.boolean(),
  directRecording: z.enum(RECORDING_POLICIES),
  directPauseMs: z.int(),
  internalTickets: z.enum(INTERNAL_TICKETS),
  debtStops: z.boolean(),
  longCallMs: z.int(),
});

export const AreaAnswer: z.ZodType<AreaCard> = z.object({ name: z.string(), title: z.string() });

export const FlowAnswer: z.ZodType<FlowCard> = z.object({ name: z.string(), title: words });

export const OwnOutgoingAnswer: z.ZodType<OwnOutgoing> = z.object({
  mayWithhold: z.boolean().describe('who I call need not see a number'),
  internalTickets: z.enum(INTERNAL_TICKETS),
  entries: z.array(z.enum(ENTRIES)).describe('how I may call people outside, whatever their number'),
});
