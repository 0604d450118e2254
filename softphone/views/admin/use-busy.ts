import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { asFault } from '../../link/fault.ts';
import { useWords } from '../words-context.tsx';

/** Runs what a button asks for: `busy` until it is done, and a fault is shown as a notification. */
export function useBusy() {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    }
    setBusy(false);
  }

  return { busy, run };
}
