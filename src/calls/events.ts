import { type Directed, MISSED, type Missed, type NotRung, type Will } from '../agents/events.ts';
import type { IdentifiedBy } from '../customers/identify.ts';
import type { Words } from '../kit/errors.ts';
import type { NotTaken } from './call.ts';
import type { EndReason, OutsideEnd } from './rules/end-reason.ts';
import type { SupervisionEnd, SupervisionMode } from './supervision.ts';
import type { VoiceMeasured } from './voice/measured.ts';

export type { SupervisionMode };

/** Who began a call: the customer, or somebody of ours; `internal`: one of ours calls another, and there is no customer. */
export const DIRECTIONS = ['in', 'out', 'internal'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * Who ended a call. `network` is the carrier, or a line that is gone; `recovery`: it ended while nobody watched; `outside`: who
 * was at the number that the customer was given to; `supervisor`: of a call in which nobody of ours was.
 */
export const ENDED_BY = [
  'caller',
  'agent',
  'flow',
  'system',
  'network',
  'recovery',
  'outside',
  'supervisor',
] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** What an agent may wish of the recording of their talk. */
export const RECORDING_ORDERS = ['start', 'stop', 'pause', 'resume'] as const;
export type RecordingOrder = (typeof RECORDING_ORDERS)[number];

/** Why an agent pauses it: a card is dictated, other data that nobody is to keep, or the customer wishes it. */
export const PAUSE_REASONS = ['card', 'personal', 'wish'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Why an offer ended unanswered. `no-answer` and `rejected` are of calls before 2026-11-28, which did not tell why. */
export const OFFER_ENDS = [...MISSED, 'caller-left', 'no-answer', 'rejected'] as const;
export type OfferEnd = (typeof OFFER_ENDS)[number];

/**
 * Why a colleague is in a call no more, or did not come into it: the agent took the customer back or dropped the
 * colleague, who did not answer, hung up, or was in a call that has ended.
 */
export type ConsultEnd = Missed | 'hung-up' | 'unseen' | 'taken-back' | 'dropped' | 'call-ended';

/** The same of somebody at a number outside. */
export type OutsideConsultEnd = OutsideEnd | 'taken-back' | 'dropped' | 'call-ended';

/** A colleague, or the number outside (E.164) of somebody, whom an agent asks. */
type Asked =
  | { readonly colleague: string; readonly dialled?: undefined }
  | { readonly dialled: string; readonly colleague?: undefined };
/** Why a call for one agent alone was not taken by that one. */
export type DirectMissed = NotTaken | NotRung;

/**
 * The facts of a call, in the order they happen. They are written to the journal first, then saved in PostgreSQL,
 * folded into the `calls` table and shown as the call's part of a ticket's timeline. `at` is epoch ms.
 */
export type CallFact =
  | {
      readonly kind: 'call-arrived';
      readonly at: number;
      readonly direction: Direction;
      /** A new number for calls to a service, the existing one for call-backs; empty for a number that is no service. */
      readonly ticket: string;
      /** True when this call opens that ticket. */
      readonly opensTicket: boolean;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly dialled: string;
      readonly from: string;
      /** The agent who calls, for directions `out` and `internal`. */
      readonly agent: string | null;
      /** The queue for which an outgoing call is made and opens its ticket, or the first one of the agent for whom alone the call is. */
      readonly queue?: string;
      /** The agent for whom alone the call is: their own number was dialled, or a colleague calls them. */
      readonly to?: string;
      /** The promise (room scheduled-calls) that the agent keeps by it. */
      readonly scheduled?: string;
    }
  | {
      readonly kind: 'caller-identified';
      readonly at: number;
      readonly customer: string;
      readonly by: IdentifiedBy;
      /** Who asked the caller, for `by: 'agent'`. */
      readonly agent?: string;
    }
  /** An agent found that the caller is not the one whom the call was taken to be from (null: nobody was known). */
  | {
      readonly kind: 'caller-unknown';
      readonly at: number;
      readonly agent: string;
      readonly customer: string | null;
    }
  | {
      readonly kind: 'caller-chose';
      readonly at: number;
      readonly label: Words;
      readonly value: Words;
    }
  /** The queue that would have served the caller was closed. */
  | {
      readonly kind: 'turned-away';
      readonly at: number;
      readonly queue: string;
      readonly topic: string;
      readonly priority: number;
    }
  | {
      readonly kind: 'queued';
      readonly at: number;
      readonly queue: string;
      readonly topic: string;
      readonly priority: number;
    }
  /** Told by older versions, where nobody was rung before the words in the line were over. */
  | { readonly kind: 'first-words-ended'; readonly at: number }
  | {
      readonly kind: 'offered';
      readonly at: number;
      readonly agent: string;
      readonly offer: string;
      /** Why this agent, counts of the others by reason, journal position of the decision. */
      readonly reasons: {
        readonly idleMs: number;
        readonly passedOver: Readonly<Record<string, number>>;
        readonly position: number;
      };
    }
  | {
      readonly kind: 'offer-ended';
      readonly at: number;
      readonly agent: string;
      readonly offer: string;
      readonly why: OfferEnd;
    }
  /** `unheard`: what the caller should have been told in the line and did not hear to its end. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly agent: string;
      readonly waitedMs: number;
      readonly unheard?: readonly ('ticket-number' | 'debt')[];
    }
  | { readonly kind: 'held'; readonly at: number; readonly agent: string }
  | { readonly kind: 'resumed'; readonly at: number; readonly agent: string }
  /** The customer's telephone put us on hold, or took us back. */
  | { readonly kind: 'customer-held'; readonly at: number }
  | { readonly kind: 'customer-resumed'; readonly at: number }
  /** `agent`: whom it hears beside the customer; unknown for calls that began under an older version. */
  | {
      readonly kind: 'recording-started';
      readonly at: number;
      readonly recording: string;
      readonly agent?: string;
    }
  | { readonly kind: 'recording-paused'; readonly at: number; readonly recording: string }
  /** `pausedMs`: how much of the talk is not in it, ms; older versions do not say it. */
  | {
      readonly kind: 'recording-resumed';
      readonly at: number;
      readonly recording: string;
      readonly pausedMs?: number;
    }
  | {
      readonly kind: 'recording-ended';
      readonly at: number;
      readonly recording: string;
      readonly ok: boolean;
    }
  | { readonly kind: 'recording-refused'; readonly at: number; readonly why: string }
  /**
   * What the agent wished of the recording; what became of it is told apart. `limitMs`: a pause ends by itself after this.
   * `pausedMs`: how long the pause was that ends with it.
   */
  | {
      readonly kind: 'recording-ordered';
      readonly at: number;
      readonly agent: string;
      readonly order: RecordingOrder;
      /** Of a pause; older versions do not say it. */
      readonly why?: PauseReason;
      readonly limitMs?: number;
      readonly pausedMs?: number;
    }
  /** The pause that this agent wished has lasted as long as it may. */
  | {
      readonly kind: 'recording-pause-over';
      readonly at: number;
      readonly agent: string;
      readonly pausedMs: number;
    }
  /** Its state could not be read after a restart; it goes on from this phase by what the telephone system shows. */
  | { readonly kind: 'call-taken-up'; readonly at: number; readonly phase: string }
  /** Nobody hung up, and the agent's leg is gone; `ended-by-admin`: the agent's log-in was ended at once. */
  | {
      readonly kind: 'agent-leg-lost';
      readonly at: number;
      readonly agent: string;
      /** `unseen`: it was gone when we looked again after a restart; the agent may have hung up. */
      readonly why?: 'ended-by-admin' | 'unseen';
      /** The spans of this agent's part, ms (rules/talk-time.ts); older versions do not say them. */
      readonly talkedMs?: number;
      readonly heldMs?: number;
    }
  /** A supervisor (`by`) put the caller who waited first. */
  | { readonly kind: 'put-first'; readonly at: number; readonly by: string }
  /** A supervisor (`by`) gave the caller who waited to an agent, who is rung. */
  | { readonly kind: 'given'; readonly at: number; readonly by: string; readonly agent: string }
  /** A supervisor (`by`) had the caller who waited wait in another queue, with the wait so far. */
  | {
      readonly kind: 'moved-queue';
      readonly at: number;
      readonly by: string;
      readonly from: string;
      readonly queue: string;
    }
  /** How the voice of the agent's talk was, as far as their page told of it. */
  | {
      readonly kind: 'voice-measured';
      readonly at: number;
      readonly agent: string;
      readonly voice: VoiceMeasured;
    }
  /** The agent asked the supervisors for help. */
  | { readonly kind: 'help-asked'; readonly at: number; readonly agent: string }
  /** `by`: the supervisor who has seen it. */
  | {
      readonly kind: 'help-ended';
      readonly at: number;
      readonly agent: string;
      readonly why: 'taken-back' | 'seen' | 'talk-over';
      readonly by?: string;
    }
  /**
   * The agent gave the call to a queue, or with `colleague` to another agent, at `queue` when nothing comes of it, or to a flow;
   * `note` is for the one who takes it.
   */
  | {
      readonly kind: 'transferred';
      readonly at: number;
      readonly agent: string;
      /** '' where it was given to no queue. */
      readonly queue: string;
      readonly flow?: { readonly name: string; readonly title: Words };
      /** The number outside (E.164) that it was given to. */
      readonly dialled?: string;
      /** To a colleague; who does not take them goes to the queue. */
      readonly colleague?: string;
      /** It was given to the queue, of which the colleague had answered. */
      readonly asQueue?: true;
      /** The colleague took the call over; the agent gave nothing. */
      readonly taken?: true;
      readonly note: string;
      /** They wrap their part up. */
      readonly wrapUp: boolean;
      /** The spans of this agent's part, ms (rules/talk-time.ts); where older versions say no `heldMs`, it is in `talkedMs`. */
      readonly talkedMs: number;
      readonly heldMs?: number;
    }
  /** A supervisor is in the talk; `seen`: the agent is shown it. */
  | {
      readonly kind: 'supervision-began';
      readonly at: number;
      readonly supervisor: string;
      readonly agent: string;
      readonly mode: SupervisionMode;
      readonly seen: boolean;
    }
  | {
      readonly kind: 'supervision-changed';
      readonly at: number;
      readonly supervisor: string;
      readonly mode: SupervisionMode;
      readonly seen: boolean;
    }
  | {
      readonly kind: 'supervision-ended';
      readonly at: number;
      readonly supervisor: string;
      readonly seen: boolean;
      readonly why: SupervisionEnd;
    }
  /** The agent asks somebody; that one talks with them; it is over. */
  | ({
      readonly kind: 'consulted';
      readonly at: number;
      readonly agent: string;
      readonly note: string;
      /** It is asked, and the colleague rung as one of it. */
      readonly queue?: string;
    } & Asked)
  | ({
      readonly kind: 'consult-answered';
      readonly at: number;
      readonly agent: string;
      /** Several talk on, or the only other one, who is no customer, hears music; absent: so does the customer. */
      readonly meanwhile?: 'others-talk' | 'other-waits';
    } & Asked)
  | {
      readonly kind: 'consult-ended';
      readonly at: number;
      readonly agent: string;
      readonly colleague: string;
      readonly dialled?: undefined;
      readonly why: ConsultEnd;
    }
  | {
      readonly kind: 'consult-ended';
      readonly at: number;
      readonly agent: string;
      readonly dialled: string;
      readonly why: OutsideConsultEnd;
    }
  /** Who was asked talks with the customer as well. */
  | ({ readonly kind: 'joined'; readonly at: number; readonly agent: string } & Asked)
  /** The agent joined their two calls: the other one of this went over to the other call, and this one is over. */
  | ({
      readonly kind: 'went-over';
      readonly at: number;
      readonly agent: string;
      /** The other call, and its ticket; '' where it has none. */
      readonly call: string;
      readonly ticket: string;
    } & Asked)
  /** The same in the other call: they came into this one. A colleague has a part in it from then on. */
  | ({
      readonly kind: 'came-over';
      readonly at: number;
      readonly agent: string;
      readonly call: string;
      readonly ticket: string;
    } & Asked)
  /** The customer talks with who is at this number (E.164), and nobody of ours is in it. */
  | { readonly kind: 'handed-out'; readonly at: number; readonly dialled: string }
  /** Nobody was reached at the number that the customer was given to: as in `handed-back`. */
  | {
      readonly kind: 'not-handed-out';
      readonly at: number;
      readonly dialled: string;
      readonly why: OutsideEnd;
      readonly to: string | null;
    }
  /** Somebody of the conference is heard by nobody from now on, or again: a colleague, or who is at a number outside; without one the customer. */
  | {
      readonly kind: 'muted' | 'unmuted';
      readonly at: number;
      readonly agent: string;
      readonly colleague?: string;
      readonly dialled?: string;
    }
  /**
   * The customer left a conference, which goes on without them: who hung up as in `call-ended`, `agent` for one who let them go.
   */
  | {
      readonly kind: 'customer-left';
      readonly at: number;
      readonly agent: string;
      readonly by: EndedBy;
      readonly why: EndReason;
      readonly cause: number;
      /** How long the agent had them on hold, ms; older versions do not say it. */
      readonly heldMs?: number;
    }
  /** The agent has left a call whose customer left before; `colleague` leads it from then on. `wrapUp`: they owe a disposition. */
  | {
      readonly kind: 'lead-passed';
      readonly at: number;
      readonly agent: string;
      readonly colleague: string;
      readonly wrapUp: boolean;
    }
  /** The agent for whom alone the customer waited did not take them: back to who sent them, or null: to the head of the line. */
  | {
      readonly kind: 'handed-back';
      readonly at: number;
      readonly agent: string;
      readonly why: NotTaken;
      readonly to: string | null;
    }
  /** The agent for whom alone the call is did not take it: the caller may leave a message. */
  | {
      readonly kind: 'direct-missed';
      readonly at: number;
      readonly agent: string;
      readonly why: DirectMissed;
    }
  /** The caller has left a message for the agent, which lasts so long, ms; absent: nobody heard how long. */
  | {
      readonly kind: 'message-left';
      readonly at: number;
      readonly agent: string;
      readonly recording: string;
      readonly lastsMs?: number;
    }
  /** The caller was asked for a message and said nothing. */
  | { readonly kind: 'message-empty'; readonly at: number; readonly agent: string }
  /** The agent's page was loaded anew and has its call back; `moved`: another page or computer took it over. */
  | { readonly kind: 'agent-rejoined'; readonly at: number; readonly agent: string; readonly moved?: true }
  | {
      readonly kind: 'call-ended';
      readonly at: number;
      readonly by: EndedBy;
      /** Unknown for calls that ended under an older version. */
      readonly why?: EndReason;
      /** In which phase; `outcomeOf` (call-story.ts) says what that makes of the call. */
      readonly phase: string;
      /** The telephone system's number for it (`ChannelEnd.code`), 0 when unknown; of what we ended `RECORDED_AS`. */
      readonly cause: number;
      /** In a call-back: why the agent's own telephone did not take it. */
      readonly telephone?: Missed;
      /** Who it was, for `by: 'supervisor'`. */
      readonly supervisor?: string;
      /** The menu had told the caller all they asked for. */
      readonly informed?: true;
      /** The caller has left a message. */
      readonly message?: true;
      /** The spans of the last agent's part, ms, where the call ended in a talk; older versions do not say them. */
      readonly talkedMs?: number;
      readonly heldMs?: number;
    }
  | {
      readonly kind: 'wrap-up-ended';
      readonly at: number;
      readonly agent: string;
      readonly disposition: string;
      readonly note: string;
      /** What the agent wrote with it, for a ticket that had none of it. */
      readonly summary?: string;
      readonly solution?: string;
      /** The ticket's solution that theirs was written over. */
      readonly solutionBase?: string;
    }
  /** A message that Asterisk took by itself while the server was away. */
  | {
      readonly kind: 'message-found';
      readonly at: number;
      readonly ticket: string;
      readonly callerNumber: string;
      readonly dialled: string;
      readonly recording: string;
    };

/** Facts of agents that belong to no call. */
export type AgentFact =
  | { readonly kind: 'will-changed'; readonly at: number; readonly agent: string; readonly will: Will }
  /** A supervisor's order, and why. */
  | {
      readonly kind: 'directed';
      readonly at: number;
      readonly agent: string;
      readonly what: Directed['what'];
      /** The supervisor's id. */
      readonly by: string;
      readonly note: string;
      readonly code?: string;
      readonly added?: readonly string[];
      readonly removed?: readonly string[];
    }
  | { readonly kind: 'phone-changed'; readonly at: number; readonly agent: string; readonly phone: string }
  | {
      readonly kind: 'work-changed';
      readonly at: number;
      readonly agent: string;
      readonly work: string;
      readonly call: string | null;
    };

/** One line of the journal as it is saved: facts with their place. */
export interface CallEntry {
  /** The name of the journal (journal-name.ts): the node's, with what tells its journals apart. */
  readonly node: string;
  /** Position in that journal, rising, unique. */
  readonly seq: number;
  readonly at: number;
  /** Null for facts of agents. */
  readonly call: string | null;
  readonly fact: CallFact | AgentFact;
}
