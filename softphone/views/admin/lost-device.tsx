import { Alert, Divider, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import type { SecondFactorCard } from '../../../src/http/shapes/second-factor.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { SureButton } from './sure-button.tsx';

/** Removes the second factor of somebody who lost their telephone; a second press says that it is meant. */
export function LostDevice({ person }: { readonly person: PersonCard }) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [card, setCard] = useState<SecondFactorCard | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  useEffect(() => {
    let gone = false;
    api.factorOf(person.id).then(
      found => {
        if (!gone) setCard(found);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, person.id]);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await api.removeFactor(person.id);
      notifications.show({ color: 'green', message: own.lostDevice.removed(person.displayName) });
      setCard(null);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  }

  if (fault) {
    return (
      <Alert color="red" role="alert" mt="lg">
        {say(fault.words)}
      </Alert>
    );
  }
  if (!card?.on) return null;
  return (
    <>
      <Divider my="lg" />
      <Stack gap={6}>
        <Text fz="sm" c="dimmed">
          {own.lostDevice.lead(person.displayName)}
        </Text>
        <Group>
          <SureButton
            action="remove-factor"
            label={own.lostDevice.remove}
            sure={own.lostDevice.sure}
            color="red"
            busy={busy}
            onSure={remove}
          />
        </Group>
      </Stack>
    </>
  );
}
