import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CustomerOnTicket, CustomerRecord } from '../../../src/http/shapes/customers.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { balanceOf, balanceWords } from '../../state/balance.ts';
import { differencesOf, KNOWN_FIELDS, type KnownField } from '../../state/customer-then.ts';
import { customerWords } from '../../words/customer.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './tickets.module.css';

interface CustomerOnTicketProps {
  readonly number: string;
  readonly customer: string | null;
}

/** What was known of the customer when the ticket became theirs, beside what is known today, and what changed. */
export function CustomerOnTicketPart({ number, customer }: CustomerOnTicketProps) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(customerWords);
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<{ read?: CustomerOnTicket; fault?: LinkFault }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another customer, or another try, is a reason to read again
  useEffect(() => {
    let gone = false;
    api.customerOnTicket(number).then(
      read => {
        if (!gone) setAnswer({ read });
      },
      thrown => {
        if (!gone) setAnswer({ fault: asFault(thrown) });
      },
    );
    return () => {
      gone = true;
    };
  }, [api, number, customer, tries]);
  const { read, fault } = answer;
  if (fault) {
    return (
      <Stack align="center" role="alert">
        <Text fz="sm">{say(fault.words)}</Text>
        <Button variant="light" onClick={() => setTries(tries + 1)}>
          {words.chrome.again}
        </Button>
      </Stack>
    );
  }
  if (!read) return <Loading size="sm" />;
  if (read.onTicket === null && read.today === null) return <Text c="dimmed">{own.noCustomer}</Text>;
  return <Compared read={read} />;
}

function Compared({ read: { onTicket, today } }: { readonly read: CustomerOnTicket }) {
  const own = useOwnWords(customerWords);
  const { formats } = useWords();
  const now = useNow();
  const changed = onTicket && today ? differencesOf(onTicket, today) : [];
  return (
    <>
      <Text fz="sm" mb="xs" fw={changed.length > 0 ? 600 : undefined} data-changed={changed.join(' ')}>
        {useSentence({ onTicket, today }, changed)}
      </Text>
      <table className={style.compared}>
        <thead>
          <tr>
            <td />
            {onTicket ? <th scope="col">{own.onTicket(formats.moment(onTicket.at, now))}</th> : null}
            {today ? <th scope="col">{own.today}</th> : null}
          </tr>
        </thead>
        <tbody>
          {KNOWN_FIELDS.map(field => (
            <tr key={field} data-known={field} data-differs={changed.includes(field) || undefined}>
              <th scope="row">{own.fields[field]}</th>
              {onTicket ? (
                <td>
                  <Value field={field} record={onTicket} />
                </td>
              ) : null}
              {today ? (
                <td>
                  <Value field={field} record={today} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function useSentence({ onTicket, today }: CustomerOnTicket, changed: readonly KnownField[]): string {
  const own = useOwnWords(customerWords);
  if (onTicket === null) return own.notKept;
  if (today === null) return own.notThere;
  return changed.length === 0
    ? own.unchanged
    : own.changed(changed.map(field => own.fields[field]).join(', '));
}

function Value({ field, record }: { readonly field: KnownField; readonly record: CustomerRecord }) {
  const { words, formats } = useWords();
  const own = useOwnWords(customerWords);
  const { account, contract } = record;
  switch (field) {
    case 'name':
      return record.name;
    case 'document':
      return record.document;
    case 'segment':
      return words.customer.segments[record.segment] ?? record.segment;
    case 'account': {
      const state = words.customer.accountStates[account.state] ?? account.state;
      return [account.id, state].filter(Boolean).join(' · ');
    }
    case 'debt': {
      const debt = 'debt' in account ? account.debt : null;
      const balance = balanceWords(balanceOf({ debt, accountState: account.state }), words, formats);
      return debt ? `${balance} ${own.dueSince(debt.dueSince)}` : balance;
    }
    case 'contract':
      return contract ? `${contract.sla} · ${own.level(contract.level)}` : own.none;
    case 'lines':
      return record.lines.length === 0
        ? own.none
        : record.lines.map(({ line, service, address }) => (
            <span key={line}>
              {[formats.telephone(line), words.customer.services[service] ?? service, address]
                .filter(Boolean)
                .join(' · ')}
            </span>
          ));
    default:
      return field satisfies never;
  }
}
