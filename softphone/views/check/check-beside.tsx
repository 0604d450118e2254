import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { checkedBy, isCheckedToday } from '../../state/checked.ts';
import { checkWords } from '../../words/check.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

const CheckDialog = lazyDialog<{ readonly onClose: () => void }>(
  () => import('./check-dialog.tsx').then(m => m.CheckDialog),
  [checkWords],
);

let isOpen = false;
const watchers = new Set<() => void>();

/** Opens and closes the check of the workplace, from wherever it is offered. */
export function showCheck(open = true): void {
  isOpen = open;
  for (const watcher of watchers) watcher();
}

const watch = (changed: () => void) => {
  watchers.add(changed);
  return () => watchers.delete(changed);
};

const close = () => showCheck(false);

export function CheckBeside() {
  const open = useSyncExternalStore(watch, () => isOpen);
  return open ? <CheckDialog onClose={close} /> : null;
}

/** Offers it, and says so where it was not made today; nobody is held up by it. */
export function CheckButton() {
  const { words } = useWords();
  const person = useSeen(screen => screen.who.person.id);
  const hasPhone = useSeen(screen => screen.who.phone !== null);
  const open = useSyncExternalStore(watch, () => isOpen);
  const now = useMinute();
  if (!hasPhone) return null;
  const isDone = !open && isCheckedToday(checkedBy(person, localStorage).last(), now);
  return (
    <Button
      size="compact-sm"
      variant={isDone ? 'subtle' : 'light'}
      onClick={() => showCheck()}
      data-action="check"
      data-checked={isDone}
    >
      {isDone ? words.chrome.check : words.chrome.checkToday}
    </Button>
  );
}
