import { Anchor, Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CrmAnswer } from '../../../src/customers/crm.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { customerWords } from '../../words/customer.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './customers.module.css';

/** What the company's own customer system says of a customer; nothing where the centre has none. */
export function CustomerInCrm({ customer }: { readonly customer: string }) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(customerWords);
  const [tries, setTries] = useState(0);
  const [read, setRead] = useState<{ answer?: CrmAnswer; fault?: LinkFault }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is the reason to ask again
  useEffect(() => {
    let gone = false;
    api.customerInCrm(customer).then(
      answer => {
        if (!gone) setRead({ answer });
      },
      thrown => {
        if (!gone) setRead({ fault: asFault(thrown) });
      },
    );
    return () => {
      gone = true;
    };
  }, [api, customer, tries]);
  const { answer, fault } = read;
  if (!fault && (!answer || answer.kind === 'none')) return null;
  return (
    <section data-crm={fault ? 'away' : answer?.kind}>
      <h4 className={style.crmTitle}>{own.crm.title}</h4>
      {fault ? (
        <>
          <Text fz="sm" role="alert">
            {say(fault.words)}
          </Text>
          <Button size="compact-sm" variant="light" mt={6} onClick={() => setTries(tries + 1)}>
            {words.chrome.again}
          </Button>
        </>
      ) : null}
      {answer?.kind === 'unknown' ? (
        <Text fz="sm" c="dimmed">
          {own.crm.unknown}
        </Text>
      ) : null}
      {answer?.kind === 'known' ? (
        <>
          <dl>
            {answer.facts.map(({ label, value }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two facts may be the same, and none has a name of its own
              <CrmFactRow key={place} label={label} value={value} />
            ))}
          </dl>
          {answer.page ? (
            <Anchor href={answer.page} target="_blank" rel="noopener noreferrer" fz="sm">
              {own.crm.open}
            </Anchor>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function CrmFactRow({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="figures">{value}</dd>
    </>
  );
}
