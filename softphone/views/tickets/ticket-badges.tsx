import { Badge, Tooltip } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
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

export function StateBadge({ state }: { readonly state: string }) {
  const { words } = useWords();
  return (
    <Badge color={STATE_COLORS[state] ?? 'gray'} data-ticket-state={state}>
      {words.ticket.state[state] ?? state}
    </Badge>
  );
}

export function LevelBadge({ level }: { readonly level: number }) {
  const { words } = useWords();
  return (
    <Badge color={level > 1 ? 'orange' : 'gray'} variant="outline">
      {words.ticket.level(level)}
    </Badge>
  );
}

/** How long is left of a time box; grows warmer as it ends. */
export function DueBadge({ dueAt, what }: { readonly dueAt: number; readonly what: string }) {
  const { words } = useWords();
  const now = useNow();
  const color = { far: 'gray', near: 'yellow', over: 'red' }[nearness(dueAt, now)];
  const text =
    now < dueAt ? words.ticket.dueIn(roughSpan(dueAt - now)) : words.ticket.overdue(roughSpan(now - dueAt));
  return (
    <Tooltip label={what}>
      <Badge color={color} leftSection={<IconClockHour4 size={12} aria-hidden />}>
        <span className="sr-only">{what}: </span>
        {text}
      </Badge>
    </Tooltip>
  );
}
