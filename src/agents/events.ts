import { kindsOf } from '../kit/kinds.ts';

/**
 * Who an agent is and what they do, as seen from outside this room.
 *
 *   may be offered  =  will ready  AND  phone registered and not resting  AND  work idle
 */

/** What the person wants; `dnd`: not to be disturbed, calls for them alone go to their voicemail. */
export type Will =
  | { readonly kind: 'ready' }
  | { readonly kind: 'break'; readonly code: string }
  | { readonly kind: 'dnd' }
  | { readonly kind: 'off'; readonly why?: OffReason };

/**
 * Why somebody is off who did not ask for it: the telephone was away for longer than RECONNECT_GRACE_MS, the log-in ended,
 * a new one began (nothing rings before the person has said so on that page), or a supervisor logged them out.
 */
export const OFF_REASONS = ['phone-lost', 'session-ended', 'new-session', 'directed'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** Somebody who gives an order; the name is as it was then, for those who are told. */
export interface By {
  readonly id: string;
  readonly name: string;
}

/** What a supervisor may order over an agent. */
export const DIRECTED = ['ready', 'break', 'log-out', 'queues'] as const;

/** The latest order of a supervisor, until its agent has read it. */
export interface Directed {
  readonly what: (typeof DIRECTED)[number];
  readonly by: By;
  readonly at: number;
  /** Why, in the supervisor's words; '' when they said nothing. */
  readonly note: string;
  /** Of a break. */
  readonly code?: string;
  /** Queues that the agent serves from now on, and those that they do not. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** Such a break lasts a shift at most, minutes. */
export const LONGEST_HELD_MINUTES = 480;

/** A break that a supervisor ordered: until then, epoch ms, a supervisor alone ends it. */
export interface Held {
  readonly by: By;
  readonly note: string;
  readonly code: string;
  readonly until: number;
}

/** Since when an agent stands as they do: an order that was given over an older standing comes too late. */
export const standsSince = (agent: {
  readonly willSince: number;
  readonly directed?: { readonly at: number };
}): number => Math.max(agent.willSince, agent.directed?.at ?? 0);

/** For a while somebody serves other queues than are theirs. */
export interface Moved {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Epoch ms. */
  readonly until: number;
}

/**
 * Why a call that is for one person alone does not ring at theirs: what they want, a call of theirs, or no telephone that could
 * ring.
 */
export const NOT_RUNG = ['dnd', 'break', 'off', 'busy', 'no-phone'] as const;
export type NotRung = (typeof NOT_RUNG)[number];

/** What the telephone does; `reconnecting` keeps the place for RECONNECT_GRACE_MS. */
export const PHONE_STATES = ['registered', 'reconnecting', 'unreachable'] as const;
export type PhoneState = (typeof PHONE_STATES)[number];

/**
 * Why an offer was not taken although the caller was still there.
 *
 *   ignored   it rang its time: the only one that counts against the person
 *   refused   the person said no
 *   the rest  is the telephone's: it is busy or on do-not-disturb, names somebody else to be called, says nothing at all,
 *             cannot be reached, or cannot take the call
 */
export const MISSED = ['ignored', 'refused', 'busy', 'forwards', 'silent', 'unreachable', 'failed'] as const;
export type Missed = (typeof MISSED)[number];
export type PhoneFault = Exclude<Missed, 'ignored' | 'refused'>;

/** Why a telephone rests. `refuses`: no after no, as a telephone says by itself that declines all. */
export const REST_REASONS = kindsOf<PhoneFault | 'refuses'>({
  busy: true,
  forwards: true,
  silent: true,
  unreachable: true,
  failed: true,
  refuses: true,
});

/** A telephone that is left alone for a while, because it did not take what was offered. */
export interface PhoneRest {
  readonly why: (typeof REST_REASONS)[number];
  /** How often in a row. */
  readonly times: number;
  /** Until when nothing is offered, epoch ms. */
  readonly until: number;
  /** That time is over; what is known of the telephone stays until it rings, registers or its person says ready. */
  readonly over?: true;
}

/** What the person is busy with. Ids are call ids. */
export type Work =
  | { readonly kind: 'idle'; readonly since: number }
  /** `owed`: it comes back to them, and they have owed its disposition since then. */
  | { readonly kind: 'offered'; readonly call: string; readonly since: number; readonly owed?: number }
  | { readonly kind: 'talking'; readonly call: string; readonly since: number }
  | { readonly kind: 'wrap-up'; readonly call: string; readonly since: number };

/** There is a call. */
export type Busy = Exclude<Work, { readonly kind: 'idle' }>;

export const isBusy = (work: Work): work is Busy => work.kind !== 'idle';

interface OneAtWork {
  readonly will: Will;
  readonly phone: PhoneState;
  readonly work: Work;
  readonly beside?: Busy;
  readonly supervises?: string;
  readonly noCallWaiting?: true;
}

/** Whether a call for somebody alone waits beside the talk that they are in, be it a conference or a consultation. */
export const hasFreeLine = ({ will, phone, work, beside, supervises, noCallWaiting }: OneAtWork): boolean =>
  noCallWaiting === undefined &&
  work.kind === 'talking' &&
  will.kind === 'ready' &&
  phone === 'registered' &&
  supervises === undefined &&
  beside === undefined;

/** What becomes of a call for somebody alone that comes now. */
export const REACHES = ['rings', 'rings-in-wrap-up', 'waits', 'voicemail'] as const;
export type Reach = (typeof REACHES)[number];

export const PHONE_KINDS = ['browser', 'sip'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/** What somebody is in the centre; at which level they work is apart from it. */
export const ROLES = ['agent', 'supervisor', 'admin', 'wallboard'] as const;
export type Role = (typeof ROLES)[number];

/** The part of a person that the ACD needs. */
export interface AgentProfile {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Support level, 1 to 4. */
  readonly level: number;
  readonly queues: readonly string[];
  readonly phoneKind: PhoneKind;
  /** The number at which they are called directly; absent: none. */
  readonly extension?: string | undefined;
  /** Their telephone is to answer by itself what their queues allow; absent: it rings. */
  readonly autoAnswer?: boolean | undefined;
}
