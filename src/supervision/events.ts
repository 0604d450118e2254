import type {
  Busy,
  Directed,
  Held,
  Moved,
  PhoneKind,
  PhoneRest,
  PhoneState,
  Reach,
  Role,
  Will,
  Work,
} from '../agents/events.ts';
import type { CallEnd, NotReached, NotTaken, Unanswered } from '../calls/call.ts';
import type { Direction, DirectMissed, PauseReason, SupervisionMode } from '../calls/events.ts';
import type { VoiceCause } from '../calls/voice/diagnosis.ts';
import type { IdentifiedBy } from '../customers/identify.ts';
import type { Words } from '../kit/errors.ts';
import type { AutoAnswer, RecordingPolicy } from '../queues/events.ts';
import type { Thresholds } from '../queues/thresholds.ts';
import type { MissedCounts } from './today.ts';

/**
 * Pictures: what pages and other processes see of the living centre. The `calls` process draws them after each
 * transition; `web` passes them on. All instants are epoch ms by the server's clock.
 */
export interface AgentPicture {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly level: number;
  /** Those that they serve now. */
  readonly queues: readonly string[];
  /** Until then, epoch ms, they serve other queues than are theirs. */
  readonly moved?: Moved;
  readonly phoneKind: PhoneKind;
  /** The number at which they are called directly. */
  readonly extension?: string | undefined;
  /** They have set that their telephone answers by itself what their queues allow. */
  readonly autoAnswer?: boolean | undefined;
  /** They have set that a second call of theirs joins the first by itself. */
  readonly autoJoin?: true;
  /** They have set that no call waits beside a talk of theirs. */
  readonly noCallWaiting?: true;
  readonly will: Will;
  readonly willSince: number;
  readonly phone: PhoneState;
  readonly work: Work;
  /** A second call of theirs. */
  readonly beside?: Busy;
  readonly mayBeOffered: boolean;
  readonly reach: Reach;
  /** Offers ignored in a row. */
  readonly missed: number;
  /** Sessions of theirs that ended in this call, by their telephone lines: they keep it until it is wrapped up. */
  readonly leaving?: { readonly call: string; readonly lines: readonly string[] };
  /** The latest order of a supervisor that they have not read; `by` is the name. */
  readonly directed?: Omit<Directed, 'by'> & { readonly by: string };
  /** A supervisor put them on a break that they may not end before then; `by` is the name. */
  readonly held?: Omit<Held, 'by'> & { readonly by: string };
  /** The call of another agent in which they are beside that one. */
  readonly supervises?: string;
  /** What is known against the telephone; absent when nothing is. */
  readonly rest?: PhoneRest;
  /** Today's answered calls, and in them talk time without hold, and hold, ms. */
  readonly answeredToday: number;
  readonly talkMsToday: number;
  readonly heldMsToday: number;
  /** Calls in which they joined the agent who led them, and talk time in those, ms: none is among those answered. */
  readonly joinedToday: number;
  readonly joinedMsToday: number;
  /** Today's offers that were not taken, by reason. */
  readonly missedToday: MissedCounts;
}

/** `giving-out`, `handed-out`: the customer was given to a number outside, which is rung, or where somebody talks with them. */
export const CALL_PHASES = [
  'welcome',
  'waiting',
  'offered',
  'dialling',
  'talking',
  'giving-out',
  'handed-out',
  'voicemail',
  'ending',
] as const;
export type CallPhase = (typeof CALL_PHASES)[number];

