import { type By, MISSED, type Missed } from '../agents/events.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import type { IdentifiedBy } from '../customers/identify.ts';
import type { Sound } from '../ivr/aloud.ts';
import type { Announcement, Ask, Notice, Place } from '../ivr/conversation.ts';
import type { Words } from '../kit/errors.ts';
import type { RecordingPolicy } from '../queues/events.ts';
import type { Announced } from '../queues/promise.ts';
import type { Direction, DirectMissed, EndedBy, PauseReason } from './events.ts';
import type { EarlyBridge, Leg, OutsideCall } from './legs.ts';
import type { TicketGlance } from './ports/lookups.ts';
import type { EndReason, OutsideEnd } from './rules/end-reason.ts';
import type { HeldTime } from './rules/talk-time.ts';

/**
 * One call, from its first ring until the agent has said what it was about.
 *
 *   rings ─▶ welcome ──flow: queue──▶ waiting ◀──missed──┐
 *               │                        │ chosen         │
 *               │                        ▼                │
 *               │                     offered ────────────┘
 *               │                        │ answered      agent's leg lost: back to waiting, first in line
 *               │ flow: hang-up          ▼               agent gives the customer to a queue: waiting in it
 *               ├───────────────┐     talking ──────────────▶ waiting
 *   agent calls │               ▼        │ one hangs up
 *   out ─▶ dialling ─────────▶ ending ◀──┘
 *              │ both answered    ▲ │ legs gone, disposition chosen
 *              └──▶ talking ──────┘ ▼
 *                                 closed
 *
 * A call for one agent alone rings at theirs only: dialled from outside it begins with `waiting`, from a colleague with
 * `dialling`; where it is not taken it goes on to `voicemail`, and from there to `ending`.
 *
 * In `talking` the agent's leg may be replaced (legs.ts, rules/rejoining.ts): the page was loaded anew. A colleague whom
 * the agent asks may talk as well, and have the call in the end (rules/consulting.ts, rules/succeeding.ts).
 *
 * A call is plain JSON: it is written to the journal after each step and read back after a restart.
 */
export interface Call {
  /** The id of the customer's channel, or of that of the colleague who calls. */
  readonly id: string;
  readonly direction: Direction;
  readonly ticket: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly from: string;
  /** The address or the page's line it came from; unknown for calls of older versions and for those we make. */
  readonly source?: string;
  readonly arrivedAt: number;
  readonly customer: CustomerSummary | null;
  /** By what the customer is known, or by whom it was said that they are none we know. */
  readonly identifiedBy?: IdentifiedBy;
  /** The owners of a line that is several customers': one of them may be calling, or anybody else. */
  readonly candidates?: readonly CustomerSummary[];
  readonly openTickets: readonly TicketGlance[];
  readonly learned: readonly { readonly label: Words; readonly value: Words }[];
  /** Whether the customer's channel is up (answered by us or by the customer). */
  readonly up: boolean;
  /** Counts the ids this call has given to playbacks, legs, bridges and recordings; none is used twice. */
  readonly serial: number;
  /**
   * They have not heard to its end that the call is recorded, because a key cut it or they called one agent alone: it is said
   * before the talk, or in it before anything is recorded (rules/notice-in-talk.ts).
   */
  readonly noticeOwed?: Notice;
  /** Whom we called, or who called one of us alone, was told that the call is recorded. */
  readonly noticeHeard?: true;
  readonly recording: Recording | null;
  /** Those that were stopped and whose end is not heard of yet. */
  readonly finishing?: readonly Recording[];
  /** The customer's telephone has put us on hold. */
  readonly farHold?: true;
  /** The channels that the telephone system may hold muted (rules/muting.ts). */
  readonly mutes?: readonly string[];
  /** The agent who talks asks the supervisors for help. */
  readonly help?: Help;
  /** Agents whose talk is over and who still owe a disposition; absent when there are none. */
  readonly wrapUps?: readonly WrapUp[];
  /** Of a call that goes out: what the gate let it out with. Unknown for calls that began under an older version. */
  readonly outgoing?: Outgoing;
  /** Of a call for one agent alone. */
  readonly direct?: Direct;
  readonly phase: Phase;
}

