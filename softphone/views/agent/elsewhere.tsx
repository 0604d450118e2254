import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazyDialog } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './agent.module.css';

const TakeOver = lazyDialog(() => import('./take-over.tsx').then(m => m.TakeOver), [], { ahead: true });

/** The call is on another page or computer of this person; it is brought here only when that is wanted. */
export function Elsewhere() {
  const { words } = useWords();
  const [asking, { open, close }] = useDisclosure();
  return (
    <>
      <span role="status" className={style.returning} data-elsewhere>
        {words.call.elsewhere}
      </span>
      <Button
        size="compact-sm"
        variant="light"
        style={{ flex: 'none' }}
        onClick={open}
        data-action="take-over"
      >
        {words.call.takeOver}
      </Button>
      {asking ? <TakeOver onClose={close} /> : null}
    </>
  );
}
