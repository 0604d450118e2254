import type { By, NotRung } from '../agents/events.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import type { IdentifiedBy } from '../customers/identify.ts';
import type { CallFacts, Found } from '../ivr/conversation.ts';
import type { Flow } from '../ivr/flow.ts';
import type { QueueProfile, RecordingPolicy } from '../queues/events.ts';
import type { Outlook } from '../queues/promise.ts';
import type { Joins, JoinsColleague } from './call.ts';
import type { PauseReason, RecordingOrder } from './events.ts';
import type { ColleagueLeg, OutsideCall, OutsideLeg } from './legs.ts';
import type { OrderOutcome, TimerName } from './orders.ts';
import type { TicketGlance } from './ports/lookups.ts';
import type { ChannelEnd } from './ports/telephony-events.ts';
import type { SupervisionMode } from './supervision.ts';

/** Everything that can happen to a call. */
export type CallInput =
  | LineInput
  | { readonly kind: 'begin' }
  /** The server was restarted or lost sight of the telephone system: what it may have missed shows in what is there. */
  | ({ readonly kind: 'recover' } & StillThere)
  | {
      readonly kind: 'identified';
      /** Whose line it is, or the customer of the ticket that is called back. */
      readonly owners: readonly CustomerSummary[];
      readonly by: Extract<IdentifiedBy, 'line' | 'ticket'>;
      readonly openTickets: readonly TicketGlance[];
    }
  | { readonly kind: 'digit'; readonly digit: string }
  /** The party of this channel put us on hold, or took us back. */
  | { readonly kind: 'held'; readonly channel: string; readonly held: boolean }
  | { readonly kind: 'played'; readonly playback: string; readonly ok: boolean }
  /** Null: the part that knows did not answer. */
  | { readonly kind: 'looked-up'; readonly found: Found | null }
  | { readonly kind: 'timer'; readonly name: TimerName }
  | {
      readonly kind: 'offer';
      readonly agent: string;
      readonly endpoint: string;
      readonly idleMs: number;
      readonly passedOver: Readonly<Record<string, number>>;
      readonly position: number;
    }
  | { readonly kind: 'leg-answered'; readonly channel: string }
  /** The network says something before the answer, and the agent hears it. */
  | { readonly kind: 'early-media'; readonly channel: string }
  | {
      readonly kind: 'channel-ended';
      readonly channel: string;
      readonly end: ChannelEnd;
      /** The leg ended while it rang. */
      readonly rang?: boolean;
    }
  | {
      readonly kind: 'recorded';
      readonly recording: string;
      readonly ok: boolean;
      /** Of a message: how long it is, and how long something was said in it, in whole seconds. */
      readonly seconds?: number;
      readonly spoken?: number;
    }
  /** `over`: with their log-in; else it may be back in a moment. */
  | { readonly kind: 'agent-line-lost'; readonly agent: string; readonly over?: true }
  /** The agent is none any more: nobody is left to choose a disposition. */
  | { readonly kind: 'agent-dismissed'; readonly agent: string }
  /** An admin ended the agent's log-in and talk at once. */
  | { readonly kind: 'agent-sent-away'; readonly agent: string }
  | ({ readonly kind: 'outcome' } & OrderOutcome)
  | { readonly kind: 'ask-hang-up'; readonly agent: string }
  /** The agent asked the caller who they are; null: none of those we know. */
  | {
      readonly kind: 'ask-customer';
      readonly agent: string;
      readonly customer: CustomerSummary | null;
      readonly openTickets: readonly TicketGlance[];
    }
  | { readonly kind: 'ask-hold'; readonly agent: string }
  | { readonly kind: 'ask-resume'; readonly agent: string }
  /** The agent asks the supervisors for help, or takes that back. */
  | { readonly kind: 'ask-help'; readonly agent: string; readonly on: boolean }
  /** A supervisor has seen it. */
  | { readonly kind: 'help-seen'; readonly by: By }
  /** A supervisor ends the call of a customer who was given to a number outside. */
  | { readonly kind: 'ask-end'; readonly by: By }
  /** A supervisor puts the caller who waits first. */
  | { readonly kind: 'ask-first'; readonly by: By }
  /** A supervisor gives the caller who waits to an agent. */
  | { readonly kind: 'ask-give'; readonly by: By; readonly agent: string }
  /** A supervisor has the caller wait in another queue. */
  | { readonly kind: 'ask-queue'; readonly by: By; readonly queue: string }
  /** What the agent wishes of the recording. */
  | {
      readonly kind: 'ask-recording';
      readonly agent: string;
      readonly order: RecordingOrder;
      /** Of a pause. */
      readonly why?: PauseReason | undefined;
    }
  /** The agent gives the customer to a queue; with `only` to that agent, and to the queue when nothing comes of it. */
  | {
      readonly kind: 'ask-transfer';
      readonly agent: string;
      readonly queue: string;
      readonly only?: string;
      readonly note: string;
    }
  /** The agent gives the customer to a flow. */
  | { readonly kind: 'ask-flow'; readonly agent: string; readonly flow: string; readonly note: string }
  /**
   * A supervisor wants to be in the talk, at this telephone, or in another way than they are; `seen`: the agent is shown it.
   * `again`: their page was loaded anew and their leg is lost; it is nothing for who is not in it.
   */
  | {
      readonly kind: 'ask-supervise';
      readonly person: string;
      readonly endpoint: string;
      readonly mode: SupervisionMode;
      readonly seen: boolean;
      readonly again?: true;
    }
  /** A supervisor wants the call for themselves (`TakesOver`). */
  | {
      readonly kind: 'ask-take-over';
      readonly person: string;
      readonly endpoint: string;
      readonly queue: string;
      readonly rows?: readonly number[];
    }
  | { readonly kind: 'ask-unsupervise'; readonly person: string }
  /** The agent asks a colleague to talk, while the customer hears music; `queue` as in `ColleagueLeg`; `asQueue`: as the first one of it. */
  | {
      readonly kind: 'ask-consult';
      readonly agent: string;
      readonly colleague: string;
      readonly endpoint: string;
      readonly queue: string;
      readonly asQueue?: true;
      readonly note: string;
    }
  /** The agent asks somebody at a number outside, which the gate has let out; or gives the customer to them. */
  | { readonly kind: 'ask-outside'; readonly agent: string; readonly to: OutsideCall; readonly note: string }
  | { readonly kind: 'ask-give-out'; readonly agent: string; readonly to: OutsideCall; readonly note: string }
  /** The customer is theirs from now on, whom the agent has asked. */
  | { readonly kind: 'ask-complete'; readonly agent: string }
  /** From the colleague to the customer, or back; the other one hears music. */
  | { readonly kind: 'ask-swap'; readonly agent: string }
  /** The agent goes to their other call, and the customer of this one is on hold meanwhile; `joins`: that one joins this one at once. */
  | {
      readonly kind: 'ask-leave';
      readonly agent: string;
      readonly to: string;
      readonly joins?: Joins | JoinsColleague | undefined;
    }
  /** The other one of this call goes over to the agent's other call, whose ticket it is, as what is told of them. */
  | ({ readonly kind: 'ask-join'; readonly agent: string } & (Joins | JoinsColleague))
  /** All of them talk together. */
  | { readonly kind: 'ask-conference'; readonly agent: string }
  /** Whom the agent has asked into the call is to leave; `channel`: theirs. */
  | { readonly kind: 'ask-drop'; readonly agent: string; readonly channel: string }
  /** Somebody of the conference is to be heard by nobody, or again: a colleague, or null: the customer. */
  | {
      readonly kind: 'ask-mute';
      readonly agent: string;
      readonly colleague: string | null;
      readonly on: boolean;
    }
  /** The agent's page is back without its leg and wants the call at this telephone. */
  | { readonly kind: 'ask-rejoin'; readonly agent: string; readonly endpoint: string }
  | {
      readonly kind: 'ask-disposition';
      readonly agent: string;
      readonly disposition: string;
      readonly note: string;
      readonly summary?: string | undefined;
      readonly solution?: string | undefined;
      readonly solutionBase?: string | undefined;
    };

