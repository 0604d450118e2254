import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../desk/dialog.tsx';
import { WishForm } from '../desk/wish-form.tsx';
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
  const { words } = useWords();
  const [reason, write] = useState('');
  return (
    <Dialog manual="reveal" title={words.reveal.title} opened onClose={onClose}>
      <WishForm
        name="reveal"
        ready={reason.trim().length >= REASON.least}
        confirm={words.reveal.show}
        action="confirm-reveal"
        wish={async () => {
          const { revealed } = await api.revealNumber(call, reason.trim());
          store.send({ kind: 'revealed', call, number: revealed });
        }}
        onClose={onClose}
      >
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
      </WishForm>
    </Dialog>
  );
}
