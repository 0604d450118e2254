import { Button, Group, Stack, Text } from '@mantine/core';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useWords } from '../words-context.tsx';
import { Dialog } from './dialog.tsx';
import { Key } from './key.tsx';

interface FormDialogProps extends Omit<ComponentProps<typeof Dialog>, 'opened' | 'keepsEscape' | 'children'> {
  /** Something stands in it that is not saved. */
  readonly isChanged: boolean;
  /** The form; what leaves it without saving calls `leave`. */
  readonly children: (leave: () => void) => ReactNode;
}

/** A dialog in which people write: Esc, a click beside it, its cross and Cancel ask before anything written is lost. */
export function FormDialog({ isChanged, onClose, children, ...dialog }: FormDialogProps) {
  const { words } = useWords();
  const [asking, setAsking] = useState(false);
  const leave = () => (isChanged ? setAsking(true) : onClose());
  const stay = () => setAsking(false);
  return (
    <Dialog {...dialog} opened onClose={leave} keepsEscape={asking}>
      {children(leave)}
      {asking ? (
        <Dialog manual={dialog.manual} opened title={words.chrome.unsaved} onClose={stay}>
          <Stack gap="sm">
            <Text>{words.chrome.unsavedLead}</Text>
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={stay}
                rightSection={<Key name="Esc" />}
                data-autofocus
                data-action="keep-writing"
              >
                {words.chrome.keepWriting}
              </Button>
              <Button color="red" onClick={onClose} data-action="discard-changes">
                {words.chrome.discardChanges}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      ) : null}
    </Dialog>
  );
}