/** What one of an agent's two calls tells the other one of the leg that they share (rules/second-line.ts). */
export type LineInput =
  /** It is yours now. `talk`: the agent wants to talk there at once; else the customer stays on hold. */
  | {
      readonly kind: 'leg-comes';
      readonly agent: string;
      readonly channel: string;
      readonly endpoint?: Endpoint;
      readonly talk: boolean;
      /** Who calls is to be in this call of the agent at once. */
      readonly joins?: Joins | JoinsColleague;
    }
  /** The other one of that call, which is over, is somebody outside or a colleague in this one (rules/joining.ts). */
  | {
      readonly kind: 'party-comes';
      readonly agent: string;
      readonly party: OutsideLeg | ColleagueLeg;
      readonly call: string;
      readonly ticket: string;
      /** They know that they are recorded. */
      readonly noticeHeard?: true;
    }
  /** It ended while it was in the other call, or that one is over beside which this one waits. */
  | { readonly kind: 'leg-gone'; readonly agent: string }
  /** The agent has another one there. */
  | {
      readonly kind: 'leg-replaced';
      readonly agent: string;
      readonly channel: string;
      readonly endpoint?: Endpoint;
    };

/** An agent who may be offered a call, and the telephone at which. */
export interface FreeAgent {
  readonly agent: string;
  readonly endpoint: Endpoint;
}

