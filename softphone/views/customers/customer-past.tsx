import { Alert, Button, Center, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { HistoryKind } from '../../../src/tickets/customer-history.ts';
import { customerWords } from '../../words/customer.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './customers.module.css';
import { PastEntry } from './past-entry.tsx';
import { useCustomerPast } from './use-customer-past.ts';

interface CustomerPastProps {
  readonly customer: { readonly id: string; readonly name: string };
  /** A link to another page was followed. */
  readonly onLeave?: () => void;
}

const KINDS = kindsOf<HistoryKind>({ call: true, message: true, ticket: true, note: true });

/** All that is on record of a customer and the reader may see, newest first, of one kind or of all. */
export function CustomerPast({ customer, onLeave }: CustomerPastProps) {
  const own = useOwnWords(customerWords);
  const [kind, setKind] = useState<HistoryKind | null>(null);
  return (
    <>
      <Group gap={6} role="group" aria-label={own.filter} className={style.kinds}>
        {[null, ...KINDS].map(each => (
          <Button
            key={each}
            size="compact-sm"
            variant={each === kind ? 'filled' : 'default'}
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
            data-past-kind={each ?? 'all'}
          >
            {own.kinds[each ?? 'all']}
          </Button>
        ))}
      </Group>
      <Listed key={kind} customer={customer} kind={kind} {...(onLeave ? { onLeave } : {})} />
    </>
  );
}

function Listed({ customer, kind, onLeave }: CustomerPastProps & { readonly kind: HistoryKind | null }) {
  const { say } = useWords();
  const own = useOwnWords(customerWords);
  const { items, next, loading, fault, more } = useCustomerPast(customer, kind);
  const [busy, setBusy] = useState(false);
  async function showMore(): Promise<void> {
    setBusy(true);
    await more();
    setBusy(false);
  }
  return (
    <>
      {fault ? (
        <Alert color="red" role="alert" m="sm">
          {say(fault.words)}
        </Alert>
      ) : null}
      {loading ? (
        <Center p="xl">
          <Loading size="sm" />
        </Center>
      ) : null}
      {!loading && !fault && items.length === 0 ? (
        <Text fz="sm" c="dimmed" p="md" role="status">
          {own.nothing}
        </Text>
      ) : null}
      <ol className={style.past} data-past-shown={loading ? undefined : items.length}>
        {items.map(entry => (
          <PastEntry key={entry.key} entry={entry} {...(onLeave ? { onLeave } : {})} />
        ))}
      </ol>
      {next === null ? null : (
        <Center p="sm">
          <Button variant="subtle" loading={busy} onClick={() => void showMore()} data-action="more-past">
            {own.more}
          </Button>
        </Center>
      )}
    </>
  );
}
