import { Divider, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { asFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { SureButton } from './sure-button.tsx';

interface EndNowProps {
  readonly person: PersonCard;
  readonly onEnded: () => void;
}

/** Ends a person's log-ins and talk at once; a second press says that it is meant. */
export function EndNow({ person, onEnded }: EndNowProps) {
  const { api } = useWorkplace();
  const picture = useSeen(screen => screen.picture);
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [busy, setBusy] = useState(false);
  const isOnFloor = picture?.agents.some(agent => agent.id === person.id) ?? false;
  if (!isOnFloor && !person.telephone) return null;

  const end = () => {
    setBusy(true);
    return api.endNow(person.id).then(
      () => {
        notifications.show({ color: 'green', message: own.people.endedNow(person.displayName) });
        onEnded();
      },
      thrown => {
        notifications.show({ color: 'red', message: say(asFault(thrown).words) });
        setBusy(false);
      },
    );
  };
  return (
    <>
      <Divider my="lg" />
      <Stack gap={6}>
        <Text fz="sm" c="dimmed">
          {own.people.endNowLead(person.displayName)}
        </Text>
        <Group>
          <SureButton
            action="end-now"
            label={own.people.endNow}
            sure={own.people.endNowSure}
            color="red"
            busy={busy}
            onSure={end}
          />
        </Group>
      </Stack>
    </>
  );
}
