import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Diagnosis } from '../../../src/tickets/diagnosis.ts';
import { asFault } from '../../link/fault.ts';
import { fileName } from '../../state/diagnosis-summary.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Takes along what this page keeps of its last hour, or adds it to a ticket. */
export function useDiagnosis() {
  const { api, box } = useWorkplace();
  const { words, say } = useWords();
  const [busy, setBusy] = useState(false);

  async function file(): Promise<Diagnosis | null> {
    const kept = await box.open();
    if (kept) return kept.file();
    notifications.show({ color: 'red', message: words.chrome.partAway });
    return null;
  }

  return {
    busy,
    async download(): Promise<void> {
      const made = await file();
      if (made) saveDiagnosis(made);
    },
    async attach(ticket: string): Promise<void> {
      setBusy(true);
      const made = await file();
      if (!made) return setBusy(false);
      const fault = await api.attachDiagnosis(ticket, made).then(
        () => null,
        (thrown: unknown) => asFault(thrown),
      );
      setBusy(false);
      notifications.show(
        fault
          ? { color: 'red', message: say(fault.words) }
          : { color: 'green', message: words.ticket.diagnosisAttached(ticket) },
      );
    },
  };
}

/** Has the browser keep it as a file. */
export function saveDiagnosis(diagnosis: Diagnosis): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(diagnosis)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(diagnosis);
  link.click();
  URL.revokeObjectURL(address);
}
