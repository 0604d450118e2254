import { Text } from '@mantine/core';
import {
  IconMessage2,
  IconNote,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconTicket,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type {
  CustomerHistoryEntry,
  PastCall,
  PastNote,
  PastTicket,
} from '../../../src/tickets/customer-history.ts';
import { ticketPath } from '../../state/route.ts';
import { customerWords } from '../../words/customer.ts';
import { roundSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { LevelBadge, StateBadge } from '../tickets/ticket-badges.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './customers.module.css';
import { PastRecordings } from './past-recordings.tsx';

interface PastEntryProps {
  readonly entry: CustomerHistoryEntry;
  readonly onLeave?: () => void;
}

/** One thing of a customer's past: what it was and when, the ticket that it is on, and what can be heard of it. */
export function PastEntry({ entry, onLeave }: PastEntryProps) {
  const { formats } = useWords();
  const now = useNow();
  const told = useTold(entry);
  // The ticket may have changed since this was read.
  const ticket = useSeen(screen => {
    const { state, level, summary } = screen.tickets[entry.ticket.number] ?? entry.ticket;
    return { state, level, summary };
  });
  return (
    <li className={style.entry} data-past={entry.kind} data-past-key={entry.key}>
      <span className={style.icon} aria-hidden="true">
        {told.icon}
      </span>
      <div className={style.entryText}>
        <div className={style.entryHead}>
          <b>{told.title}</b>
          <time className="figures" dateTime={new Date(entry.at).toISOString()}>
            {formats.moment(entry.at, now)}
          </time>
        </div>
        {told.more === '' ? null : (
          <Text fz="sm" c="dimmed" className="figures">
            {told.more}
          </Text>
        )}
        {entry.kind === 'note' ? (
          <Text fz="sm" className={style.quoted}>
            {entry.text}
          </Text>
        ) : null}
        <Link
          className={style.onTicket}
          href={ticketPath(entry.ticket.number)}
          {...(onLeave ? { onClick: onLeave } : {})}
        >
          <span>
            <b className="figures">{entry.ticket.number}</b> {ticket.summary}
          </span>
          <StateBadge state={ticket.state} />
          {ticket.level > 1 ? <LevelBadge level={ticket.level} /> : null}
        </Link>
        {'recordings' in entry && entry.recordings.length > 0 ? (
          <PastRecordings call={entry.call} count={entry.recordings.length} />
        ) : null}
      </div>
    </li>
  );
}

interface Told {
  readonly icon: ReactNode;
  readonly title: string;
  readonly more: string;
}

const ICON = { size: 18, stroke: 1.6 } as const;

function useTold(entry: CustomerHistoryEntry): Told {
  const call = useCallTold();
  const ticket = useTicketTold();
  const note = useNoteTold();
  switch (entry.kind) {
    case 'call':
    case 'message':
      return call(entry);
    case 'ticket':
      return ticket(entry);
    case 'note':
      return note(entry);
    default:
      return entry satisfies never;
  }
}

function useCallTold(): (call: PastCall) => Told {
  const { words, say } = useWords();
  const own = useOwnWords(customerWords);
  return ({ kind, direction, outcome, agentName, disposition, talkedMs }) => {
    const came = disposition ? say(disposition) : words.recent.outcome[outcome];
    if (kind === 'message')
      return { icon: <IconMessage2 {...ICON} />, title: own.message(agentName ?? own.gone), more: '' };
    return {
      icon: direction === 'in' ? <IconPhoneIncoming {...ICON} /> : <IconPhoneOutgoing {...ICON} />,
      title: direction === 'in' ? words.recent.incoming : words.recent.outgoing,
      more: [agentName, came, talkedMs === null ? null : roundSpan(talkedMs)].filter(Boolean).join(' · '),
    };
  };
}

function useTicketTold(): (ticket: PastTicket) => Told {
  const { formats } = useWords();
  const own = useOwnWords(customerWords);
  const now = useNow();
  return ({ closedAt, closedAs }) => ({
    icon: <IconTicket {...ICON} />,
    title: own.ticket,
    more: [
      closedAt === null ? null : own.closed(formats.moment(closedAt, now)),
      closedAs === null ? null : own.closedAs[closedAs],
    ]
      .filter(Boolean)
      .join(', '),
  });
}

function useNoteTold(): (note: PastNote) => Told {
  const own = useOwnWords(customerWords);
  return ({ byName }) => ({
    icon: <IconNote {...ICON} />,
    title: `${own.note} ${own.by(byName ?? own.gone)}`,
    more: '',
  });
}
