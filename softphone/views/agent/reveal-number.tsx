import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** As the server has it, characters. */
const REASON = { least: 4, most: 200 } as const;

interface RevealProps {
  readonly call: string;
  readonly onClose: () => void;
}

/** Asks what the number is needed for, and shows it for this call. */
export function RevealNumber({ call, onClose }: RevealProps) {
  const { api, store } = useWorkplace();
  const { words, say } = useWords();
  const [reason, write] = useState('');
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [busy, setBusy] = useState(false);
  const { length } = reason.trim();

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      const { revealed } = await api.revealNumber(call, reason.trim());
      store.send({ kind: 'revealed', call, number: revealed });
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.reveal.title} opened onClose={onClose}>
      <form onSubmit={event => void send(event)} data-dialog="reveal">
        <Stack gap="sm">
          <Text fz="sm" c="dimmed">
            {words.reveal.lead}
          </Text>
          <TextInput
            label={words.reveal.reason}
            value={reason}
            maxLength={REASON.most}
            data-autofocus
            data-text="reveal-reason"
            onChange={event => write(event.currentTarget.value)}
          />
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.chrome.cancel}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={length < REASON.least}
              data-action="confirm-reveal"
            >
              {words.reveal.show}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
