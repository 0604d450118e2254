import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Contact } from '../../../src/tickets/events.ts';
import { ticketPath } from '../../state/route.ts';
import { useNow } from '../now.tsx';
import { StateBadge } from '../tickets/ticket-badges.tsx';
import tickets from '../tickets/tickets.module.css';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

/** The last calls of a customer with what became of them, newest first; the present one is not among them. */
export function LastContacts({ customer, call }: { readonly customer: string; readonly call: string }) {
  const { api } = useWorkplace();
  const { words } = useWords();
  const [contacts, setContacts] = useState<readonly Contact[] | null>(null);
  useEffect(() => {
    let gone = false;
    api.contacts(customer).then(
      list => {
        if (!gone) setContacts(list.items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, customer]);
  const before = contacts?.filter(one => one.call !== call);
  return (
    <>
      <h3 className={style.sub2}>{words.customer.contacts}</h3>
      {before?.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {words.customer.noContacts}
        </Text>
      ) : null}
      {before?.map(one => (
        <Line key={one.call} contact={one} />
      ))}
    </>
  );
}

function Line({ contact }: { readonly contact: Contact }) {
  const { words, say, formats } = useWords();
  const now = useNow();
  const { number, state, summary } = contact.ticket;
  const outcome = contact.disposition ? say(contact.disposition) : words.recent.outcome[contact.outcome];
  const direction = contact.direction === 'in' ? words.recent.incoming : words.recent.outgoing;
  return (
    <Link
      className={tickets.row}
      style={{ paddingInline: 0 }}
      data-contact={contact.call}
      href={ticketPath(number)}
    >
      <Text component="span" fz="sm" truncate>
        <b className="figures">{number}</b> {summary}
      </Text>
      <StateBadge state={state} />
      <Text component="span" fz="xs" c="dimmed" truncate className="figures" style={{ gridColumn: '1 / -1' }}>
        {[formats.moment(contact.at, now), direction, contact.agentName, outcome].filter(Boolean).join(' · ')}
      </Text>
    </Link>
  );
}
