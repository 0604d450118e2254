import { ActionIcon, Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CustomerFound } from '../../../src/http/shapes/customers.ts';
import type { List } from '../../../src/http/shapes/list.ts';
import { reachOf } from '../../../src/kit/searchable.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './customers.module.css';
import { NewCustomerForm } from './new-customer-form.tsx';

interface CustomerFinderProps {
  /** The telephone of the call, for the customer who is written down; '' when it is withheld. */
  readonly number: string;
  /** Answers a fault, or null when the customer was taken. */
  readonly onPick: (customer: string) => Promise<LinkFault | null>;
  /** Opens the page of one who was found, where that is something else than to pick them. */
  readonly onSee?: (customer: string) => void;
}

/** Finds a customer by name, document, telephone or account, or writes a new one down. */
export function CustomerFinder({ number, onPick, onSee }: CustomerFinderProps) {
  const { words, say, formats } = useWords();
  const [typed, setTyped] = useState('');
  const [creating, setCreating] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const search = useFound(typed);
  const { found } = search;

  async function pick(customer: string): Promise<LinkFault | null> {
    const answer = await onPick(customer);
    setFault(answer);
    return answer;
  }

  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        label={words.customer.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        data-autofocus
        data-field="find-customer"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <div role="status">
        {search.tooShort || search.fault ? (
          <Text fz="sm" c="dimmed">
            {search.fault ? say(search.fault.words) : words.list.tooShort}
          </Text>
        ) : null}
        {found?.items.length === 0 ? <Text fz="sm">{words.customer.noneFound}</Text> : null}
      </div>
      {found && found.items.length > 0 ? (
        <ul className={style.found}>
          {found.items.map(one => (
            <li key={one.id} className={style.foundOne}>
              <button
                type="button"
                className={style.one}
                onClick={() => void pick(one.id)}
                data-pick-customer={one.id}
              >
                <b>{one.name}</b>
                <span className="figures">{one.document}</span>
                <span className={`${style.more} figures`}>
                  {[one.account, ...one.lines.map(formats.telephone)].filter(Boolean).join(' · ')}
                </span>
              </button>
              {onSee ? (
                <ActionIcon
                  variant="subtle"
                  size={28}
                  aria-label={`${words.customer.page}: ${one.name}`}
                  title={words.customer.page}
                  onClick={() => onSee(one.id)}
                  data-see-customer={one.id}
                >
                  <IconAddressBook size={17} aria-hidden />
                </ActionIcon>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {found && found.total > found.items.length ? (
        <Text fz="sm" c="dimmed">
          {words.customer.moreFound(found.total - found.items.length)}
        </Text>
      ) : null}
      {fault ? (
        <Alert color="red" role="alert">
          {say(fault.words)}
        </Alert>
      ) : null}
      {creating ? (
        <NewCustomerForm typed={typed} number={number} onMade={pick} />
      ) : (
        <Button
          variant="default"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => setCreating(true)}
          data-action="new-customer"
        >
          {words.customer.create}
        </Button>
      )}
    </Stack>
  );
}

interface Found {
  readonly found: List<CustomerFound> | null;
  readonly fault: LinkFault | null;
  readonly tooShort: boolean;
}

/** Who fits what was typed. What is too short is not asked for. */
function useFound(typed: string): Found {
  const { api } = useWorkplace();
  const [text] = useDebouncedValue(typed.trim(), 250);
  const [answer, setAnswer] = useState<Omit<Found, 'tooShort'>>({ found: null, fault: null });
  const reach = reachOf(text);

  useEffect(() => {
    let gone = false;
    if (reach === 'all' || reach === 'too-short') {
      setAnswer({ found: null, fault: null });
      return;
    }
    api.customers(text).then(
      found => {
        if (!gone) setAnswer({ found, fault: null });
      },
      thrown => {
        if (!gone) setAnswer({ found: null, fault: asFault(thrown) });
      },
    );
    return () => {
      gone = true;
    };
  }, [api, text, reach]);

  return { ...answer, tooShort: reach === 'too-short' };
}
