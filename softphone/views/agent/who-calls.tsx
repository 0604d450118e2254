import { ActionIcon, Alert, Button, Group, Text } from '@mantine/core';
import { IconPhonePlus, IconUserSearch, IconUserX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { CallPicture, Candidate, CustomerCard } from '../../../src/supervision/events.ts';
import { mayNameCaller } from '../../../src/supervision/parts.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { balanceOf, balanceWords } from '../../state/balance.ts';
import { numberOf } from '../../state/revealing.ts';
import { isLeaving } from '../../state/screen.ts';
import type { Dictionary } from '../../words/es.ts';
import { SaveContact } from '../contacts/save-contact.tsx';
import { CustomerName } from '../customers/customer-name.tsx';
import { FinderSheet } from '../customers/lazy-finder.ts';
import { useKeys } from '../desk/hotkeys.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

const PhoneSheet = lazyDialog(() => import('../customers/phone-sheet.tsx').then(m => m.PhoneSheet), [], {
  ahead: true,
});

/** Who the caller is and how that is known; the agent finds, chooses, corrects or adds the customer. */
export function WhoCalls({ call }: { readonly call: CallPicture }) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const [open, setOpen] = useState<'finder' | 'phone' | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const { customer, candidates = [] } = call;
  const number = useSeen(screen => numberOf(screen, call));
  const mayName = useSeen(screen => mayNameCaller(screen.who.person.id, call) && !isLeaving(screen));

  useKeys({ customer: { now: !customer && mayName, does: () => setOpen('finder') } });

  async function name(id: string | null): Promise<LinkFault | null> {
    const answer = await api.identify(call.id, id).then(() => null, asFault);
    setFault(answer);
    return answer;
  }

  return (
    <>
      {customer ? <Card customer={customer} /> : <Text fz="sm">{unknownWords(call, words)}</Text>}
      {fault ? (
        <Alert color="red" role="alert" mt={6} p="6px 10px">
          {say(fault.words)}
        </Alert>
      ) : null}
      <Group gap={6} mt={6}>
        {customer ? null : (
          <Candidates candidates={candidates} mayName={mayName} onPick={id => void name(id)} />
        )}
        {mayName ? (
          <Button
            size="compact-sm"
            variant={customer ? 'default' : 'filled'}
            leftSection={<IconUserSearch size={16} aria-hidden />}
            onClick={() => setOpen('finder')}
            data-action="find-customer"
          >
            {customer ? words.customer.change : words.customer.find}
          </Button>
        ) : null}
        {mayName && customer ? (
          <>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconUserX size={16} aria-hidden />}
              onClick={() => void name(null)}
              data-action="not-this-customer"
            >
              {words.customer.notThem}
            </Button>
            <ActionIcon
              variant="default"
              size={26}
              aria-label={words.customer.addPhone}
              title={words.customer.addPhone}
              onClick={() => setOpen('phone')}
              data-action="add-phone"
            >
              <IconPhonePlus size={16} aria-hidden />
            </ActionIcon>
          </>
        ) : null}
        <SaveContact name={customer?.name ?? ''} number={number} />
      </Group>
      {open === 'finder' ? (
        <FinderSheet number={call.callerNumber} onPick={name} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'phone' && customer ? <PhoneSheet customer={customer} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** What is to be asked of a caller whom nobody knows. */
function unknownWords({ candidates, callerNumber }: CallPicture, { customer }: Dictionary): string {
  if (candidates !== undefined && candidates.length > 0) return customer.shared;
  return callerNumber === '' ? customer.withheld : customer.unknown;
}

interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  readonly mayName: boolean;
  readonly onPick: (customer: string) => void;
}

/** Those who share the line. */
function Candidates({ candidates, mayName, onPick }: CandidatesProps) {
  return candidates.map(one => (
    <Button
      key={one.id}
      size="compact-sm"
      variant="light"
      disabled={!mayName}
      onClick={() => onPick(one.id)}
      data-pick-customer={one.id}
    >
      {one.name} · {one.document}
    </Button>
  ));
}

function Card({ customer }: { readonly customer: CustomerCard }) {
  const { words, formats } = useWords();
  return (
    <>
      <Text fz="sm" mb={4}>
        <b>
          <CustomerName id={customer.id} name={customer.name} />
        </b>
        {customer.by ? (
          <Text component="span" fz="xs" c="dimmed" data-known-by={customer.by}>
            {' '}
            {words.customer.by[customer.by]}
          </Text>
        ) : null}
      </Text>
      <dl className={style.pairs} data-customer={customer.id}>
        {/* On a low screen only the first lines are in sight: what the head of the call does not say. */}
        <Pair label={words.customer.document}>{customer.document}</Pair>
        <dt>{words.customer.balance}</dt>
        <Balance customer={customer} />
        <Pair label={words.customer.account}>
          {words.customer.accountStates[customer.accountState] ?? customer.accountState}
        </Pair>
        <Pair label={words.customer.segment}>
          {words.customer.segments[customer.segment] ?? customer.segment}
        </Pair>
        <Pair label={words.customer.service}>
          {(words.customer.services[customer.service] ?? customer.service) || '–'}
        </Pair>
        <Pair label={words.customer.line}>{formats.telephone(customer.line)}</Pair>
      </dl>
    </>
  );
}

const BALANCE_STYLES = { owes: style.owes, clear: style.clear, unknown: undefined } as const;

function Balance({ customer }: { readonly customer: CustomerCard }) {
  const { words, formats } = useWords();
  const balance = balanceOf(customer);
  return <dd className={BALANCE_STYLES[balance.kind]}>{balanceWords(balance, words, formats)}</dd>;
}

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </>
  );
}
