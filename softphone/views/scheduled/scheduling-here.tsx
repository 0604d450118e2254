import { scheduledWords } from '../../words/scheduled.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { useScheduled } from './use-scheduled.ts';

const SchedulingDialog = lazyDialog<{ readonly onClose: () => void }>(
  () => import('./scheduling-dialog.tsx').then(m => m.SchedulingDialog),
  [scheduledWords],
  { ahead: true },
);

/** What is asked about a promised call, on whatever page. */
export function SchedulingHere() {
  const { store } = useWorkplace();
  useScheduled();
  const asked = useSeen(screen => screen.scheduling !== null);
  return asked ? (
    <SchedulingDialog onClose={() => store.send({ kind: 'scheduling', scheduling: null })} />
  ) : null;
}