/** Whom a call is for, who is rung alone, or whose voicemail takes it (rules/direct.ts). */
export interface Direct {
  readonly to: string;
  /** The colleague who calls them: the call's own channel is theirs, and there is no customer. */
  readonly from?: { readonly agent: string; readonly endpoint: Endpoint };
}

export interface Help {
  readonly agent: string;
  readonly since: number;
  /** The supervisor who has seen it: it is asked for no longer. */
  readonly seenBy?: By;
}

/** An agent says what their talk was about. */
export interface WrapUp {
  readonly agent: string;
  /** The queue that the call came to them through; null for one of their own. */
  readonly queue: string | null;
  /** They and the customer were joined. */
  readonly spoke: boolean;
  /** The queue that they gave the customer to, or in which the customer waits for `colleague`. */
  readonly to?: string;
  /** The colleague whom they gave the customer to. */
  readonly colleague?: string;
  /** The flow that they gave the customer to. */
  readonly flow?: GivenFlow;
  /** The number outside that they gave the customer to. */
  readonly dialled?: string;
  /** They gave it to the queue `to`, of which `colleague` had answered. */
  readonly asQueue?: true;
  /** That one took the call over. */
  readonly taken?: true;
  /** The telephone they talked at; unknown for calls that began under an older version. */
  readonly endpoint?: Endpoint;
}

/** A flow, with its title as it was then. */
export interface GivenFlow {
  readonly name: string;
  readonly title: Words;
}

export interface Outgoing {
  /** The customer's leg ends by itself after so long, ms; a call of an older version has no limit. */
  readonly longestMs?: number | undefined;
  /** The area of its ticket. */
  readonly area: string | null;
  /** What the customer is shown; '' withholds it. */
  readonly callerId: string;
  /** The carrier alone is told it. */
  readonly withheld?: boolean | undefined;
  /** Of a call of an older version: always. */
  readonly recording?: RecordingPolicy | undefined;
  /** The longest pause of its recording, ms; of a call of an older version `RECORDING_PAUSE_MS`. */
  readonly pauseMs?: number | undefined;
}

export interface Recording {
  readonly name: string;
  /** The telephone system has said that it records. */
  readonly begun: boolean;
  readonly paused: boolean;
  /** Since when, as far as it is known. */
  readonly pausedAt?: number;
  /** Orders to pause or to go on that the telephone system has not answered yet. */
  readonly unanswered?: number;
  /** Whom it hears beside the customer; unknown for calls that began under an older version. */
  readonly agent?: string;
  /** The leg on which it hears both; where it is not known, the agent's. */
  readonly leg?: string;
}

export interface Welcome {
  readonly kind: 'welcome';
  readonly place: Place | null;
  readonly ask: Ask | null;
  readonly playback: string | null;
  /** Keyed so far for an ask that gathers; during any other ask, keys kept for the next question. */
  readonly digits: string;
  /** Keys that would only end the question once more that its last digit ended already. */
  readonly spare?: string;
  /** They have talked, and an agent gave them to this flow. */
  readonly sent?: SentToFlow;
}

export interface SentToFlow {
  readonly from: string;
  readonly note: string;
  readonly at: number;
  /** How long they had waited before they talked, ms: no queue that the flow leads to has them wait for it again. */
  readonly waitedMs: number;
}

/** What a call brings along once it has been queued. */
export interface Queued {
  readonly queue: string;
  readonly topic: string;
  readonly priority: number;
  /** An agent talked to them already and was lost without anybody's hanging up: they are the head of the line. */
  readonly first?: true;
  /** Since when they wait, epoch ms. Each talk that they come back from moves it on, for it is no part of the wait. */
  readonly queuedAt: number;
  readonly missedBy: readonly string[];
  /** What the caller should be told and has not heard to its end, and did not leave out by a key either. */
  readonly unheard?: readonly Unheard[];
  /** Until when it is not offered again to an agent who refused it, epoch ms by agent. */
  readonly notBefore?: Readonly<Record<string, number>>;
  /** What the caller was told of the wait. */
  readonly told?: Announced;
  /** An agent sent them here. */
  readonly transfer?: Transfer;
  /** They wait for one agent alone (rules/directed.ts). */
  readonly only?: Only;
  /** The recording was paused in the talk before: the pause lasts its time, in the next one, too. */
  readonly pause?: RecordingPause;
}

