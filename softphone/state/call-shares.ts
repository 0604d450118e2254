import type { CallPart, Supervision } from '../../src/calls/call-parts.ts';
import type { Dictionary } from '../words/es.ts';
import { exactSpan } from '../words/format.ts';
import { heldWords } from './besides-today.ts';

const told = (words: readonly string[]): string => words.filter(each => each !== '').join(' · ');

/** What an agent's part in a call was, in words: each stretch of it with its length. */
export function partWords(part: CallPart, words: Dictionary): string {
  const { share } = words.ticket;
  const { offeredAt, answeredAt, endedAt, how, talkedMs, heldMs, wrapUpMs } = part;
  const rungUntil = answeredAt ?? endedAt;
  return told([
    offeredAt === null || rungUntil === null ? '' : share.rang(exactSpan(rungUntil - offeredAt)),
    how === 'unanswered' ? share.unanswered[offeredAt === null ? 'called' : 'rung'] : '',
    talkedMs === null ? '' : share.talked(exactSpan(talkedMs)),
    heldWords(heldMs ?? 0, words),
    how === 'unanswered' || how === 'ended' ? '' : share.how[how],
    wrapUpMs === null ? '' : share.wrappedUp(exactSpan(wrapUpMs)),
  ]);
}

/** What a supervisor did in a call, and how long; while they are there, that they are. */
export function supervisionWords({ modes, until, why }: Supervision, words: Dictionary): string {
  const { share } = words.ticket;
  return told([
    ...modes.map(({ mode, at }, place) => {
      const end = modes[place + 1]?.at ?? until;
      return share.modes[mode](end === null ? '' : exactSpan(end - at)).trim();
    }),
    until === null ? share.how.live : why === 'took-over' ? share.tookOver : '',
  ]);
}
