import type { By, Will } from '../agents/events.ts';
import type { ErrorCode } from '../kit/errors.ts';
import type { OnTicket } from './dispositions.ts';
import type { PauseReason, RecordingOrder } from './events.ts';
import type { SupervisionMode } from './supervision.ts';
import type { VoiceSample } from './voice/figures.ts';

/**
 * What people ask of the call process. `agent` is the person's id; authorisation happened before. `line` is the
 * telephone account of the log-in that asks: a page touches only the call on its own telephone. Without it nothing
 * is known of where the wish comes from, and the call is taken as it is.
 */
export type Command =
  | { readonly do: 'set-will'; readonly agent: string; readonly will: Will }
  /**
   * A supervisor ends a break or a do-not-disturb, puts somebody on one or logs them out (`off`; their log-ins end apart from it). `since`: how
   * the agent stood when it was ordered (`standsSince`); who stands otherwise by now is left alone.
   */
  | {
      readonly do: 'direct-will';
      readonly by: By;
      readonly agent: string;
      readonly will: Extract<Will, { kind: 'ready' | 'break' | 'off' }>;
      readonly note: string;
      /** How long the agent may not end a break; left out: until the day is over. */
      readonly minutes?: number | undefined;
      readonly since?: number | undefined;
    }
  /** A supervisor has somebody serve these queues until the day is over. */
  | {
      readonly do: 'direct-queues';
      readonly by: By;
      readonly agent: string;
      readonly queues: readonly string[];
      readonly note: string;
      readonly since?: number | undefined;
    }
  /** A supervisor puts a caller who waits first. */
  | { readonly do: 'put-first'; readonly by: By; readonly call: string }
  /** A supervisor gives a caller who waits to an agent who is free, whatever their queues. */
  | { readonly do: 'give-caller'; readonly by: By; readonly call: string; readonly agent: string }
  /** A supervisor has a caller who waits in `from` wait in another queue. */
  | {
      readonly do: 'move-queue';
      readonly by: By;
      readonly call: string;
      readonly from: string;
      readonly queue: string;
    }
  /** The agent has read the order of that moment. */
  | { readonly do: 'read-order'; readonly agent: string; readonly at: number }
  | { readonly do: 'hang-up'; readonly agent: string; readonly call: string; readonly line?: string }
  | { readonly do: 'hold'; readonly agent: string; readonly call: string; readonly line?: string }
  | { readonly do: 'resume'; readonly agent: string; readonly call: string; readonly line?: string }
  /** The agent asks the supervisors for help in their talk, or takes that back. */
  | { readonly do: 'ask-help'; readonly agent: string; readonly call: string; readonly on: boolean }
  /** How the voice of their talk was since the last time. */
  | {
      readonly do: 'report-voice';
      readonly agent: string;
      readonly call: string;
      readonly samples: readonly VoiceSample[];
    }
  /** A supervisor has seen that help is asked for. */
  | { readonly do: 'see-help'; readonly by: By; readonly call: string }
  /** A supervisor ends the call of a customer who talks with a number outside, and with nobody of ours. */
  | { readonly do: 'end-handed-out'; readonly by: By; readonly call: string }
  /** Starts, stops, pauses or goes on with the recording, as far as the policy of the call's queue has it. */
  | {
      readonly do: 'record';
      readonly agent: string;
      readonly call: string;
      readonly order: RecordingOrder;
      /** Of a pause; in one it is another reason, and lasts no longer. */
      readonly why?: PauseReason | undefined;
      readonly line?: string;
    }
  /**
   * Gives the customer to a queue, at the place that their wait so far has earned, to an agent who is free, to a flow that
   * one of the centre's numbers leads to, or to a number outside; `note` is for the next one.
   */
  | {
      readonly do: 'transfer';
      readonly agent: string;
      readonly call: string;
      readonly to: TransferTarget;
      readonly note: string;
      readonly line?: string;
    }
  /**
   * A supervisor (`agent`) goes into somebody's talk at their own telephone, or is there in another way from now on; or has the
   * call instead of its agent.
   */
  | {
      readonly do: 'supervise';
      readonly agent: string;
      readonly call: string;
      readonly mode: SupervisionMode | 'take-over';
      /** Those of the audit log in which it stands: it is told when nothing comes of a take-over. */
      readonly rows?: readonly number[];
      readonly line?: string;
    }
  /** A supervisor's page was loaded anew: their telephone is called again, and they are in the talk as they were. */
  | {
      readonly do: 'rejoin-supervision';
      readonly agent: string;
      readonly call: string;
      readonly line: string;
    }
  | { readonly do: 'end-supervision'; readonly agent: string; readonly call: string }
  /** Rings a colleague, while the customer hears music; `note` tells them why. */
  | {
      readonly do: 'consult';
      readonly agent: string;
      readonly call: string;
      readonly colleague: string;
      readonly note: string;
      readonly line?: string;
    }
  /** The same with a queue: of those who are free there one after the other is rung, each once, until one answers. */
  | {
      readonly do: 'consult-queue';
      readonly agent: string;
      readonly call: string;
      readonly queue: string;
      readonly note: string;
      readonly line?: string;
    }
  /** The same with somebody at a number outside, in any notation, if the gate lets the call out. */
  | {
      readonly do: 'consult-outside';
      readonly agent: string;
      readonly call: string;
      readonly number: string;
      /** Who is called sees no number. */
      readonly withheld?: boolean | undefined;
      readonly note: string;
      readonly line?: string;
    }
  /** Gives the customer to whom the agent asks; goes to and fro between the two; joins all of them. */
  | {
      readonly do: 'complete' | 'swap' | 'conference';
      readonly agent: string;
      readonly call: string;
      readonly line?: string;
    }
  /** A colleague, (by the channel of their leg) somebody outside, or null: the customer of a conference, is to leave the call. */
  | {
      readonly do: 'drop';
      readonly agent: string;
      readonly call: string;
      readonly colleague: string | null;
      readonly line?: string;
    }
  /** Somebody of a conference is to be heard by nobody, or again: a colleague, or null: the customer. */
  | {
      readonly do: 'mute';
      readonly agent: string;
      readonly call: string;
      readonly colleague: string | null;
      readonly on: boolean;
      readonly line?: string;
    }
  /** A page that was loaded anew wants its call back; with `takeOver`, from a telephone that has the voice now. */
  | {
      readonly do: 'rejoin';
      readonly agent: string;
      readonly call: string;
      readonly line: string;
      readonly takeOver?: true;
    }
  /** The agent says who the caller is; null: none of the customers. */
  | {
      readonly do: 'identify-caller';
      readonly agent: string;
      readonly call: string;
      readonly customer: string | null;
    }
  /** Ends wrap-up (S2-05): only a disposition does. */
  | {
      readonly do: 'dispose';
      readonly agent: string;
      readonly call: string;
      readonly disposition: string;
      readonly note: string;
      /** Written with it for a ticket that has none. */
      readonly summary?: string | undefined;
      readonly solution?: string | undefined;
      /** The ticket's solution that theirs was written over. */
      readonly solutionBase?: string | undefined;
      /** What is known of the ticket. */
      readonly onTicket?: OnTicket;
    }
  /** Rings the agent's own telephone first, then the customer's line; the call hangs on an existing ticket. */
  | {
      readonly do: 'call-back';
      readonly agent: string;
      readonly ticket: string;
      readonly number: string;
      /** Whose ticket it is, as far as the ticket says so. */
      readonly customer?: string | undefined;
      /** The customer is to see no number of ours. */
      readonly withheld?: boolean | undefined;
      /** As in `call-out`. */
      readonly second?: boolean | undefined;
      /** As in `call-out`. */
      readonly scheduled?: string | undefined;
    }
  /**
   * Rings the agent's own telephone first, then a number that they wrote, in any notation; one that is a colleague's own calls
   * that one. The call hangs on the newest open
   * ticket of its line, else it opens one. `queue`: for which of their queues; left out, the first.
   */
  | {
      readonly do: 'call-out';
      readonly agent: string;
      readonly number: string;
      readonly queue?: string | undefined;
      readonly withheld?: boolean | undefined;
      /** A second call, from the talk that they are in, whose customer is on hold meanwhile. */
      readonly second?: boolean | undefined;
      /** As in `call-colleague`, where the number is one's. */
      readonly ticket?: string | undefined;
      /** The promise that they keep by it. */
      readonly scheduled?: string | undefined;
    }
  /** Rings the agent's own telephone first, then a colleague's. */
  | {
      readonly do: 'call-colleague';
      readonly agent: string;
      readonly colleague: string;
      /** The one that is open in the agent's page; the centre's policy says whether the call hangs on it. */
      readonly ticket?: string | undefined;
      /** As in `call-out`. */
      readonly scheduled?: string | undefined;
    }
  /** The agent goes to the other one of their two calls, or takes the customer of this one back who is on hold. */
  | { readonly do: 'take-line'; readonly agent: string; readonly call: string; readonly line?: string }
  /** The agent joins their two calls, of which this is one, to a conference. */
  | { readonly do: 'join'; readonly agent: string; readonly call: string; readonly line?: string }
  /** Whether a second call of the agent joins the first by itself when it is answered; kept until they change it. */
  | { readonly do: 'set-auto-join'; readonly agent: string; readonly on: boolean }
  /** Whether a call for the agent alone waits beside a talk of theirs; else it goes to their voicemail at once. */
  | { readonly do: 'set-call-waiting'; readonly agent: string; readonly on: boolean }
  /** An admin lets a person call out again; null: everybody. */
  | { readonly do: 'release-outgoing'; readonly person: string | null }
  /**
   * Says a code to a line, if it is a customer's: a guest wants to prove that it is theirs. The outcome has the call by
   * which it is said; without one nobody hears it, which the guest is not to know.
   */
  | { readonly do: 'prove-line'; readonly line: string; readonly code: string }
  /** The person's log-ins are over: what they still have in hand is taken from them at once. */
  | { readonly do: 'end-now'; readonly agent: string }
  /** A session was opened or closed, or people changed: compare lines with sessions. */
  | { readonly do: 'refresh-sessions' };

export type CommandOf<Kind extends Command['do']> = Extract<Command, { do: Kind }>;

export type TransferTarget =
  | { readonly queue: string }
  | { readonly agent: string }
  | { readonly flow: string }
  /** Outside, in any notation, if the gate lets the call out. */
  | { readonly number: string; readonly withheld?: boolean | undefined };

export type CommandOutcome =
  | { readonly ok: true; readonly call?: string }
  | { readonly ok: false; readonly code: ErrorCode };