export interface Transfer {
  /** The agent who sent them. */
  readonly from: string;
  /** For the one who takes the call; '' when nothing was written. */
  readonly note: string;
  readonly at: number;
  /** The agent whom they were sent to, and why that one did not take them. */
  readonly to?: string;
  readonly back?: NotTaken;
  /** The number outside that they were sent to, and why nobody there took them. */
  readonly out?: NotReached;
}

/** A number outside at which nobody was reached. */
export interface NotReached {
  readonly dialled: string;
  readonly why: OutsideEnd;
}

/** The colleague whom the agent asked last, and who did not answer; `queue`: it was asked, and nobody else of it was free. */
export interface Unanswered {
  readonly colleague: string;
  readonly why: Missed;
  readonly queue?: string;
}

/**
 * Why a call that was for one agent alone is so no more; `not-free`: that one could not be rung; `not-back`: their telephone was
 * lost, and was not there again in time; `hung-up`: at the moment at which the customer was left to them (rules/crossing.ts).
 */
export const NOT_TAKEN = [...MISSED, 'not-free', 'not-back', 'hung-up'] as const;
export type NotTaken = (typeof NOT_TAKEN)[number];

/**
 * `given`: another agent sent them; `returned`: they come back to who sent them; `lost`: they talked, and the telephone was
 * lost; `ordered`: a supervisor gives them; `direct`: they called this one (rules/direct.ts).
 */
export const ONLY_WHY = ['given', 'returned', 'lost', 'ordered', 'direct'] as const;

export interface Only {
  readonly agent: string;
  readonly why: (typeof ONLY_WHY)[number];
  /** The supervisor who ordered it. */
  readonly by?: By;
  /** Until when it may take to ring them, epoch ms. */
  readonly until: number;
  /** They were rung, and their page was loaded anew: that happens once. */
  readonly anew?: true;
}

/** Whether it may be offered to its agent also while they wrap up another call, which waits beside it. */
export const ringsInWrapUp = (only: Pick<Only, 'why'> | undefined): boolean =>
  only?.why === 'direct' || only?.why === 'lost';

/** A supervisor gives it to themselves. */
export const isAskedFor = (only: Pick<Only, 'why' | 'by' | 'agent'> | undefined): boolean =>
  only?.why === 'ordered' && only.by?.id === only.agent;

export type Unheard = Exclude<Announcement['about'], 'other'>;

/** One of the things that a caller is told in the line before the place in it. */
export interface FirstWord {
  readonly about: Announcement['about'] | 'notice';
  readonly sounds: readonly Sound[];
}

/** The first of `left` is being spoken; `before` is the playback that may still sound ahead of it after a restart. */
export interface FirstWords {
  readonly left: readonly FirstWord[];
  readonly before?: string;
}

/** What a caller in the line hears. */
export interface Hearing {
  /** An announcement that is being played, else null. */
  readonly playback: string | null;
  readonly music: boolean;
  /** What is told before anything else, while the caller may be offered already. */
  readonly words?: FirstWords;
}

export interface WaitingPhase extends Queued, Hearing {
  readonly kind: 'waiting';
}

export interface Offered extends Queued, Hearing {
  readonly kind: 'offered';
  readonly agent: string;
  readonly offer: string;
  /** '' while it waits beside the talk that the agent is in: no telephone is rung (rules/direct.ts). */
  readonly leg: string;
  /** The telephone that rings, or at which they talk. */
  readonly endpoint?: Endpoint;
  /** The agent has answered; the caller hears the notice of the recording to its end first. */
  readonly agentUp?: true;
  /** When the telephone was dialled; unknown for offers made under an older version. */
  readonly offeredAt?: number;
  /** The telephone system has taken the order to ring it; noted only of a call that is for this agent alone. */
  readonly rung?: true;
  /** Its telephone had said nothing when it was last asked for; `ours`: and it may be we who are late. */
  readonly silence?: 'once' | 'ours' | undefined;
}

