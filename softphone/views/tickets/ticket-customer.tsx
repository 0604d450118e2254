import { ActionIcon } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { isLeaving } from '../../state/screen.ts';
import { CustomerName } from '../customers/customer-name.tsx';
import { FinderSheet } from '../customers/lazy-finder.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import type { TicketInHand } from './use-ticket.ts';

interface TicketCustomerProps {
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
}

/** Whose ticket it is; who works on it may say that it is somebody else's. */
export function TicketCustomer({ page, act }: TicketCustomerProps) {
  const { words } = useWords();
  const leaving = useSeen(isLeaving);
  const [open, setOpen] = useState(false);
  const name = <CustomerName id={page.customerId} name={page.customerName ?? words.call.unknownCaller} />;
  if (leaving || !page.actions.includes('identify')) return name;
  const label = page.customerId ? words.customer.change : words.customer.find;
  return (
    <>
      {name}{' '}
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
        data-action="identify"
      >
        <IconUserSearch size={15} aria-hidden />
      </ActionIcon>
      {open ? (
        <FinderSheet
          // The server knows a masked number as that of a call in hand, and of nothing else.
          number={page.callerNumber.includes('•') ? '' : page.callerNumber}
          onPick={customer => act({ action: 'identify', customer, instead: page.customerId })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
