import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { ticketPath } from '../../state/route.ts';
import { isLeaving } from '../../state/screen.ts';
import { roughSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { LevelBadge, StateBadge } from '../tickets/ticket-badges.tsx';
import tickets from '../tickets/tickets.module.css';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './agent.module.css';
import { PastCalls } from './past-calls.tsx';
import { Wait } from './wait.tsx';
import { WhoCalls } from './who-calls.tsx';

/** Who calls, what they answered in the menu, and what else is open for them. */
export function CustomerPanel({ call }: { readonly call: CallPicture | null }) {
  const leaving = useSeen(isLeaving);
  const { words } = useWords();
  return (
    <>
      <h2 className={style.title}>{words.customer.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, and must do so by keyboard */}
      <section className={style.scroll} tabIndex={0} aria-label={words.customer.title}>
        {call ? <WhoCalls call={call} /> : null}
        {call ? (
          <>
            {call.direction === 'in' ? <FromMenu call={call} /> : null}
            <h3 className={style.sub2}>{words.customer.openTickets}</h3>
            {call.openTickets.length === 0 ? (
              <Text fz="sm" c="dimmed">
                {words.customer.noOpenTickets}
              </Text>
            ) : (
              call.openTickets.map(ticket => <OpenTicket key={ticket.number} ticket={ticket} />)
            )}
            {call.customer && !leaving ? (
              <PastCalls key={call.customer.id} customer={call.customer.id} call={call.id} />
            ) : null}
          </>
        ) : null}
      </section>
    </>
  );
}

/** What the caller dialled and answered, and how long they waited; a customer whom we call goes through no menu. */
function FromMenu({ call }: { readonly call: CallPicture }) {
  const { words, say, formats } = useWords();
  return (
    <>
      <h3 className={style.sub2}>{words.customer.menu}</h3>
      {call.learned.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {words.customer.noMenu}
        </Text>
      ) : (
        <Group gap={6}>
          {call.learned.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers are only ever added at the end
            <Badge key={place} color="rio">
              {say(one.label)}: {say(one.value)}
            </Badge>
          ))}
        </Group>
      )}
      <Text fz="xs" c="dimmed" mt={6} className="figures">
        {words.customer.dialled} {formats.telephone(call.dialled)}
        <Wait call={call} after />
      </Text>
    </>
  );
}

function OpenTicket({ ticket }: { readonly ticket: CallPicture['openTickets'][number] }) {
  const now = useNow();
  return (
    <Link className={tickets.row} style={{ paddingInline: 0 }} href={ticketPath(ticket.number)}>
      <Text component="span" fz="sm" truncate>
        <b className="figures">{ticket.number}</b> {ticket.summary}
      </Text>
      <Group gap={4} wrap="nowrap" component="span" style={{ gridColumn: '2 / 4' }}>
        <Text component="span" fz="xs" c="dimmed" className="figures">
          {roughSpan(now - ticket.openedAt)}
        </Text>
        <StateBadge state={ticket.state} />
        <LevelBadge level={ticket.level} />
      </Group>
    </Link>
  );
}