export interface CallPicture {
  readonly id: string;
  readonly direction: Direction;
  readonly phase: CallPhase;
  readonly ticket: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly customer: CustomerCard | null;
  /** The owners of a line that is several customers'. */
  readonly candidates?: readonly Candidate[];
  /** What the caller answered in the menu, oldest first. */
  readonly learned: readonly { readonly label: Words; readonly value: Words }[];
  readonly queue: string | null;
  readonly topic: string | null;
  readonly arrivedAt: number;
  /** Since when they wait, without what was talked meanwhile, epoch ms; null: in no queue so far. */
  readonly queuedAt: number | null;
  /** 1 = next. Null when not waiting. */
  readonly position: number | null;
  /** In a talk: what the caller should have been told in the line and did not hear to its end. */
  readonly unheard?: readonly ('ticket-number' | 'debt')[];
  /** In the voicemail: what the caller hears or does. */
  readonly message?: 'greeting' | 'recording' | 'thanks';
  /** In the voicemail: why the agent for whom the call is did not take it. */
  readonly notTaken?: DirectMissed;
  /** The agent for whom alone the call is. */
  readonly directTo?: string;
  /** The colleague who calls that one, and their telephone, as `line`: there is no customer. */
  readonly caller?: { readonly agent: string; readonly line: string | null };
  /** Two of ours talk, and nobody else: either of them may do what `agent` may. */
  readonly pair?: true;
  readonly agent: string | null;
  /** The agent's telephone in this call: the account of a session or of a desk telephone; null when there is none. */
  readonly line: string | null;
  /** Agents whom the one of the call has asked, or who talk as well; absent when there are none. */
  readonly colleagues?: readonly ColleaguePicture[];
  /** In a conference: when its agent hangs up it ends for all. */
  readonly endsForAll?: true;
  /** In a talk: it has room for nobody else. */
  readonly full?: true;
  /** In a conference: nobody hears the customer. */
  readonly customerMuted?: true;
  /** They have left the conference, which goes on without them. */
  readonly customerLeft?: true;
  /** So has the agent who talked with them: `agent` leads the others, and owes nothing for it. */
  readonly owedByNobody?: true;
  /** Who is at numbers outside in the call, or rung there; absent when nobody is. */
  readonly outside?: readonly OutsidePicture[];
  /** The number outside that the agent asked last, where nobody was reached, and why. */
  readonly notReached?: NotReached;
  /** The colleague whom the agent asked last, who did not answer, and why; `queue`: as the last one of it who was free. */
  readonly unanswered?: Unanswered;
  /** Since then, epoch ms, the agent is in another call of theirs, and the customer hears music or talks with others. */
  readonly away?: number;
  /** The call by whose id the agent's telephone knows the leg, where that is another one. */
  readonly legOf?: string;
  /** The agent talks with whom they have asked, and not with the customer. */
  readonly aside?: true;
  /** Agents whose talk is over and who owe a disposition; absent when nobody does. */
  readonly wrapUps?: readonly WrapUpPicture[];
  /** In a talk: who led it until `agent` did. */
  readonly before?: string;
  /** An agent sent the customer to the queue in which they are, or from which they were answered. */
  readonly transfer?: TransferPicture;
  /** In the line: the agent for whom alone they wait for the moment. */
  readonly waitsFor?: string;
  /** In an offer: the name of the supervisor who gave the caller to this agent. */
  readonly givenBy?: string;
  /** The agent asks the supervisors for help; `seenBy`: the name of the one who has seen it. */
  readonly help?: { readonly agent: string; readonly since: number; readonly seenBy?: string };
  /** Who is in the talk beside its agent, or is being called for it; absent when nobody is. */
  readonly supervisors?: readonly SupervisorPicture[];
  /** In an offer: the agent has answered, the caller still hears the notice of the recording. */
  readonly agentUp?: true;
  /** How the voice of a talk is, of each agent whose page tells of it; absent where none does. */
  readonly voices?: readonly VoicePicture[];
  readonly answeredAt: number | null;
  readonly onHold: boolean;
  /** In a talk whose customer hears music by its agent's wish, also while they consult or are in their second call: since when. */
  readonly heldSince?: number;
  /** The customer's telephone has put us on hold. */
  readonly farHold?: true;
  /** In a call-back: the agent hears what the customer's network says. */
  readonly earlyMedia?: true;
  /** Of a call that goes out: the agent is in it, and the customer is rung, or hears the notice. */
  readonly customerRung?: true;
  readonly recording: boolean;
  /** In a talk. */
  readonly recorder?: RecorderPicture;
  /** How it came to its end, in phase `ending`. */
  readonly ended?: CallEnd;
  /** The caller's open tickets besides this call's own. */
  readonly openTickets: readonly {
    readonly number: string;
    readonly state: string;
    readonly level: number;
    readonly summary: string;
    readonly openedAt: number;
  }[];
}

/** `steps`: 1…5, below 4 only where there is a cause. */
export interface VoicePicture {
  readonly agent: string;
  readonly steps: 1 | 2 | 3 | 4 | 5;
  readonly cause: VoiceCause | null;
}

/**
 * `on`: what is said is recorded; `pausing`: the telephone system has not confirmed the pause yet; `paused`: the agent's
 * pause, until it ends by itself; `notice`: the two hear the notice of the recording, which begins after it; `waits`: it goes on when the two hear each other; `off`: it is not wanted, or not possible.
 */
export const RECORDER_STATES = ['on', 'pausing', 'paused', 'notice', 'waits', 'off'] as const;

export interface RecorderPicture {
  readonly policy: RecordingPolicy;
  readonly state: (typeof RECORDER_STATES)[number];
  /** Of a pause, epoch ms. */
  readonly until?: number;
  readonly why?: PauseReason;
}

export interface ColleaguePicture {
  readonly agent: string;
  /** As in `CallPicture`. */
  readonly legOf?: string;
  /** Their telephone, as in `CallPicture`. */
  readonly line: string | null;
  /** They are rung; they talk with the agent beside the customer; they talk with the customer as well. */
  readonly state: 'ringing' | 'aside' | 'joined';
  /** When they were asked, or answered. */
  readonly since: number;
  /** What they were told; '' for nothing. */
  readonly note: string;
  /** The queue that is asked, where it is not they themselves. */
  readonly queue?: string;
  /** In a conference: nobody hears them. */
  readonly muted?: true;
}

