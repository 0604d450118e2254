import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CustomerRecord } from '../../../src/http/shapes/customers.ts';
import { balanceOf, balanceWords } from '../../state/balance.ts';
import { customerWords } from '../../words/customer.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { CustomerInCrm } from './customer-in-crm.tsx';
import style from './customers.module.css';

/** Who a customer is, and what they have with us. */
export function CustomerFacts({ record }: { readonly record: CustomerRecord }) {
  const { words, formats } = useWords();
  const own = useOwnWords(customerWords);
  const { customer } = words;
  const { account, contract } = record;
  const debt = 'debt' in account ? account.debt : null;
  const balance = balanceWords(balanceOf({ debt, accountState: account.state }), words, formats);
  const state = customer.accountStates[account.state] ?? account.state;
  return (
    <div className={style.facts} data-record={record.id}>
      <h3>{record.name}</h3>
      <dl>
        <Fact label={customer.document}>{record.document}</Fact>
        <Fact label={customer.segment}>{customer.segments[record.segment] ?? record.segment}</Fact>
        <Fact label={customer.account}>{[account.id, state].filter(Boolean).join(' · ')}</Fact>
        <Fact label={customer.balance} owes={debt !== null}>
          {debt ? `${balance} ${own.dueSince(debt.dueSince)}` : balance}
        </Fact>
        <Fact label={own.contract}>
          {contract ? `${contract.sla} · ${own.level(contract.level)}` : own.none}
        </Fact>
        <Fact label={own.lines}>
          {record.lines.length === 0 ? own.none : null}
          {record.lines.map(({ line, service, address }) => (
            <Text key={line} component="span" fz="sm" display="block" className="figures">
              {[formats.telephone(line), customer.services[service] ?? service, address]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          ))}
        </Fact>
      </dl>
      <CustomerInCrm key={record.id} customer={record.id} />
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly owes?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, owes = false, children }: FactProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="figures" data-owes={owes || undefined}>
        {children}
      </dd>
    </>
  );
}
