import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { PastCall } from '../../../src/tickets/customer-history.ts';
import { ticketPath } from '../../state/route.ts';
import { useNow } from '../now.tsx';
import { StateBadge } from '../tickets/ticket-badges.tsx';
import tickets from '../tickets/tickets.module.css';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

/** More than these nobody reads while talking: the rest is on the customer's page. */
const SHOWN = 10;

/** The last calls of a customer with what became of them, newest first; the present one is not among them. */
export function PastCalls({ customer, call }: { readonly customer: string; readonly call: string }) {
  const { api } = useWorkplace();
  const { words } = useWords();
  const [calls, setCalls] = useState<readonly PastCall[] | null>(null);
  useEffect(() => {
    let gone = false;
    api.customerHistory(customer, { kinds: ['call', 'message'], limit: SHOWN }).then(
      ({ items }) => {
        if (!gone) setCalls(items.flatMap(one => ('call' in one && one.kind !== 'note' ? [one] : [])));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, customer]);
  const before = calls?.filter(one => one.call !== call);
  return (
    <>
      <h3 className={style.sub2}>{words.customer.pastCalls}</h3>
      {before?.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {words.customer.noPastCalls}
        </Text>
      ) : null}
      {before?.map(one => (
        <Line key={one.key} past={one} />
      ))}
    </>
  );
}

function Line({ past }: { readonly past: PastCall }) {
  const { words, say, formats } = useWords();
  const now = useNow();
  const { number, state, summary } = past.ticket;
  const outcome = past.disposition ? say(past.disposition) : words.recent.outcome[past.outcome];
  const direction = past.direction === 'in' ? words.recent.incoming : words.recent.outgoing;
  return (
    <Link
      className={tickets.row}
      style={{ paddingInline: 0 }}
      data-past-call={past.call}
      href={ticketPath(number)}
    >
      <Text component="span" fz="sm" truncate>
        <b className="figures">{number}</b> {summary}
      </Text>
      <StateBadge state={state} />
      <Text component="span" fz="xs" c="dimmed" truncate className="figures" style={{ gridColumn: '1 / -1' }}>
        {[formats.moment(past.at, now), direction, past.agentName, outcome].filter(Boolean).join(' · ')}
      </Text>
    </Link>
  );
}
