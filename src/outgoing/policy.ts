import { z } from 'zod';
import { ROLES } from '../agents/events.ts';
import { RECORDING_PAUSE_MS, RECORDING_POLICIES } from '../queues/events.ts';
import { ENTRIES, type Entry } from './entries.ts';
import { GRANTABLE } from './number-class.ts';

/**
 * `home`: the centre's own; `any`: every country that is not of high risk, which has to be named (number-table.ts), as
 * `001` and `ZZ` have to be, which are none.
 */
const country = z
  .string()
  .regex(/^(home|any|001|[A-Z]{2})$/, { message: 'home, any, 001 or an ISO 3166-1 code' });
const level = z.int().min(1).max(4);
const name = z.string().min(1).max(64);
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, { message: 'E.164 with its plus, e.g. +582125550100' });

/**
 * Lets somebody call numbers of some classes in some countries; without one nobody calls anybody. A role is meant at some
 * levels, or at all of them.
 */
const permission = z.strictObject({
  who: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('role'),
      role: z.enum(ROLES),
      levels: z.array(level).min(1).max(4).optional(),
    }),
    z.strictObject({ kind: z.literal('person'), person: name }),
  ]),
  entries: z.array(z.enum(ENTRIES)).min(1).max(ENTRIES.length),
  classes: z.array(z.enum(GRANTABLE)).min(1).max(GRANTABLE.length),
  countries: z.array(country).min(1).max(300),
  /** `own`: only lines of customers and numbers on the ticket the call is about. */
  numbers: z.enum(['own', 'any']),
});

const MINUTE_MS = 60_000;
/** What holds too where a policy was written before there was a limit. */
const FIRST_LENGTHS = { usualMs: 120 * MINUTE_MS, unusualMs: 30 * MINUTE_MS, unusualPerDay: 20 } as const;
const length = z
  .int()
  .min(MINUTE_MS)
  .max(24 * 60 * MINUTE_MS);

const cap = z.strictObject({
  atOnce: z.int().min(0).max(10_000),
  perDay: z.int().min(0).max(1_000_000),
});

/** Where people may call (S4-08: as data). */
export const outgoingPolicyShape = z.strictObject({
  /** One more with each change: nobody changes what they have not seen. */
  version: z.int().min(1),
  allow: z.array(permission).max(500),
  /** Calls at once and each day of the centre, of a person, of a ticket's area, of all. */
  caps: z.strictObject({ person: cap, area: cap, centre: cap }),
  /** While `calendar` is closed, calls to numbers that are nobody's we know, or all calls, are refused. */
  offHours: z.strictObject({ calendar: name, lock: z.enum(['none', 'not-own', 'all']) }),
  /**
   * What within `windowMs` looks like fraud: more than so many unusual tries of a person, unusual calls of all together,
   * or calls of a person. Then they are locked for `lockMs`.
   */
  burst: z.strictObject({
    unusual: z.int().min(1).max(1_000),
    unusualInAll: z.int().min(1).max(10_000),
    calls: z.int().min(1).max(1_000),
    windowMs: z.int().min(1_000).max(3_600_000),
    lockMs: z
      .int()
      .min(60_000)
      .max(7 * 86_400_000),
  }),
  /** A call to a usual number ends by itself after so long, ms. */
  longestMs: length.default(FIRST_LENGTHS.usualMs),
  /** Calls to unusual numbers: so many a day of a person, and each ends by itself after so long, ms. */
  unusual: z
    .strictObject({ perDay: z.int().min(0).max(1_000_000), longestMs: length })
    .default({ perDay: FIRST_LENGTHS.unusualPerDay, longestMs: FIRST_LENGTHS.unusualMs }),
  /** What those who are called see: the number of the ticket's area, else the centre's. */
  callerIds: z.strictObject({ centre: e164.nullable(), areas: z.record(name, e164) }),
  /** Whether calls that go out are recorded: as the ticket's area has it, else the centre. */
  recording: z
    .strictObject({
      centre: z.enum(RECORDING_POLICIES),
      areas: z.record(name, z.enum(RECORDING_POLICIES)),
      /** A pause of such a recording ends by itself after this, ms. */
      pauseMs: z.int().min(10_000).max(300_000).default(RECORDING_PAUSE_MS),
    })
    .default({ centre: 'always', areas: {}, pauseMs: RECORDING_PAUSE_MS }),
  /** Whether an agent may choose that who is called sees no number (CLIR). */
  mayWithhold: z.boolean().default(false),
});

export type OutgoingPolicy = z.infer<typeof outgoingPolicyShape>;
export type Permission = OutgoingPolicy['allow'][number];
export type Cap = z.infer<typeof cap>;

/** Where somebody of ours is in the call; to forward one has to be permitted by name. */
const ATTENDED: Entry[] = ['call-back', 'transfer', 'conference', 'dial'];

const ownAtHome = (levels: number[]): Permission => ({
  who: { kind: 'role', role: 'agent', levels },
  entries: ATTENDED,
  classes: ['mobile', 'fixed', 'toll-free'],
  countries: ['home'],
  numbers: 'own',
});

/** What a centre begins with (migration `outgoing`). */
export const FIRST_POLICY: OutgoingPolicy = {
  version: 1,
  allow: [ownAtHome([1]), ownAtHome([2, 3, 4])],
  caps: {
    person: { atOnce: 2, perDay: 200 },
    area: { atOnce: 50, perDay: 2_000 },
    centre: { atOnce: 100, perDay: 5_000 },
  },
  offHours: { calendar: 'oficina', lock: 'not-own' },
  burst: { unusual: 3, unusualInAll: 3, calls: 10, windowMs: 60_000, lockMs: 3_600_000 },
  longestMs: FIRST_LENGTHS.usualMs,
  unusual: { perDay: FIRST_LENGTHS.unusualPerDay, longestMs: FIRST_LENGTHS.unusualMs },
  callerIds: { centre: null, areas: {} },
  recording: { centre: 'always', areas: {}, pauseMs: RECORDING_PAUSE_MS },
  mayWithhold: false,
};

/** A policy as it was stored; undefined when it cannot be read: then nobody may call. */
export function readPolicy(stored: unknown): OutgoingPolicy | undefined {
  const read = outgoingPolicyShape.safeParse(stored);
  return read.success ? read.data : undefined;
}
