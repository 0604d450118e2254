import { Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SipAccount } from '../../../src/http/shapes/session.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { SureButton } from './sure-button.tsx';

interface RotateDeskProps {
  readonly person: string;
  readonly onRotated: (account: SipAccount) => void;
}

/** Another account for a desk telephone; a second press says that it is meant. */
export function RotateDesk({ person, onRotated }: RotateDeskProps) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  async function rotate(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      onRotated(await api.rotateDeskPhone(person));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  }

  return (
    <Stack gap={6} mt="xs">
      <Text fz="sm" c="dimmed">
        {own.people.rotateDeskLead}
      </Text>
      {fault ? (
        <Text fz="sm" c="red" role="alert">
          {say(fault.words)}
        </Text>
      ) : null}
      <Group>
        <SureButton
          action="rotate-desk"
          label={own.people.rotateDesk}
          sure={own.people.rotateDeskSure}
          busy={busy}
          onSure={rotate}
        />
      </Group>
    </Stack>
  );
}
