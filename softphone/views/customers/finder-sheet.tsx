import type { LinkFault } from '../../link/fault.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { CustomerFinder } from './customer-finder.tsx';

interface FinderSheetProps {
  readonly number: string;
  readonly onPick: (customer: string) => Promise<LinkFault | null>;
  readonly onClose: () => void;
}

/** The finder at the right edge, beside the call; it closes when a customer was taken. */
export function FinderSheet({ number, onPick, onClose }: FinderSheetProps) {
  const { words } = useWords();
  const { store } = useWorkplace();
  async function pick(customer: string): Promise<LinkFault | null> {
    const fault = await onPick(customer);
    if (fault === null) onClose();
    return fault;
  }
  function see(customer: string): void {
    onClose();
    store.send({ kind: 'show-customer', customer });
  }
  return (
    <Dialog manual="customer" opened onClose={onClose} title={words.customer.find} sheet>
      <CustomerFinder number={number} onPick={pick} onSee={see} />
    </Dialog>
  );
}
