import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useState } from 'react';
import { askNoticesOnce } from '../../phone/desktop-notice.ts';
import { Dialog } from '../desk/dialog.tsx';
import { TestRing } from '../desk/test-ring.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface MicrophoneDialogProps {
  readonly onClose: () => void;
  readonly onAllowed: () => void;
}

/** Says why the microphone is needed before the browser asks for it. */
export function MicrophoneDialog({ onClose, onAllowed }: MicrophoneDialogProps) {
  const { words } = useWords();
  const { askMicrophone } = useWorkplace();
  const microphone = useSeen(({ audio }) => audio.microphone);
  const [busy, setBusy] = useState(false);

  async function allow(): Promise<void> {
    setBusy(true);
    const allowed = await askMicrophone();
    setBusy(false);
    if (!allowed) return;
    askNoticesOnce();
    onAllowed();
  }

  return (
    <Dialog manual="audio" opened onClose={onClose} title={words.microphone.title}>
      <Stack>
        <Group wrap="nowrap" align="flex-start">
          <IconMicrophone size={36} stroke={1.4} aria-hidden style={{ flex: 'none' }} />
          <div>
            <Text>{words.microphone.why}</Text>
            <Text c="dimmed">{words.microphone.how}</Text>
            <Text c="dimmed">{words.ringNotice.why}</Text>
          </div>
        </Group>
        {microphone === 'denied' ? <Alert color="yellow">{words.banner.microphoneDenied}</Alert> : null}
        {microphone === 'missing' ? <Alert color="yellow">{words.banner.microphoneMissing}</Alert> : null}
        <Group justify="flex-end">
          <TestRing variant="subtle" mr="auto" />
          <Button variant="default" onClick={onClose}>
            {words.chrome.cancel}
          </Button>
          <Button data-autofocus loading={busy} onClick={() => void allow()} data-action="allow-microphone">
            {words.microphone.allow}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
