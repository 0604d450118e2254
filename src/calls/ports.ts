import type { Person } from '../agents/ports.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import type { OutgoingPolicy } from '../outgoing/policy.ts';
import type { QueueProfile } from '../queues/events.ts';
import type { CallCaps } from './admission.ts';
import type { CallStory } from './call-story.ts';
import type { Disposition } from './dispositions.ts';
import type { CallEntry } from './events.ts';
import type { Refusal } from './refusals.ts';

/**
 * What became of an order to the telephone system.
 * done = carried out; gone = the channel, bridge or recording is not there any more (a normal race);
 * refused = Asterisk would not (wrong state, no contact, bad media); timed-out = no answer in time;
 * lost = the connection was or went away, so it may or may not have happened.
 */
export const OUTCOMES = ['done', 'gone', 'refused', 'timed-out', 'lost'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Hang-up reasons, in Asterisk's words for `DELETE /channels/{id}?reason=`. */
export type HangUpReason =
  | 'normal'
  | 'busy'
  | 'congestion'
  | 'no_answer'
  | 'answered_elsewhere'
  | 'unallocated'
  | 'timeout';

/** Audio to play, already resolved: an Asterisk media URI such as `sound:cauce/menu` or `digits:123`. */
export type Media = string;

export interface DialOrder {
  /** The new channel's id, chosen by us. */
  readonly channel: string;
  /** `PJSIP/<line>` or `PJSIP/<number>@trunk`. */
  readonly endpoint: string;
  /** What the telephone shows; '' withholds it. */
  readonly callerNumber: string;
  readonly callerName: string;
  /** Why it was dialled: comes back in `leg-answered`. */
  readonly args: readonly string[];
  readonly ringMs: number;
  /** The telephone system ends it by itself so long after it could last have been answered, ms, whoever is away then. */
  readonly longestMs?: number | undefined;
  /** The channel whose codec the new leg should offer, so that nothing is transcoded. */
  readonly originator?: string;
  /**
   * Who hears what the network says before the answer: `listener` and the new leg are in `bridge`, a new one, until it
   * is destroyed, and the listener is not heard there.
   */
  readonly early?: { readonly bridge: string; readonly listener: string };
  /** Extra SIP headers on the INVITE. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A telephone that is called to be told a code, by the telephone system alone. */
export interface CodeOrder extends Pick<DialOrder, 'channel' | 'endpoint' | 'callerNumber' | 'ringMs'> {
  /** Digits. */
  readonly code: string;
}

/** Something that happened on the telephone system. Times are ours, at arrival. */
export type TelephonyEvent =
  /** A channel from outside entered our application (StasisStart without our args). */
  | {
      readonly kind: 'rang';
      readonly channel: string;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly dialled: string;
      /** `trunk` or `web` (a `/call` page), from the dialplan's arguments. */
      readonly from: string;
      /** What it came from: an address (as `addressKey` writes it), or the line of a page. */
      readonly source: string;
    }
  /** Somebody from outside could not be taken, and is told so. */
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** A leg we dialled was answered; `args` are those of its DialOrder. */
  | { readonly kind: 'leg-answered'; readonly channel: string; readonly args: readonly string[] }
  /** The network of a leg dialled with `early` says something before the answer, which is heard from now on. */
  | { readonly kind: 'early-media'; readonly channel: string }
  /** A channel left us or ended: final for this channel. May come twice. */
  | {
      readonly kind: 'ended';
      readonly channel: string;
      /** Q.850, 0 when unknown. */
      readonly cause: number;
      /** The last SIP status, 0 when unknown. */
      readonly sipCause: number;
      /** A leg of ours that ended while it rang (180 was heard, no answer). */
      readonly rang: boolean;
    }
  | { readonly kind: 'digit'; readonly channel: string; readonly digit: string }
  /** The party of this channel put us on hold (RFC 3264, 8.4), or took us back. */
  | { readonly kind: 'held'; readonly channel: string; readonly held: boolean }
  | { readonly kind: 'played'; readonly playback: string; readonly ok: boolean }
  | { readonly kind: 'recorded'; readonly recording: string; readonly ok: boolean; readonly seconds: number }
  /** A telephone line gained or lost its contact. */
  | { readonly kind: 'line'; readonly line: string; readonly reachable: boolean }
  /** The telephone of a line had itself called as a number, past the gate: what it began was ended. */
  | { readonly kind: 'line-astray'; readonly line: string }
  /** The connection to the telephone system came up (reconcile now) or went away. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' };

/** What lives on the telephone system at this moment. */
export interface TelephonySnapshot {
  readonly channels: readonly {
    readonly id: string;
    /** Asterisk's name, e.g. `PJSIP/ag-1234-00000007`. */
    readonly name: string;
    readonly state: string;
    /** True when the channel is in our application. */
    readonly ours: boolean;
    /** The application's arguments, e.g. ['inbound','*626','trunk']. */
    readonly args: readonly string[];
    /** What a call from outside came from, as `rang` tells it; null for other channels. */
    readonly source: string | null;
    readonly callerNumber: string;
    readonly callerName: string;
    readonly createdAt: number;
  }[];
  readonly bridges: readonly { readonly id: string; readonly channels: readonly string[] }[];
  /** Names of recordings of calls that are being made. */
  readonly recordings: readonly string[];
  readonly lines: readonly { readonly id: string; readonly reachable: boolean }[];
}

/**
 * The telephone system, seen from the call rooms: about a dozen verbs.
 * Every id (channel, playback, bridge, recording) is chosen by the caller of the verb and is never used again.
 * No verb throws for a normal race: the Outcome says what became of it. Order of verbs on one channel is kept.
 */
export interface Telephony {
  /** One listener; events of one channel arrive in order. */
  listen(listener: (event: TelephonyEvent) => void): void;
  snapshot(): Promise<TelephonySnapshot>;

  answer(channel: string): Promise<Outcome>;
  /** Tells the caller's side that it rings (180). */
  ring(channel: string): Promise<Outcome>;
  play(channel: string, playback: string, media: readonly Media[]): Promise<Outcome>;
  stopPlaying(playback: string): Promise<Outcome>;
  music(channel: string, on: boolean): Promise<Outcome>;
  /**
   * Originates a leg into our application. `refused` also when the endpoint has no contact. Wherever a telephone wants
   * it forwarded (3xx), the leg ends with that SIP status and nobody else is called.
   */
  dial(order: DialOrder): Promise<Outcome>;
  /**
   * Whether the telephone of a leg has given a sign of life: `done` once it has said 18x or more, `refused` while it
   * has said nothing.
   */
  rings(channel: string): Promise<Outcome>;
  /** Calls somebody and says them a code once they have pressed a key, so that no answering machine is told it. */
  sayCode(order: CodeOrder): Promise<Outcome>;
  hangUp(channel: string, reason: HangUpReason): Promise<Outcome>;
  /** Sends a channel nothing more, whatever is played to it or said in its bridge; or sends again. */
  silence(channel: string, on: boolean): Promise<Outcome>;
  /**
   * To be repeated every minute for a channel from outside that lasts: its end is told with its cause from now on, and a
   * far end that died without a word is found out within three minutes, with SIP status 408.
   */
  watch(channel: string): Promise<Outcome>;

  /** Creates the mixing bridge if it is not there and puts the channels in. Stops their music first. */
  join(bridge: string, channels: readonly string[]): Promise<Outcome>;
  leave(bridge: string, channel: string): Promise<Outcome>;
  destroyBridge(bridge: string): Promise<Outcome>;

  /**
   * Records what a channel says and hears, by a snoop channel (design decision 9). What it hears must come from one
   * source for as long as the recording lasts.
   * `recording` is also the file's name on the node, e.g. `calls/<call>-<n>`.
   */
  record(channel: string, recording: string): Promise<Outcome>;
  pauseRecording(recording: string, paused: boolean): Promise<Outcome>;
  stopRecording(recording: string): Promise<Outcome>;
}

/** A stored recording on the telephone node, fetched by the recordings job. */
export interface NodeRecordings {
  /** Names of finished recordings below a prefix such as `fallback/`. */
  list(prefix: string): Promise<string[]>;
  /** The WAV's bytes; fails with `unknown-resource`. */
  fetch(name: string): Promise<Buffer>;
  erase(name: string): Promise<Outcome>;
}

/**
 * Where the facts of calls end up for good. `save` is one transaction and may be repeated with the same
 * entries (after a crash): an entry whose (node, seq) is known already is skipped.
 */
export interface CallStore {
  save(entries: readonly CallEntry[]): Promise<void>;
  /** Takes `size` ticket numbers of a year out of the common sequence, first and last included. */
  leaseNumbers(year: number, size: number): Promise<{ first: number; last: number }>;
  /** What is known of calls from their facts, by id; those never heard of are missing. */
  stories(calls: readonly string[]): Promise<ReadonlyMap<string, CallStory>>;
  /** The highest journal position saved for a node, 0 when none. */
  savedUpTo(node: string): Promise<number>;
}

/** What a caller asking for the state of a ticket may hear. */
export interface TicketGlance {
  readonly number: string;
  readonly state: string;
  readonly level: number;
  readonly area: string;
  /** Lines whose owner may hear it without further proof. */
  readonly lines: readonly string[];
  readonly openedAt: number;
  readonly summary: string;
}

/** Read side used while a call is in progress; every verb is given a time limit by its user. */
export interface CallLookups {
  ticket(number: string): Promise<TicketGlance | null>;
  /** Who has the line a call comes from, as `CustomerDirectory.findByLine`, and its open tickets. */
  callerOf(line: string): Promise<{ owners: readonly CustomerSummary[]; openTickets: TicketGlance[] }>;
  /** Those that were opened from this line, and those of its owner where it has only one. */
  openTicketsOf(line: string): Promise<TicketGlance[]>;
  /** Those of a customer, and those from this line that are nobody's yet. */
  openTicketsOfCustomer(customer: string, line: string): Promise<TicketGlance[]>;
}

/** The centre's settings, kept fresh by the adapter; `watch` tells of any change. */
export interface CentreSettings {
  load(): Promise<CentreData>;
  watch(changed: () => void): Promise<() => Promise<void>>;
  /** The changed queue, or null when there is none of that name. */
  changeQueue(name: string, change: QueueChange): Promise<QueueProfile | null>;
  /**
   * Puts a policy in the place of the version that it names; answers it with its new version, or null when another
   * version stands there by now.
   */
  changeOutgoing(policy: OutgoingPolicy): Promise<OutgoingPolicy | null>;
}

/** What may be changed of a queue while it is served. */
export type QueueChange = Pick<QueueProfile, 'wrapUpAlarmMs'>;

export interface CentreData {
  readonly queues: readonly QueueProfile[];
  readonly people: readonly Person[];
  readonly calendars: readonly { readonly name: string; readonly spec: unknown }[];
  /** Service number → flow name. */
  readonly numbers: readonly { readonly number: string; readonly flow: string }[];
  /** In the order that gives each its key on the page. */
  readonly dispositions: readonly Disposition[];
  readonly breaks: readonly {
    readonly code: string;
    readonly title: { readonly es: string; readonly en: string };
  }[];
  /** Policies as data (S4-08). */
  readonly policies: {
    readonly debtStops: boolean;
    readonly announceRecording: boolean;
    /** A call that lasts longer is an alarm, ms; `LONG_CALL_MS` unless told. */
    readonly longCallMs?: number;
    /** Where people may call; without one that can be read nobody may. */
    readonly outgoing?: OutgoingPolicy;
    /** How many calls may come in (`admission.ts`). */
    readonly callCaps?: Partial<CallCaps>;
  };
}

/** How a first start fills an empty centre. */
export interface CentreSeed {
  /** Adds what is not there; what exists by that name is left as it is. */
  seed(data: Omit<CentreData, 'people' | 'policies'>): Promise<void>;
  /** Remembers a value under a name beside the policies, so that a second start knows what the first one did. */
  note(name: string, value: unknown): Promise<void>;
  noted(name: string): Promise<unknown>;
}
