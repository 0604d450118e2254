import { z } from 'zod';
import type { StoredShape } from '../kit/stored-shapes.ts';
import type { OutgoingPolicy } from './policy.ts';

/** Nobody calls out until then, epoch ms; null: until an admin lets them. */
export interface Lock {
  readonly since: number;
  readonly until: number | null;
}

/** One try to call out, while it counts for a burst. */
export interface Try {
  readonly at: number;
  readonly number: string;
  readonly allowed: boolean;
  readonly unusual: boolean;
}

/** What a person has called today, and what is held against them. `day` is the centre's calendar day, ISO 8601. */
export interface PersonCalls {
  readonly day: string;
  readonly calls: number;
  /** Of these, to unusual numbers. */
  readonly unusual?: number | undefined;
  /** How often they were locked that day. */
  readonly locks: number;
  readonly recent: readonly Try[];
  readonly lock: Lock | null;
}

/** The same of an area, or of the whole centre. */
export interface SharedCalls {
  readonly day: string;
  readonly calls: number;
  /** Of unusual calls only. */
  readonly recent: readonly Try[];
  readonly lock: Lock | null;
}

const lock: z.ZodType<Lock> = z.object({ since: z.number(), until: z.number().nullable() });
const tries: z.ZodType<Try[]> = z.array(
  z.object({ at: z.number(), number: z.string(), allowed: z.boolean(), unusual: z.boolean() }),
);
const shared = { day: z.string(), calls: z.number(), recent: tries, lock: lock.nullable() };
const personCalls: z.ZodType<PersonCalls> = z.object({
  ...shared,
  unusual: z.number().optional(),
  locks: z.number(),
});
const sharedCalls: z.ZodType<SharedCalls> = z.object(shared);

export const PERSON = 'outgoing/person/';
export const AREA = 'outgoing/area/';
export const CENTRE = 'outgoing';

/** What is counted, as the journal keeps it: one state a person, an area, and the centre. */
export const OUTGOING_SHAPES: readonly StoredShape[] = [
  { key: PERSON, schema: personCalls, steps: [] },
  { key: AREA, schema: sharedCalls, steps: [] },
  { key: CENTRE, schema: sharedCalls, steps: [] },
];

/** The same on `day`: what was counted on another is over, what is locked stays so. */
export function personOn(day: string, known: PersonCalls | undefined): PersonCalls {
  if (known?.day === day) return known;
  return { day, calls: 0, locks: 0, recent: known?.recent ?? [], lock: known?.lock ?? null };
}

export function sharedOn(day: string, known: SharedCalls | undefined): SharedCalls {
  if (known?.day === day) return known;
  return { day, calls: 0, recent: known?.recent ?? [], lock: known?.lock ?? null };
}

export const isLocked = (held: Lock | null, now: number): boolean =>
  held !== null && (held.until === null || now < held.until);

/** A refused number that is tried again is the same try; each call that went out is one. */
export function withTry(recent: readonly Try[], one: Try, windowMs: number): readonly Try[] {
  const lasting = recent.filter(
    ({ at, number, allowed }) => one.at - at < windowMs && (one.allowed || allowed || number !== one.number),
  );
  return [...lasting, one];
}

/** Whether a person's tries look like fraud: more unusual ones, or more calls, than anybody makes in that time. */
export function looksLikeFraud(recent: readonly Try[], burst: OutgoingPolicy['burst']): boolean {
  const unusual = recent.filter(one => one.unusual).length;
  return unusual > burst.unusual || recent.filter(one => one.allowed).length > burst.calls;
}
