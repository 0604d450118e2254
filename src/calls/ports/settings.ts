import type { Person } from '../../agents/ports.ts';
import type { OutgoingPolicy } from '../../outgoing/policy.ts';
import type { QueueProfile, RecordingPolicy } from '../../queues/events.ts';
import type { Disposition } from '../dispositions.ts';
import type { InternalTickets } from '../internal-tickets.ts';
import type { CallCaps } from '../watches/admission.ts';

/** The centre's settings, kept fresh by the adapter; `watch` tells of any change. */
export interface CentreSettings {
  load(): Promise<CentreData>;
  watch(changed: () => void): Promise<() => Promise<void>>;
  /** One queue as it is now, or null when there is none of that name. */
  queue(name: string): Promise<QueueProfile | null>;
  /** The changed queue, or null when there is none of that name. */
  changeQueue(name: string, change: QueueChange): Promise<QueueProfile | null>;
  /**
   * Puts a policy in the place of the version that it names; answers it with its new version, or null when another
   * version stands there by now.
   */
  changeOutgoing(policy: OutgoingPolicy): Promise<OutgoingPolicy | null>;
  /** All of them as they are then. */
  changePolicies(change: PolicyChange): Promise<CentreData['policies']>;
}

/** What may be changed of a queue while it is served; what is left out stays. */
export type QueueChange = {
  readonly [Field in QueuePolicy | 'thresholds']?: QueueProfile[Field] | undefined;
};

/** What an admin decides of a queue. */
export type QueuePolicy =
  | 'wrapUpAlarmMs'
  | 'recording'
  | 'recordingPauseMs'
  | 'autoAnswer'
  | 'maskNumbers'
  | 'revealNumbers'
  | 'ringMs'
  | 'refusedAgainMs'
  | 'awaitAgentMs'
  | 'answerWithinMs'
  | 'announceEveryMs';

/** What an admin decides for the whole centre; what is left out stays. */
export type PolicyChange = {
  readonly [Name in CentrePolicy]?: CentreData['policies'][Name] | undefined;
};

export type CentrePolicy =
  | 'debtStops'
  | 'announceRecording'
  | 'directRecording'
  | 'directPauseMs'
  | 'internalTickets'
  | 'supervisionSeen'
  | 'leaderMayLeave'
  | 'longCallMs';

/** A work group that tickets are in; the one without a name has those that no route leads anywhere. */
export interface Area {
  readonly name: string;
  readonly title: string;
}

export interface CentreData {
  /** Who works on tickets, apart from who is served by whom. */
  readonly areas: readonly Area[];
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
    /** Whether a call to an agent's own number is recorded; on demand unless told. */
    readonly directRecording?: RecordingPolicy;
    /** A pause of such a recording ends by itself after this, ms; `RECORDING_PAUSE_MS` unless told. */
    readonly directPauseMs?: number;
    /** Whether a call between two of ours has a ticket; never unless told. */
    readonly internalTickets?: InternalTickets;
    /** The agent is shown a supervisor who is in their call; true unless told. */
    readonly supervisionSeen?: boolean;
    /** Who hangs up in a conference that they lead leaves the others in it; true unless told. Else it ends for all. */
    readonly leaderMayLeave?: boolean;
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
