import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import type { BellTrouble } from '../../state/bell.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

interface BellDialogProps {
  readonly trouble: BellTrouble;
  readonly onClose: () => void;
  /** Looks again; closes the dialog when the bell can be heard. */
  readonly onRetry: () => void;
  readonly onAnyway: () => void;
}

/** Who would not hear the bell is told before calls may come. */
export function BellDialog({ trouble, onClose, onRetry, onAnyway }: BellDialogProps) {
  const { words } = useWords();
  const { tones } = useWorkplace();
  return (
    <Dialog manual="audio" opened onClose={onClose} title={words.bell.title}>
      <Stack>
        <Alert color="yellow" data-bell={trouble}>
          {trouble === 'no-output' ? words.banner.noOutput : words.bell.blocked}
        </Alert>
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onAnyway} data-action="ready-anyway">
            {words.bell.anyway}
          </Button>
          <Button
            data-autofocus
            leftSection={<IconBellRinging size={17} aria-hidden />}
            onClick={() => {
              tones.unlock();
              onRetry();
            }}
          >
            {words.bell.retry}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
