import { Alert } from '@mantine/core';
import { useWords } from '../words-context.tsx';
import style from './contacts.module.css';
import type { Told } from './use-call.ts';

/** What came of the last wish, in its place above the lists. */
export function ToldLine({ told, onClose }: { readonly told: Told | null; readonly onClose: () => void }) {
  const { words } = useWords();
  return (
    <div role="status" className={told === null ? undefined : style.told}>
      {told === null ? null : (
        <Alert
          color={told.kind === 'done' ? 'green' : 'red'}
          p="6px 10px"
          withCloseButton
          closeButtonLabel={words.chrome.close}
          onClose={onClose}
          data-told={told.kind}
        >
          {told.text}
        </Alert>
      )}
    </div>
  );
}
