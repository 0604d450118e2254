import { isInLine } from '../calls/call-story.ts';
import type { CallFact } from '../calls/events.ts';

/**
 * A call's way through one queue, from the moment it was put there to the answer or the end. Who is given to another queue has
 * another turn there; who loses the agent and waits again goes on with the same one. What the board counts of a queue
 * (supervision/today.ts) is a count of these: test/figures/turns.test.ts holds the two against each other.
 */
export interface Turn {
  readonly queue: string;
  /** Epoch ms. */
  readonly queuedAt: number;
  /** Null while they wait. `gone`: they left it neither answered nor by hanging up: given to a number outside or to a menu. */
  readonly end: TurnEnd | null;
  /** The wait as the answer told it, or until they left, ms. */
  readonly waitedMs: number;
  /** From the queue to the answer or the end, ms: what the threshold of the queue is held against. */
  readonly tookMs: number;
  /** Who answered it first. */
  readonly agent: string | null;
}

export const TURN_ENDS = ['answered', 'abandoned', 'gone'] as const;
export type TurnEnd = (typeof TURN_ENDS)[number];

interface Folded {
  readonly turns: readonly Turn[];
  /** What goes on: the turn that is open (its place; -1: in no queue), whether somebody talks, whether it was given on. */
  readonly open: { readonly turn: number; readonly talks: boolean; readonly given: boolean } | null;
}

/** The turns of a call through queues, oldest first. */
export const turnsOf = (facts: readonly CallFact[]): readonly Turn[] =>
  facts.reduce(fold, { turns: [], open: null }).turns;

const NO_QUEUE = -1;

function fold(before: Folded, fact: CallFact): Folded {
  const { turns, open } = before;
  switch (fact.kind) {
    case 'queued': {
      if (open && !open.given) return before;
      const turn = { queue: fact.queue, queuedAt: fact.at, end: null, waitedMs: 0, tookMs: 0, agent: null };
      return { turns: [...turns, turn], open: { turn: turns.length, talks: false, given: false } };
    }
    case 'answered': {
      const { agent, at, waitedMs } = fact;
      if (!open) return { turns, open: { turn: NO_QUEUE, talks: true, given: false } };
      const answers = (turn: Turn): Turn =>
        turn.end === null ? { ...turn, end: 'answered', waitedMs, tookMs: at - turn.queuedAt, agent } : turn;
      return {
        turns: changed(turns, open.turn, answers),
        open: { turn: open.turn, talks: true, given: false },
      };
    }
    case 'agent-leg-lost':
      return out(before, open?.given ?? false);
    case 'handed-back':
      return fact.why === 'hung-up' ? out(before, open?.given ?? false) : before;
    case 'transferred':
    case 'customer-left':
      return open ? { turns, open: { ...open, talks: false, given: true } } : before;
    case 'moved-queue': {
      const isOpen = open && turns[open.turn]?.end === null;
      return isOpen
        ? { turns: changed(turns, open.turn, turn => ({ ...turn, queue: fact.queue })), open }
        : before;
    }
    case 'call-ended':
      return open ? { turns: ended(turns, open, fact), open: null } : before;
    default:
      return before;
  }
}

/** The agent is out of it; whom we called comes to a queue for the first time after that. */
function out({ turns, open }: Folded, given: boolean): Folded {
  if (!open || open.turn === NO_QUEUE) return { turns, open: null };
  return { turns, open: { ...open, talks: false, given } };
}

/** Who talked, lost the agent and left the line before another one came was not answered after all. */
function ended(
  turns: readonly Turn[],
  { turn: place, talks, given }: NonNullable<Folded['open']>,
  { at, phase }: Extract<CallFact, { kind: 'call-ended' }>,
): readonly Turn[] {
  if (talks) return turns;
  if (given && !isInLine(phase))
    return changed(turns, place, turn => (turn.end === null ? left(turn, at, 'gone') : turn));
  return changed(turns, place, turn => left(turn, at, 'abandoned'));
}

const left = (turn: Turn, at: number, end: TurnEnd): Turn => ({
  ...turn,
  end,
  waitedMs: Math.max(0, at - turn.queuedAt),
  tookMs: at - turn.queuedAt,
  agent: null,
});

const changed = (turns: readonly Turn[], place: number, change: (turn: Turn) => Turn): readonly Turn[] =>
  turns.map((turn, at) => (at === place ? change(turn) : turn));