/** Whose telephone is being rung, or the notice the customer hears before the two are joined. */
export const DIAL_STAGES = ['agent', 'customer', 'notice'] as const;
export type DialStage = (typeof DIAL_STAGES)[number];

export interface Dialling {
  readonly kind: 'dialling';
  readonly agent: string;
  readonly leg: string;
  readonly stage: DialStage;
  /** Since when the customer's telephone is rung, epoch ms. */
  readonly rungAt?: number;
  /** Where the agent's and the customer's telephones are. */
  readonly agentEndpoint: Endpoint;
  readonly endpoint: Endpoint;
  readonly playback: string | null;
  /** While the customer's telephone is rung: the bridge in which the agent hears the network. */
  readonly early?: EarlyBridge;
  /** `leg` died, with the customer rung or answered (rules/dialling-anew.ts). */
  readonly lost?: true;
  /** A leg to their page, which asked for the call; since when it is dialled, epoch ms. */
  readonly coming?: { readonly channel: string; readonly endpoint: Endpoint; readonly since: number };
  /** Their telephone is not rung: it comes from the talk that they are in, and `leg` is '' until then (rules/second-line.ts). */
  readonly second?: true;
  /** What it may join by itself, if its agent has set so (rules/joining.ts). */
  readonly joins?: Joins;
}

/** The agent's other call and its ticket; `outside`: what who is called is in it. */
export interface Joins {
  readonly to: string;
  readonly ticket: string;
  readonly outside: OutsideCall;
}

/** The same of a call with a colleague, who is one in the other call, too; `queue` as in `ColleagueLeg`. */
export interface JoinsColleague extends Pick<Joins, 'to' | 'ticket'> {
  readonly queue: string;
}

export interface CustomerLeft {
  readonly at: number;
  readonly by: EndedBy;
  readonly why: EndReason;
  readonly cause: number;
  /**
   * The agent who talked with them has left, too: the spans of their part (rules/talk-time.ts). Who leads the call since then
   * owes nothing for it (rules/lead-passes.ts).
   */
  readonly talkedMs?: number;
  readonly heldMs?: number;
}

export interface Talking {
  readonly kind: 'talking';
  readonly agent: string;
  /** Who led the talk until `agent` did; unknown for talks that changed hands under an older version. */
  readonly before?: string;
  readonly legs: readonly Leg[];
  readonly bridge: string;
  /** The bridge of the consultation, once a colleague has answered (rules/consulting.ts). */
  readonly aside?: string;
  readonly answeredAt: number;
  /** How long the customer was on hold since then; unknown for talks whose beginning is. */
  readonly held?: HeldTime;
  /** It is to be recorded whenever the two hear each other. */
  readonly recorded?: true;
  /** Of its queue, as it was when the talk began; unknown for talks that began under an older version. */
  readonly recordingPolicy?: RecordingPolicy;
  /** The two of them hear the notice of the recording, each apart. */
  readonly telling?: ToldInTalk;
  /** The agent wishes that what is said now is in no recording. */
  readonly pause?: RecordingPause;
  /** Null for calls that came through no queue. */
  readonly queued: Queued | null;
  /** The number outside that the agent called last, and nobody was reached. */
  readonly notReached?: NotReached;
  readonly unanswered?: Unanswered;
  /** Their leg was gone after a restart. */
  readonly awaited?: AwaitedAgent;
  /** How and when (epoch ms) the customer left the conference, which goes on without them. */
  readonly customerLeft?: CustomerLeft;
  /** The agent who left them to this one, who had not talked with them so far (rules/crossing.ts). */
  readonly givenBy?: string;
}

/** Until when (epoch ms) the agent's page may ask for the call; `playback`: what the customer is told first, who is alone. */
export interface AwaitedAgent {
  readonly until: number;
  readonly playback?: string;
}