/** The channels of the telephone system by what can be seen of them. */
export interface StillThere {
  readonly alive: ReadonlySet<string>;
  readonly answered: ReadonlySet<string>;
  /** The bridge of ours that a channel is in, by channel. */
  readonly bridged: ReadonlyMap<string, string>;
}

/** What a step may know besides the call itself; all of it is read, none of it is changed. */
export interface Surroundings {
  readonly now: number;
  readonly flow: Flow | null;
  /** A flow that is at work, by name. */
  readonly flowNamed: (name: string) => Flow | null;
  readonly facts: Pick<CallFacts, 'announceRecording' | 'debtStops' | 'queueOpen'>;
  readonly queue: (name: string) => QueueProfile | null;
  /** Of calls to agents' own numbers; `pauseMs`: the longest pause. */
  readonly directRecording: { readonly policy: RecordingPolicy; readonly pauseMs: number };
  /** Whether an agent has set that their telephone answers by itself. */
  readonly autoAnswers: (agent: string) => boolean;
  /** Whether they have set that a second call of theirs joins the first by itself. */
  readonly autoJoins: (agent: string) => boolean;
  /** What is sure of the wait; null where nobody waits. */
  readonly outlook: () => Outlook | null;
  /** Whether this call could be offered to an agent now, if it were for them alone. */
  readonly couldTake: (agent: string) => boolean;
  /** Whom the line would offer a call of this queue now, and where; `except`: not to these. Null: nobody is free. */
  readonly freeOf: (queue: string, except: readonly string[]) => FreeAgent | null;
  /** Why a call for this agent alone does not ring at theirs now, or null. */
  readonly whyNotRung: (agent: string) => NotRung | null;
  /** Whether an agent of this call whose telephone was lost is waited for: who has left, or was sent away, is not. */
  readonly comesBack: (agent: string) => boolean;
  /**
   * Where the customer of an agent waits who was in no queue: in that of the ticket's area, else in one of the agent's, else in
   * the first there is. Null: there is none.
   */
  readonly queueFor: (area: string | null, agent: string) => string | null;
  /** The telephone at which an agent talks beside whose talk a call for them alone may wait; null: they have no line free. */
  readonly freeLine: (agent: string) => Endpoint | null;
  /** The agent's other call, in which their leg is away; null: none. */
  readonly otherLine: (agent: string) => string | null;
  /** Whether somebody of this call may come into that one now, in which its agent is as well. */
  readonly takesParty: (call: string) => boolean;
  /** Whether a channel is a leg of another call than this. */
  readonly isElsewhere: (channel: string) => boolean;
  /** Who hangs up in a conference that they lead leaves the others in it; else it ends for all. */
  readonly leaderMayLeave: boolean;
  /** False when the disk is nearly full. */
  readonly mayRecord: boolean;
  /** A telephone that says nothing now is none to blame: we or the telephone system are late. */
  readonly silenceIsOurs: () => boolean;
  /** The line whose telephone is rung there; null for what is none of ours. */
  readonly lineAt: (endpoint: Endpoint) => string | null;
  /** Whether the telephone of ours that is rung there is registered. */
  readonly reaches: (endpoint: Endpoint) => boolean;
}