export interface OutsidePicture {
  /** By which they are let go. */
  readonly leg: string;
  /** Their number. */
  readonly dialled: string;
  /** The agent who had them called. */
  readonly by: string;
  /** As a colleague's; `notice`: they hear that the call is recorded, and join after it. */
  readonly state: ColleaguePicture['state'] | 'notice';
  /** When they were rung, or answered. */
  readonly since: number;
  readonly muted?: true;
}

export interface TransferPicture {
  readonly from: string;
  readonly note: string;
  readonly at: number;
  /** The agent whom the customer was sent to, and why that one did not take them. */
  readonly to?: string;
  readonly back?: NotTaken;
  /** The number outside that they were sent to, and why nobody was reached there. */
  readonly out?: NotReached;
}

export interface WrapUpPicture {
  readonly agent: string;
  /** The queue that the call came to them through; null for one of their own. */
  readonly queue: string | null;
  /** They and the customer were joined. */
  readonly spoke: boolean;
  /** The queue, and the agent, that they gave the customer to. */
  readonly to?: string;
  /** The colleague whom they gave the customer to, or (`taken`) who took the call over. */
  readonly colleague?: string;
  /** They gave them to the queue `to`, of which the colleague had answered. */
  readonly asQueue?: true;
  readonly taken?: true;
  /** The flow, or the number outside, that they gave the customer to. */
  readonly flow?: { readonly name: string; readonly title: Words };
  readonly dialled?: string;
  /** The telephone they talked at, as in `CallPicture`. */
  readonly line: string | null;
}

export interface SupervisorPicture {
  readonly person: string;
  /** The telephone they are in it by, as in `CallPicture`. */
  readonly line: string | null;
  readonly mode: SupervisionMode;
  /** Their telephone is answered: they hear the talk. */
  readonly up: boolean;
  /** The agent is shown them; who speaks with the customer is shown anyway. */
  readonly seen: boolean;
  /** Since when they are in it, or their telephone is called. */
  readonly since: number;
  /** They meant to take the call over, and it could not be: they listen. */
  readonly notTaken?: true;
}

/** The caller as the screen pop shows them. */
export interface CustomerCard {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly segment: string;
  readonly line: string;
  readonly service: string;
  readonly accountState: string;
  readonly debt: { readonly amount: number; readonly currency: string } | null;
  /** How the call came to be theirs; absent for calls that began under an older version. */
  readonly by?: IdentifiedBy;
}

/** One of those who share a line: as much as is needed to ask the caller which of them they are. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly document: string;
}

export interface QueuePicture {
  readonly name: string;
  readonly title: string;
  readonly open: boolean;
  readonly waiting: number;
  /** Arrival of the one who waits longest, or null. */
  readonly oldestSince: number | null;
  readonly agentsReady: number;
  readonly agentsTalking: number;
  /** On a break, or not to be disturbed, and not in a call. */
  readonly agentsOnBreak: number;
  /** A wrap-up that lasts longer is an alarm, ms; 0 = none. */
  readonly wrapUpAlarmMs: number;
  readonly autoAnswer: AutoAnswer;
  /** Its agents see only the last digits of customers' numbers. */
  readonly maskNumbers: boolean;
  /** They may see that of a call that they have, with a reason. */
  readonly revealNumbers: boolean;
  readonly recording: RecordingPolicy;
  /** The longest pause of a recording at its agent's wish, ms. */
  readonly recordingPauseMs: number;
  /** From when on the wallboard says that something is wrong (`queues/thresholds.ts`). */
  readonly thresholds: Thresholds;
  /** Today, by the centre's calendar day. */
  readonly today: {
    readonly offered: number;
    readonly answered: number;
    readonly abandoned: number;
    /** Answered within the threshold / answered. Null before the first answer. */
    readonly serviceLevel: number | null;
    /** (Answered + abandoned within) / (answered + abandoned). */
    readonly serviceLevelInclusive: number | null;
    readonly averageWaitMs: number | null;
    readonly answerWithinMs: number;
  };
}

export const SEVERITIES = ['warning', 'critical'] as const;

export interface Alarm {
  readonly id: string;
  readonly since: number;
  readonly severity: (typeof SEVERITIES)[number];
  readonly words: { readonly es: string; readonly en: string };
  /** What it counts today, by reason. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Everything at one moment; later changes replace whole entries by id. */
export interface CentrePicture {
  readonly agents: readonly AgentPicture[];
  readonly calls: readonly CallPicture[];
  readonly queues: readonly QueuePicture[];
  readonly alarms: readonly Alarm[];
}

/** A numbered change. Entities in `put` replace those of the same id (queues: name); `gone` are removed. */
export interface CentreChange {
  readonly seq: number;
  readonly put: Partial<CentrePicture>;
  readonly gone: {
    readonly calls?: readonly string[];
    readonly agents?: readonly string[];
    readonly queues?: readonly string[];
    readonly alarms?: readonly string[];
  };
}
