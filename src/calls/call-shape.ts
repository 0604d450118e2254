import { z } from 'zod';
import { MISSED, NOT_RUNG } from '../agents/events.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import { IDENTIFIED_BY } from '../customers/identify.ts';
import type { Sound } from '../ivr/aloud.ts';
import type { Ask, Notice, Place } from '../ivr/conversation.ts';
import type { StoredShape } from '../kit/stored-shapes.ts';
import { RECORDING_POLICIES } from '../queues/events.ts';
import {
  type Call,
  DIAL_STAGES,
  type FirstWords,
  MESSAGE_STAGES,
  NOT_TAKEN,
  ONLY_WHY,
  type Phase,
  type Queued,
  type Recording,
  type Unheard,
} from './call.ts';
import { DIRECTIONS, ENDED_BY, PAUSE_REASONS } from './events.ts';
import { LEG_PLACES, LEG_STATES, type Leg, SUPERVISOR_PLACES } from './legs.ts';
import type { TicketGlance } from './ports/lookups.ts';
import { END_REASONS, OUTSIDE_ENDS } from './rules/end-reason.ts';
import { withoutCustomerOfOurs } from './stored-internal.ts';
import { withLegs } from './stored-legs.ts';
import { withSounds } from './stored-media.ts';

/**
 * A call as the journal must hold it. What a call only carries along (its customer, its place in a flow) is looked at
 * no deeper than that it is there: anyone who uses it bears what is missing.
 */
const carried = <Value>() => z.custom<Value>(value => typeof value === 'object' && value !== null);

const bilingual = z.object({ es: z.string(), en: z.string() });

const recording: z.ZodType<Recording> = z.object({
  name: z.string(),
  begun: z.boolean(),
  paused: z.boolean(),
  pausedAt: z.number().optional(),
  unanswered: z.int().optional(),
  agent: z.string().optional(),
  leg: z.string().optional(),
});

const unheard: z.ZodType<Unheard> = z.enum(['ticket-number', 'debt']);

const notReached = z.object({ dialled: z.string(), why: z.enum(OUTSIDE_ENDS) });

const pause = z.object({
  at: z.number(),
  until: z.number(),
  latest: z.number().optional(),
  why: z.enum(PAUSE_REASONS).optional(),
});

const inQueue = {
  queue: z.string(),
  topic: z.string(),
  priority: z.number(),
  first: z.literal(true).optional(),
  queuedAt: z.number(),
  missedBy: z.array(z.string()),
  unheard: z.array(unheard).optional(),
  notBefore: z.record(z.string(), z.number()).optional(),
  told: z.object({ place: z.number(), by: z.number().nullable() }).optional(),
  transfer: z
    .object({
      from: z.string(),
      note: z.string(),
      at: z.number(),
      to: z.string().optional(),
      back: z.enum(NOT_TAKEN).optional(),
      out: notReached.optional(),
    })
    .optional(),
  only: z
    .object({
      agent: z.string(),
      why: z.enum(ONLY_WHY),
      by: z.object({ id: z.string(), name: z.string() }).optional(),
      until: z.number(),
      anew: z.literal(true).optional(),
    })
    .optional(),
  pause: pause.optional(),
};
const queued: z.ZodType<Queued> = z.object(inQueue);

const early = z.object({ bridge: z.string(), heard: z.literal(true).optional() });

