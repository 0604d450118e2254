import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TicketCard } from '../../../src/tickets/events.ts';
import { isUntaken } from '../../state/ticket-page.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { CallBadge, LevelBadge, LimitBadges, StateBadge } from './ticket-badges.tsx';
import style from './tickets.module.css';
import { useInternalPair } from './use-internal-pair.ts';

interface TicketRowProps {
  readonly card: TicketCard;
  readonly current?: boolean;
  readonly onPick: () => void;
}

/** One ticket in a list: what is wrong, for whom, how urgent. */
export function TicketRow({ card, current = false, onPick }: TicketRowProps) {
  const { words, formats } = useWords();
  const pair = useInternalPair(card);
  return (
    <button
      type="button"
      className={style.row}
      aria-current={current ? 'true' : undefined}
      onClick={onPick}
      data-ticket-row={card.number}
    >
      <span className={style.rowTop}>
        <Text component="span" fz="sm" truncate className={style.rowName}>
          <b className="figures">{card.number}</b>{' '}
          {card.customerName ??
            (pair === null
              ? formats.telephone(card.callerNumber) || words.call.hiddenNumber
              : words.internal.ticket(pair))}
        </Text>
        <Text component="span" fz="xs" c="dimmed" truncate className={style.rowHolder}>
          <When at={card.updatedAt} />
          {card.assigneeName === null ? null : <span data-holder> · {card.assigneeName}</span>}
        </Text>
      </span>
      <Text component="span" fz="sm" c="dimmed" truncate className={style.rowText}>
        {card.summary || (words.ticket.topics[card.topic] ?? card.topic) || '–'}
      </Text>
      <Line>
        <StateBadge state={card.state} untaken={isUntaken(card)} />
        <CallBadge card={card} />
        <LevelBadge level={card.level} />
        <LimitBadges card={card} />
      </Line>
    </button>
  );
}

function When({ at }: { readonly at: number }) {
  const { formats } = useWords();
  const now = useNow();
  return <span className="figures">{formats.moment(at, now)}</span>;
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <span className={style.rowEnd}>{children}</span>
);
