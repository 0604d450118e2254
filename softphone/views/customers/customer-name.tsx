import { can } from '../../../src/rights/capabilities.ts';
import { isLeaving } from '../../state/screen.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './customers.module.css';

interface CustomerNameProps {
  /** Null for somebody who is none of the customers. */
  readonly id: string | null;
  readonly name: string;
}

/** A customer's name, which opens their page beside what is on the screen, for those who serve customers. */
export function CustomerName({ id, name }: CustomerNameProps) {
  const { store } = useWorkplace();
  const { words } = useWords();
  const serves = useSeen(screen => can(screen.who.person, 'serve-customers') && !isLeaving(screen));
  if (id === null || !serves) return name;
  return (
    <button
      type="button"
      className={style.name}
      title={words.customer.page}
      onClick={() => store.send({ kind: 'show-customer', customer: id })}
      data-action="customer-page"
    >
      <span>{name}</span>
    </button>
  );
}