const legBase = { channel: z.string(), place: z.enum(LEG_PLACES) };
const mutable = { muted: z.literal(true).optional() };
const leg: z.ZodType<Leg> = z.discriminatedUnion('who', [
  z.object({ who: z.literal('customer'), ...legBase, ...mutable }),
  z.object({
    who: z.literal('agent'),
    ...legBase,
    agent: z.string(),
    endpoint: z.string().optional(),
    state: z.enum(LEG_STATES),
    dialledAt: z.number().optional(),
    awayAt: z.number().optional(),
  }),
  z.object({
    who: z.literal('supervisor'),
    channel: z.string(),
    place: z.enum(SUPERVISOR_PLACES),
    person: z.string(),
    endpoint: z.string(),
    state: z.enum(['dialled', 'up']),
    seen: z.boolean(),
    since: z.number(),
    again: z.literal(true).optional(),
    takesOver: z.object({ queue: z.string(), rows: z.array(z.number()).optional() }).optional(),
    notTaken: z.literal(true).optional(),
    ear: z
      .object({
        snoop: z.string(),
        bridge: z.string(),
        of: z.string(),
        whispers: z.boolean(),
        voice: z.string().optional(),
      })
      .optional(),
  }),
  z.object({
    who: z.literal('colleague'),
    ...legBase,
    ...mutable,
    agent: z.string(),
    endpoint: z.string(),
    state: z.enum(['dialled', 'up']),
    again: z.literal(true).optional(),
    awaited: z.literal(true).optional(),
    since: z.number(),
    note: z.string(),
    queue: z.string(),
    tried: z.array(z.string()).optional(),
  }),
  z.object({
    who: z.literal('outside'),
    ...legBase,
    ...mutable,
    dialled: z.string(),
    endpoint: z.string(),
    state: z.enum(['dialled', 'up']),
    since: z.number(),
    by: z.string(),
    area: z.string().nullable(),
    callerId: z.string(),
    withheld: z.literal(true).optional(),
    longestMs: z.number(),
    mayJoin: z.boolean(),
    queue: z.string(),
    note: z.string(),
    early: early.extend({ listener: z.string() }).optional(),
    notice: z.string().optional(),
  }),
]);

const playback = z.string().nullable();

const sound: z.ZodType<Sound> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), name: z.string() }),
  z.object({ kind: z.literal('digits'), value: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number(), before: z.enum(['m', 'f']).nullable() }),
]);

const words: z.ZodType<FirstWords> = z.object({
  left: z.array(
    z.object({ about: z.enum(['notice', 'ticket-number', 'debt', 'other']), sounds: z.array(sound) }),
  ),
  before: z.string().optional(),
});

const hearing = { playback, music: z.boolean(), words: words.optional() };

const phase: z.ZodType<Phase> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('welcome'),
    place: carried<Place>().nullable(),
    ask: carried<Ask>().nullable(),
    playback,
    digits: z.string(),
    spare: z.string().optional(),
    sent: z.object({ from: z.string(), note: z.string(), at: z.number(), waitedMs: z.number() }).optional(),
  }),
  z.object({
    kind: z.literal('waiting'),
    ...inQueue,
    ...hearing,
  }),
  z.object({
    kind: z.literal('offered'),
    ...inQueue,
    agent: z.string(),
    offer: z.string(),
    leg: z.string(),
    endpoint: z.string().optional(),
    agentUp: z.literal(true).optional(),
    offeredAt: z.number().optional(),
    rung: z.literal(true).optional(),
    silence: z.enum(['once', 'ours']).optional(),
    ...hearing,
  }),
  z.object({
    kind: z.literal('dialling'),
    agent: z.string(),
    leg: z.string(),
    stage: z.enum(DIAL_STAGES),
    rungAt: z.number().optional(),
    agentEndpoint: z.string(),
    endpoint: z.string(),
    playback,
    early: early.optional(),
    lost: z.literal(true).optional(),
    coming: z.object({ channel: z.string(), endpoint: z.string(), since: z.number() }).optional(),
    second: z.literal(true).optional(),
    joins: z
      .object({
        to: z.string(),
        ticket: z.string(),
        outside: z.object({
          dialled: z.string(),
          endpoint: z.string(),
          area: z.string().nullable(),
          callerId: z.string(),
          withheld: z.literal(true).optional(),
          longestMs: z.number(),
          mayJoin: z.boolean(),
          queue: z.string(),
        }),
      })
      .optional(),
  }),
  z.object({
    kind: z.literal('talking'),
    agent: z.string(),
    before: z.string().optional(),
    legs: z.array(leg),
    bridge: z.string(),
    aside: z.string().optional(),
    answeredAt: z.number(),
    held: z.object({ ms: z.number(), since: z.number().optional() }).optional(),
    recorded: z.literal(true).optional(),
    recordingPolicy: z.enum(RECORDING_POLICIES).optional(),
    telling: z.object({ leg: z.string(), customer: z.string(), agent: z.string() }).optional(),
    pause: pause.optional(),
    queued: queued.nullable(),
    notReached: notReached.optional(),
    unanswered: z
      .object({ colleague: z.string(), why: z.enum(MISSED), queue: z.string().optional() })
      .optional(),
    awaited: z.object({ until: z.number(), playback: z.string().optional() }).optional(),
    customerLeft: z
      .object({
        at: z.number(),
        by: z.enum(ENDED_BY),
        why: z.enum(END_REASONS),
        cause: z.number(),
        talkedMs: z.number().optional(),
        heldMs: z.number().optional(),
      })
      .optional(),
    givenBy: z.string().optional(),
  }),
  z.object({ kind: z.literal('giving-out'), legs: z.array(leg), queued }),
  z.object({
    kind: z.literal('handed-out'),
    legs: z.array(leg),
    bridge: z.string(),
    since: z.number(),
    queued: queued.optional(),
  }),
  z.object({
    kind: z.literal('voicemail'),
    to: z.string(),
    why: z.enum([...NOT_TAKEN, ...NOT_RUNG]).optional(),
    stage: z.enum(MESSAGE_STAGES),
    playback,
    recording: z.string().optional(),
    begun: z.literal(true).optional(),
    taken: z.literal(true).optional(),
    left: z.object({ by: z.enum(ENDED_BY), why: z.enum(END_REASONS), cause: z.number() }).optional(),
  }),
  z.object({
    kind: z.literal('ending'),
    open: z.array(z.string()),
    endedAt: z.number(),
    end: z
      .object({
        by: z.enum(ENDED_BY),
        why: z.enum(END_REASONS),
        spoke: z.boolean(),
      })
      .optional(),
  }),
]);

