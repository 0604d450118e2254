import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { ticketPath } from '../../state/route.ts';
import { isLate, whomOf } from '../../state/scheduled.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';

/** Whom I have promised a call, when, and what about. */
export function ScheduledLine({ scheduled }: { readonly scheduled: ScheduledCard }) {
  const { formats } = useWords();
  const own = useOwnWords(scheduledWords);
  const now = useMinute();
  const { customerName, line, ticket, dueAt, note, tries, closed, outsideHours } = scheduled;
  return (
    <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Text fz="sm" fw={600} component="div">
        {whomOf(scheduled, formats.telephone)}
      </Text>
      <Text fz="xs" component="div" className="figures">
        {closed === null
          ? formats.moment(dueAt, now)
          : `${own.how[closed.how]}, ${formats.moment(closed.at, now)}`}
        {customerName === '' ? '' : ` · ${formats.telephone(line)}`}
        {ticket === null ? null : (
          <>
            {' · '}
            <Anchor component={Link} href={ticketPath(ticket)} inherit c="inherit" underline="always">
              {ticket}
            </Anchor>
          </>
        )}
      </Text>
      {note === '' ? null : <Text fz="sm">{note}</Text>}
      {closed?.why ? <Text fz="sm">{closed.why}</Text> : null}
      <Group gap={4}>
        {closed === null && isLate(scheduled, now) ? <Badge color="red">{own.late}</Badge> : null}
        {closed === null && outsideHours ? <Badge color="yellow">{own.outsideMark}</Badge> : null}
        {tries > 0 ? <Badge color="gray">{own.tries(tries)}</Badge> : null}
      </Group>
    </div>
  );
}
