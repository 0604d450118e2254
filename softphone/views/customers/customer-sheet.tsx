import { ActionIcon, CloseButton } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { customerPath } from '../../state/route.ts';
import { customerWords } from '../../words/customer.ts';
import { useKeys } from '../desk/hotkeys.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerPast } from './customer-past.tsx';
import style from './customers.module.css';
import { RecordRead } from './record-read.tsx';

interface CustomerSheetProps {
  readonly customer: string;
  readonly onClose: () => void;
}

/** The page of a customer at the right edge. It is no dialog: the call beside it, and its keys, go on. */
export function CustomerSheet({ customer, onClose }: CustomerSheetProps) {
  const { words } = useWords();
  const own = useOwnWords(customerWords);
  const [, go] = useLocation();
  const title = useRef<HTMLHeadingElement>(null);
  useKeys({ back: onClose });
  // With the focus in here Esc is nobody else's (`hotkeys.ts`).
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
  };
  useEffect(() => {
    const opener = document.activeElement;
    title.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <aside
      className={style.sheet}
      aria-label={words.customer.page}
      onKeyDown={closeByKey}
      data-customer-sheet={customer}
    >
      <div className={style.sheetTitle}>
        <h2 ref={title} tabIndex={-1}>
          {words.customer.page}
        </h2>
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label={own.asPage}
          title={own.asPage}
          onClick={() => {
            onClose();
            go(customerPath(customer));
          }}
          data-action="customer-as-page"
        >
          <IconExternalLink size={16} aria-hidden />
        </ActionIcon>
        <CloseButton
          size={28}
          aria-label={words.chrome.close}
          onClick={onClose}
          data-action="close-customer"
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard */}
      <section className={style.sheetBody} tabIndex={0} aria-label={own.past}>
        <RecordRead key={customer} id={customer}>
          {record => (
            <>
              <CustomerFacts record={record} />
              <CustomerPast customer={record} onLeave={onClose} />
            </>
          )}
        </RecordRead>
      </section>
    </aside>
  );
}
