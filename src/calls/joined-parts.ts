import type { CallFact, Direction } from './events.ts';

/**
 * Somebody's share in a talk that another one leads: of a colleague who was asked and answered, aside or in the conference; in a
 * call between two of ours, of everybody who talked. They owe no wrap-up and no disposition for it, and it is no call that they
 * handled: who takes the customer over has a part of that kind as well, from then on. Who comes over from a call with the agent
 * (rules/joining.ts) has one there until then, and one here from then on. Epoch ms.
 *
 *   asked ──answers──▶ talks ──leaves, has the customer, or the call ends──▶ ended
 *     │      comes over ──▲
 *     └──does not answer──▶ no part
 */
export interface JoinedPart {
  readonly agent: string;
  readonly askedAt: number;
  /** Null while they are rung. */
  readonly answeredAt: number | null;
  /** Null while they are in it. */
  readonly endedAt: number | null;
}

/** The same as lists show it: of those who answered. `talkedMs`: from their answer to their end, with whom that was. */
export interface JoinedShare extends JoinedPart {
  readonly answeredAt: number;
  readonly talkedMs: number | null;
}

interface Before {
  readonly direction: Direction;
  readonly agent: string | null;
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  readonly joined: readonly JoinedPart[];
}

/** The shares in a call after one more fact of it; the same ones where it changes none. `before`: the call before that fact. */
export function foldJoined(before: Before, fact: CallFact): readonly JoinedPart[] {
  const { joined } = before;
  switch (fact.kind) {
    case 'consulted':
      return fact.colleague === undefined
        ? joined
        : [...joined, { agent: fact.colleague, askedAt: fact.at, answeredAt: null, endedAt: null }];
    case 'consult-answered':
      return changed(joined, fact.colleague, part => ({ ...part, answeredAt: part.answeredAt ?? fact.at }));
    case 'came-over': {
      const { colleague, at } = fact;
      return colleague === undefined
        ? joined
        : [...joined, { agent: colleague, askedAt: at, answeredAt: at, endedAt: null }];
    }
    case 'consult-ended':
      return fact.dialled === undefined ? changed(joined, fact.colleague, over(fact.at)) : joined;
    case 'offered':
      // They were rung to be asked, and are rung to have the customer.
      return changed(joined, fact.agent, over(fact.at));
    case 'answered':
      if (before.direction === 'internal') return before.answeredAt === null ? theTwo(before, fact) : joined;
      return changed(joined, fact.agent, over(fact.at));
    case 'transferred':
      return changed(joined, fact.agent, over(fact.at));
    case 'call-ended':
      return joined.some(isOpen)
        ? joined.flatMap(part => (isOpen(part) ? over(fact.at)(part) : [part]))
        : joined;
    default:
      return joined;
  }
}

/** As lists show them, the first who answered first. */
export const sharesOf = (joined: readonly JoinedPart[]): JoinedShare[] =>
  joined.flatMap(part => {
    const { answeredAt, endedAt } = part;
    if (answeredAt === null) return [];
    return [{ ...part, answeredAt, talkedMs: endedAt === null ? null : Math.max(0, endedAt - answeredAt) }];
  });

const isOpen = ({ endedAt }: JoinedPart): boolean => endedAt === null;

/** Who did not answer had no part. */
const over =
  (at: number) =>
  (part: JoinedPart): JoinedPart[] =>
    part.answeredAt === null ? [] : [{ ...part, endedAt: at }];

/** The open share of somebody, changed or left out. */
function changed(
  joined: readonly JoinedPart[],
  agent: string | undefined,
  change: (part: JoinedPart) => JoinedPart | JoinedPart[],
): readonly JoinedPart[] {
  const place = joined.findLastIndex(part => part.agent === agent && isOpen(part));
  return place < 0 ? joined : joined.flatMap((part, at) => (at === place ? change(part) : [part]));
}

/** Who called the other one, and the one who answered. */
function theTwo(
  { agent, arrivedAt, joined }: Before,
  fact: Extract<CallFact, { kind: 'answered' }>,
): readonly JoinedPart[] {
  const both = [...new Set([agent, fact.agent])].filter(each => each !== null);
  return [
    ...joined,
    ...both.map(each => ({ agent: each, askedAt: arrivedAt, answeredAt: fact.at, endedAt: null })),
  ];
}
