import { Alert, Button, Group } from '@mantine/core';
import type { LinkFault } from '../../link/fault.ts';
import { useWords } from '../words-context.tsx';

interface DrawerEndProps {
  readonly fault: LinkFault | null;
  readonly save: string;
  readonly action: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onCancel: () => void;
}

/** The end of a form in a drawer: why it was not saved, and the buttons that leave it and that save it. */
export function DrawerEnd({ fault, save, action, busy, disabled = false, onCancel }: DrawerEndProps) {
  const { words, say } = useWords();
  return (
    <>
      {fault ? (
        <Alert color="red" role="alert">
          {say(fault.words)}
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {words.chrome.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={disabled} data-action={action}>
          {save}
        </Button>
      </Group>
    </>
  );
}
