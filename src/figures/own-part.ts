import type { CountedCall, CountedShare, CountedTurn } from './count-call.ts';
import type { OwnPart } from './ports.ts';

type Parts = Pick<CountedCall, 'turns' | 'shares'>;

/** A turn, with the talk that it was answered with. */
export function partOfTurn({ turns, shares }: Parts, turn: CountedTurn): OwnPart {
  const { agent, end, waitedMs } = turn;
  const talk = shares.filter(isTalkOf(turn))[turns.filter(isAnswerOf(turn)).indexOf(turn)];
  return {
    agent,
    turn: end,
    share: null,
    waitedMs,
    talkedMs: talk?.talkedMs ?? null,
    heldMs: talk?.heldMs ?? null,
    wrapUpMs: talk?.wrapUpMs ?? null,
    disposition: talk?.disposition ?? null,
  };
}

/** A share, with the wait that it ended. */
export function partOfShare({ turns, shares }: Parts, share: CountedShare): OwnPart {
  const { agent, kind, talkedMs, heldMs, wrapUpMs, disposition } = share;
  const turn = turns.filter(isAnswerOf(share))[shares.filter(isTalkOf(share)).indexOf(share)];
  return {
    agent,
    turn: null,
    share: kind,
    waitedMs: turn?.waitedMs ?? null,
    talkedMs: kind === 'talked' || kind === 'joined' ? talkedMs : null,
    heldMs: kind === 'talked' ? heldMs : null,
    wrapUpMs: kind === 'talked' ? wrapUpMs : null,
    disposition,
  };
}

/** The first turn that an agent answers in a queue and their first talk out of it are one, and so on; both in their order. */
type Whose = Pick<CountedShare, 'agent' | 'queue'> | Pick<CountedTurn, 'agent' | 'queue'>;
const isTalkOf =
  ({ agent, queue }: Whose) =>
  (share: CountedShare): boolean =>
    share.kind === 'talked' && share.agent === agent && share.queue === queue;
const isAnswerOf =
  ({ agent, queue }: Whose) =>
  (turn: CountedTurn): boolean =>
    turn.end === 'answered' && turn.agent === agent && turn.queue === queue;
