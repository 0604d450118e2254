import { Badge, Tooltip } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import type { TicketCard } from '../../../src/tickets/events.ts';
import { nearness } from '../../state/ticket-page.ts';
import { roughSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';

const STATE_COLORS: Record<string, string> = {
  received: 'gray',
  'in-progress': 'rio',
  'contact-customer': 'yellow',
  closed: 'green',
};

interface StateBadgeProps {
  readonly state: string;
  /** It is to be worked on, and nobody has taken it. */
  readonly untaken?: boolean;
}

export function StateBadge({ state, untaken = false }: StateBadgeProps) {
  const { words } = useWords();
  return (
    <Badge color={STATE_COLORS[state] ?? 'gray'} data-ticket-state={state}>
      {untaken ? words.ticket.untaken : (words.ticket.state[state] ?? state)}
    </Badge>
  );
}

/** What its call came to, where that was no talk with a customer: work to call back, or nobody's work. */
export function CallBadge({ card }: { readonly card: Pick<TicketCard, 'abandoned' | 'closedAs'> }) {
  const { words } = useWords();
  if (card.closedAs === 'left-in-menu' || card.closedAs === 'internal-call') {
    return (
      <Badge color="gray" data-call-badge={card.closedAs}>
        {words.ticket.state[card.closedAs]}
      </Badge>
    );
  }
  return card.abandoned ? (
    <Badge color="red" data-call-badge="abandoned">
      {words.ticket.abandoned}
    </Badge>
  ) : null;
}

export function LevelBadge({ level }: { readonly level: number }) {
  const { words } = useWords();
  return (
    <Badge color={level > 1 ? 'orange' : 'gray'} variant="outline">
      {words.ticket.level(level)}
    </Badge>
  );
}

interface DueBadgeProps {
  readonly dueAt: number;
  readonly what: string;
  /** Said before the time where two limits stand side by side. */
  readonly short?: string;
}

/** How long is left of a time box; grows warmer as it ends. */
export function DueBadge({ dueAt, what, short }: DueBadgeProps) {
  const { words } = useWords();
  const now = useNow();
  const color = { far: 'gray', near: 'yellow', over: 'red' }[nearness(dueAt, now)];
  const left = roughSpan(Math.abs(dueAt - now));
  const text = now < dueAt ? words.ticket.dueIn(left) : words.ticket.overdue(left);
  return (
    <Tooltip label={`${what}: ${text}`}>
      <Badge color={color} leftSection={<IconClockHour4 size={12} aria-hidden />}>
        <span className="sr-only">{what}: </span>
        {short === undefined ? text : `${short}: ${now < dueAt ? left : text}`}
      </Badge>
    </Tooltip>
  );
}

/** Both limits of an open ticket: of its level, and of its attention (S1-04). */
export function LimitBadges({ card }: { readonly card: TicketCard }) {
  const { words } = useWords();
  if (card.state === 'closed') return null;
  const { levelDueAt, attentionDueAt } = card;
  return (
    <>
      {levelDueAt === null ? null : <DueBadge dueAt={levelDueAt} what={words.ticket.levelTime} />}
      {attentionDueAt === null ? null : (
        <DueBadge
          dueAt={attentionDueAt}
          what={words.ticket.attentionTime}
          short={words.ticket.attentionShort}
        />
      )}
    </>
  );
}