/** The agent's leg, and what is played to the customer and to it. */
export interface ToldInTalk {
  readonly leg: string;
  readonly customer: string;
  readonly agent: string;
}

/** A number outside is rung for the customer, who hears music. */
export interface GivingOut {
  readonly kind: 'giving-out';
  readonly legs: readonly Leg[];
  /** Where the customer waits if nobody answers there. */
  readonly queued: Queued;
}

/** The customer and who is outside talk; nobody of ours is in it. */
export interface HandedOut {
  readonly kind: 'handed-out';
  readonly legs: readonly Leg[];
  readonly bridge: string;
  readonly since: number;
  /** Of who had not talked with them so far: where they wait if that one hangs up at the same moment (rules/crossing.ts). */
  readonly queued?: Queued;
}

/** Epoch ms; `until`: then it ends by itself; `latest`: it is made no longer than until then (older versions had no such end). */
export interface RecordingPause {
  readonly at: number;
  readonly until: number;
  readonly latest?: number;
  /** Unknown for pauses that began under an older version. */
  readonly why?: PauseReason;
}

/** What a caller hears who may leave a message, leaves it, and has left it. */
export const MESSAGE_STAGES = ['greeting', 'recording', 'thanks'] as const;

/** Whom the call is for did not take it: the caller is asked for a message (rules/messages.ts). */
export interface Voicemail {
  readonly kind: 'voicemail';
  /** Whose voicemail it is. */
  readonly to: string;
  /** Why they did not take it; unknown for messages that began under an older version. */
  readonly why?: DirectMissed;
  readonly stage: (typeof MESSAGE_STAGES)[number];
  readonly playback: string | null;
  /** Of the message, from the tone on. */
  readonly recording?: string;
  /** The telephone system has said that it records. */
  readonly begun?: true;
  /** There is a message. */
  readonly taken?: true;
  /** The caller is gone: the end of the recording is awaited. */
  readonly left?: Left;
}

export interface Left {
  readonly by: EndedBy;
  readonly why: EndReason;
  readonly cause: number;
}

export interface Ending {
  readonly kind: 'ending';
  /** Channels that still have to go. */
  readonly open: readonly string[];
  readonly endedAt: number;
  /** How it came to its end; unknown for calls that ended under an older version. */
  readonly end?: CallEnd;
}

/** What is told of a call that is over. */
export interface CallEnd {
  readonly by: EndedBy;
  readonly why: EndReason;
  /** An agent and the customer were joined. */
  readonly spoke: boolean;
}

export type Phase =
  | Welcome
  | WaitingPhase
  | Offered
  | Dialling
  | Talking
  | GivingOut
  | HandedOut
  | Voicemail
  | Ending;

export type CallIn<Kind extends Phase['kind']> = Call & { readonly phase: Extract<Phase, { kind: Kind }> };

/** The next id of this call for a thing of the given sort. */
export function nextId(
  call: Call,
  sort: 'playback' | 'leg' | 'bridge' | 'early' | 'snoop' | 'recording' | 'offer',
): { call: Call; id: string } {
  const serial = call.serial + 1;
  const id = sort === 'recording' ? `calls/${call.id}-${serial}` : `${sort}-${call.id}-${serial}`;
  return { call: { ...call, serial }, id };
}

/** The place in a queue that a phase goes on with. */
export function queuedOf(phase: Queued): Queued {
  const { queue, topic, priority, first, queuedAt, missedBy } = phase;
  const { unheard, notBefore, told, transfer, only, pause } = phase;
  return {
    queue,
    topic,
    priority,
    queuedAt,
    missedBy,
    ...(first ? { first } : {}),
    ...(unheard ? { unheard } : {}),
    ...(notBefore ? { notBefore } : {}),
    ...(told ? { told } : {}),
    ...(transfer ? { transfer } : {}),
    ...(only ? { only } : {}),
    ...(pause ? { pause } : {}),
  };
}

/** What the caller goes on hearing from one phase to the next. */
export function hearingOf({ playback, music, words }: Hearing): Hearing {
  return { playback, music, ...(words ? { words } : {}) };
}
