import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Asks before the call is brought to this page. */
export function TakeOver({ onClose }: { readonly onClose: () => void }) {
  const { takeOver } = useWorkplace();
  const { words } = useWords();
  return (
    <Dialog manual="takeOver" opened onClose={onClose} title={words.call.takeOverTitle}>
      <Stack>
        <Text>{words.call.takeOverLead}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.chrome.cancel}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              onClose();
              void takeOver();
            }}
            data-action="take-over-sure"
          >
            {words.call.takeOver}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
