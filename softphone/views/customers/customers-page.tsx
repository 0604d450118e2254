import { Button, Paper, Title } from '@mantine/core';
import { IconAddressBook, IconSearch } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useSearch } from 'wouter/use-browser-location';
import { customerIn, customerPath } from '../../state/route.ts';
import { customerWords } from '../../words/customer.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerFinder } from './customer-finder.tsx';
import { CustomerPast } from './customer-past.tsx';
import style from './customers.module.css';
import { RecordRead } from './record-read.tsx';

/** One customer with all that is on record of them, by an address that can be kept; without one, the finder. */
export function CustomersPage() {
  const own = useOwnWords(customerWords);
  const { words } = useWords();
  const [, go] = useLocation();
  const id = customerIn(useSearch());
  if (id === null || id === '') {
    return (
      <div className={style.page}>
        <Paper className={style.pane} p="md">
          <Title order={1} fz={18} mb="sm">
            {own.find}
          </Title>
          <CustomerFinder
            number=""
            onPick={async customer => {
              go(customerPath(customer));
              return null;
            }}
          />
        </Paper>
        <Paper className={style.pane}>
          <Empty icon={<IconAddressBook {...EMPTY_ICON} />}>{own.pick}</Empty>
        </Paper>
      </div>
    );
  }
  return (
    <div className={style.page}>
      <h1 className="sr-only">{words.customer.page}</h1>
      <RecordRead key={id} id={id}>
        {record => (
          <>
            <Paper className={style.pane}>
              <h2 className="sr-only">{words.customer.title}</h2>
              <CustomerFacts record={record} />
              <div className={style.another}>
                <Button
                  variant="default"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  onClick={() => go('/customers')}
                  data-action="another-customer"
                >
                  {own.another}
                </Button>
              </div>
            </Paper>
            <Paper className={style.pane}>
              <h2 className={style.paneTitle}>{own.past}</h2>
              <CustomerPast customer={record} />
            </Paper>
          </>
        )}
      </RecordRead>
    </div>
  );
}