/** Who calls, and on which ticket: what is read of a call that cannot be read otherwise. */
const identity = z.object({
  direction: z.enum(DIRECTIONS),
  ticket: z.string(),
  callerNumber: z.string(),
  callerName: z.string(),
  dialled: z.string(),
  from: z.string(),
  source: z.string().optional(),
  arrivedAt: z.number(),
});

const call: z.ZodType<Call> = identity.extend({
  id: z.string(),
  customer: carried<CustomerSummary>().nullable(),
  identifiedBy: z.enum(IDENTIFIED_BY).optional(),
  candidates: z.array(carried<CustomerSummary>()).optional(),
  openTickets: z.array(carried<TicketGlance>()),
  learned: z.array(z.object({ label: bilingual, value: bilingual })),
  up: z.boolean(),
  serial: z.int().nonnegative(),
  noticeOwed: carried<Notice>().optional(),
  noticeHeard: z.literal(true).optional(),
  recording: recording.nullable(),
  finishing: z.array(recording).optional(),
  farHold: z.literal(true).optional(),
  mutes: z.array(z.string()).optional(),
  help: z
    .object({
      agent: z.string(),
      since: z.number(),
      seenBy: z.object({ id: z.string(), name: z.string() }).optional(),
    })
    .optional(),
  wrapUps: z
    .array(
      z.object({
        agent: z.string(),
        queue: z.string().nullable(),
        spoke: z.boolean(),
        to: z.string().optional(),
        colleague: z.string().optional(),
        flow: z.object({ name: z.string(), title: bilingual }).optional(),
        dialled: z.string().optional(),
        asQueue: z.literal(true).optional(),
        taken: z.literal(true).optional(),
        endpoint: z.string().optional(),
      }),
    )
    .optional(),
  outgoing: z
    .object({
      area: z.string().nullable(),
      callerId: z.string(),
      withheld: z.boolean().optional(),
      longestMs: z.number().optional(),
      recording: z.enum(RECORDING_POLICIES).optional(),
      pauseMs: z.number().optional(),
    })
    .optional(),
  direct: z
    .object({
      to: z.string(),
      from: z.object({ agent: z.string(), endpoint: z.string() }).optional(),
    })
    .optional(),
  phase,
});

/** A call in the journal. How to change it: README.md. */
export const CALL_SHAPE: StoredShape = {
  key: 'call:',
  schema: call,
  steps: [
    // 2: what a caller is still to be told is no text of the telephone system's.
    (before: { phase: object }) => ({ ...before, phase: withSounds(before.phase) }),
    // 3: a talk has legs, and who owes a disposition is the call's and not its end's.
    (before: { id: string; phase: { kind: string } }) => ({ ...before, ...withLegs(before) }),
    // 4: who calls a colleague is none of the customers.
    withoutCustomerOfOurs,
  ],
  immutable: true,
};

export type CallIdentity = z.infer<typeof identity>;

export function identityIn(value: unknown): CallIdentity | null {
  const read = identity.safeParse(value);
  return read.success ? read.data : null;
}
