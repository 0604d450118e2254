import type { RecordingPolicy } from '../queues/events.ts';
import { type Asker, ENTRIES, type Entry, type Owner } from './entries.ts';
import { type DialledNumber, NOBODYS, type NumberClass, WORLD } from './number-class.ts';
import type { Cap, OutgoingPolicy, Permission } from './policy.ts';
import type { OutgoingRefusal } from './refusal.ts';

/** A call that somebody wants to make. */
export interface OutgoingRequest {
  readonly entry: Entry;
  /** Null: the centre itself, for somebody who is nobody yet. */
  readonly by: Asker | null;
  readonly number: DialledNumber;
  readonly owner: Owner | null;
  /** The area of the ticket it is about. */
  readonly area: string | null;
  /** Who is called is to see no number. */
  readonly withheld?: boolean | undefined;
}

export interface Count {
  readonly now: number;
  readonly today: number;
}

/** What surrounds it. */
export interface Around {
  /** The centre's, ISO code. */
  readonly country: string;
  readonly policy: OutgoingPolicy;
  readonly person: Count;
  readonly area: Count;
  readonly centre: Count;
  /** Calls of the person today to unusual numbers. */
  readonly unusualToday: number;
  /** Whether the calendar of the policy is open. */
  readonly open: boolean;
}

/** `unusual`: the number is abroad, of an unusual class, or nobody's we know. */
export type Verdict =
  | { readonly allowed: true; readonly unusual: boolean }
  | {
      readonly allowed: false;
      readonly code: OutgoingRefusal;
      /** The number itself is refused, not the moment. */
      readonly unusual: boolean;
    };

const USUAL: ReadonlySet<NumberClass> = new Set(['mobile', 'fixed', 'toll-free']);

/** Whether a call may go out, by its number, who asks, the policy and the counts. Pure; the gate adds what lasts. */
export function checkOutgoing(asked: OutgoingRequest, around: Around): Verdict {
  const { number, owner } = asked;
  const { policy, country } = around;
  const never = neverOf(number.class);
  if (never) return { allowed: false, code: never, unusual: number.class !== 'emergency' };
  const why =
    asked.by === null ? proofRefusal(asked, country) : permissionRefusal(asked, policy.allow, country);
  if (why) return { allowed: false, code: why, unusual: why !== 'outgoing-no-permission' };
  if (asked.withheld && !policy.mayWithhold)
    return { allowed: false, code: 'outgoing-not-withheld', unusual: false };
  const later = (code: OutgoingRefusal): Verdict => ({ allowed: false, code, unusual: false });
  const { lock } = policy.offHours;
  if (!around.open && (lock === 'all' || (lock === 'not-own' && owner === null)))
    return later('outgoing-off-hours');
  const counted = (['person', 'area', 'centre'] as const).filter(
    who => (who !== 'person' || asked.by !== null) && (who !== 'area' || asked.area !== null),
  );
  const over = (fits: (count: Count, cap: Cap) => boolean) =>
    counted.some(who => !fits(around[who], policy.caps[who]));
  if (over((count, cap) => count.today < cap.perDay)) return later('outgoing-used-up');
  if (over((count, cap) => count.now < cap.atOnce)) return later('outgoing-busy');
  const unusual = owner === null || !isUsual(number, country);
  if (unusual && asked.by !== null && around.unusualToday >= policy.unusual.perDay)
    return later('outgoing-used-up');
  return { allowed: true, unusual };
}

/** Why no permission fits, whatever the moment; null: one does. */
export const refusalAtAnyTime = (
  asked: OutgoingRequest,
  allow: readonly Permission[],
  country: string,
): OutgoingRefusal | null => neverOf(asked.number.class) ?? permissionRefusal(asked, allow, country);

export const isPermitted = (asked: OutgoingRequest, allow: readonly Permission[], country: string): boolean =>
  refusalAtAnyTime(asked, allow, country) === null;

function neverOf(of: NumberClass): OutgoingRefusal | null {
  if (of === 'emergency') return 'outgoing-emergency';
  return of === 'star-code' || of === 'invalid' ? 'outgoing-not-a-number' : null;
}

const isUsual = (number: DialledNumber, country: string): boolean =>
  USUAL.has(number.class) && number.country === country;

/** Who is nobody yet has no permissions: a code is said to a customer's own usual line and nowhere else. */
function proofRefusal({ entry, number, owner }: OutgoingRequest, country: string): OutgoingRefusal | null {
  if (entry !== 'proof-call') return 'outgoing-no-permission';
  if (!isUsual(number, country))
    return number.country === country ? ofClass(number.class) : 'outgoing-abroad';
  return owner === 'customer' ? null : 'outgoing-not-own';
}

/** The narrowest reason that no permission fits. */
function permissionRefusal(
  { entry, by, number, owner }: OutgoingRequest,
  allow: readonly Permission[],
  country: string,
): OutgoingRefusal | null {
  const theirs = allow.filter(({ who, entries }) => {
    return by !== null && isOf(by, who) && entries.includes(entry);
  });
  if (theirs.length === 0) return 'outgoing-no-permission';
  const ofKind = theirs.filter(({ classes }) => classes.some(one => one === number.class));
  if (ofKind.length === 0) return ofClass(number.class);
  const there = ofKind.filter(({ countries }) => countries.some(one => covers(one, number, country)));
  if (there.length === 0) return number.highRisk ? 'outgoing-high-risk' : 'outgoing-abroad';
  return there.some(({ numbers }) => numbers === 'any' || owner !== null) ? null : 'outgoing-not-own';
}

/** The ways out by which somebody may call at all: numbers may still be refused. */
export const entriesOf = (by: Asker, allow: readonly Permission[]): readonly Entry[] =>
  ENTRIES.filter(entry => allow.some(({ who, entries }) => isOf(by, who) && entries.includes(entry)));

/** Whether a permission is meant for somebody. */
function isOf({ person, role, level }: Asker, who: Permission['who']): boolean {
  if (who.kind === 'person') return who.person === person;
  return who.role === role && (who.levels?.includes(level) ?? true);
}

function covers(named: string, number: DialledNumber, home: string): boolean {
  if (named === 'home') return number.country === home;
  if (named === 'any') return !number.highRisk && number.country !== WORLD && number.country !== NOBODYS;
  return named === number.country;
}

function ofClass(of: NumberClass): OutgoingRefusal {
  if (of === 'premium' || of === 'shared-cost' || of === 'personal') return 'outgoing-premium';
  return of === 'satellite' ? 'outgoing-satellite' : 'outgoing-class';
}

/** The number that is shown to who is called: the area's, else the centre's; null: none of ours. */
export function callerIdOf({ callerIds }: OutgoingPolicy, area: string | null): string | null {
  return (area === null ? undefined : callerIds.areas[area]) ?? callerIds.centre;
}

/** Whether the call is recorded: as the ticket's area has it, else the centre. */
export function recordingOf({ recording }: OutgoingPolicy, area: string | null): RecordingPolicy {
  return (area === null ? undefined : recording.areas[area]) ?? recording.centre;
}
