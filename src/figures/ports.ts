import type { Direction } from '../calls/events.ts';
import type { CallOutcome } from '../calls/history.ts';
import type { EndReason } from '../calls/rules/end-reason.ts';
import type { Words } from '../kit/errors.ts';
import type { ShareKind } from './count-call.ts';
import type { CountId, Family, SomeCounts } from './counts.ts';
import type { Group } from './groups.ts';
import type { TurnEnd } from './turns.ts';

/** Which of what was counted is asked for. Instants epoch ms, `to` not included. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  /** Of one queue, or of one agent; '' asks for what has none. */
  readonly queue?: string;
  readonly agent?: string;
  /** How long each queue may take to answer, ms; 0 for one that is not named. */
  readonly withinMs: ReadonlyMap<string, number>;
}

/** `bins`: where the rows of a table by time begin, for `day` and `hour`. */
export type GroupedBy =
  | { readonly by: 'day' | 'hour'; readonly bins: readonly number[] }
  | { readonly by: Exclude<Group, 'day' | 'hour'> };

export interface SumRow {
  /** The place of its bin, or the name of the queue, agent, disposition or choice; '' for none. */
  readonly key: string;
  /** Of a choice in the menu. */
  readonly title?: Words;
  readonly counts: SomeCounts;
}

/** The rows behind a number: those of the count, and of the row of a table. */
export interface Behind extends Asked {
  readonly count: CountId;
  readonly row?: { readonly grouped: GroupedBy; readonly keys: readonly string[] };
  /** Only those whose caller nobody has talked with since. */
  readonly uncalled?: true;
}

/** What could not be counted. `subject`: a call, or an agent. */
export interface SetAside {
  readonly total: number;
  readonly named: readonly { readonly subject: string; readonly why: string }[];
}

/** The place of a row in its list, newest first. */
export interface Cursor {
  readonly at: number;
  readonly call: string;
  readonly place: number;
}

/**
 * What is behind a number: a call, a turn of it, or a share in it, by what the number counts. A call that is counted twice is two of
 * these, each with what is its own, so that their spans add up to those of the number. Instants epoch ms, spans ms.
 */
export interface CallBehind extends Cursor, OwnPart {
  readonly direction: Direction;
  readonly ticket: string;
  readonly callerNumber: string;
  readonly customer: string | null;
  /** What they are called now. */
  readonly customerName: string | null;
  readonly queue: string | null;
  readonly agentName: string | null;
  readonly outcome: CallOutcome;
  readonly endedWhy: EndReason | null;
  /** Of a turn or a talk: its agent's part. */
  readonly recorded: boolean;
  /** When somebody of ours talked with the caller after it, whoever called. */
  readonly talkedSince: number | null;
}

/** What a turn or a share has for itself (own-part.ts), and where calls are counted the call. */
export interface OwnPart {
  /** Of a turn who answered it, of a call who had it last. */
  readonly agent: string | null;
  /** Of a turn: how it ended. */
  readonly turn: TurnEnd | null;
  /** Of a share: what it came to. */
  readonly share: ShareKind | null;
  /** Of a share: the wait that it ended; null where it ended none. */
  readonly waitedMs: number | null;
  /** Of a turn: the talk of who answered it. */
  readonly talkedMs: number | null;
  readonly heldMs: number | null;
  /** Null where calls are counted. */
  readonly wrapUpMs: number | null;
  readonly disposition: string | null;
}

/**
 * What the figures are computed from. It is counted from the facts of calls a moment after they are written down, and may be counted
 * anew from them at any time.
 */
export interface FigureStore {
  /**
   * Counts what was written down since it was last asked; false: there is more to be counted yet. A call, or an agent's fact, that
   * cannot be counted is set aside, and all others go on.
   */
  catchUp(): Promise<boolean>;
  /** What is set aside: in no figure, the longest first, at most `limit` of them named. */
  setAside(limit: number): Promise<SetAside>;
  /** Tries the calls that are set aside again: what they are may be clear by now, or to this version. */
  countAgain(): Promise<void>;
  sums(family: Family, asked: Asked, grouped: GroupedBy | null): Promise<readonly SumRow[]>;
  /** How many rows are behind a number. */
  countBehind(asked: Behind): Promise<number>;
  /** At most `limit` of them, newest first, after `after`. */
  behind(asked: Behind, after: Cursor | null, limit: number): Promise<readonly CallBehind[]>;
}
