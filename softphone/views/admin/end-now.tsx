import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { asFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

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
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const isOnFloor = picture?.agents.some(agent => agent.id === person.id) ?? false;
  if (!isOnFloor && !person.telephone) return null;

  const end = () => {
    setBusy(true);
    api.endNow(person.id).then(
      () => {
        notifications.show({ color: 'green', message: own.people.endedNow(person.displayName) });
        onEnded();
      },
      thrown => {
        notifications.show({ color: 'red', message: say(asFault(thrown).words) });
        setBusy(false);
        setSure(false);
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
          {sure ? (
            <Button color="red" loading={busy} onClick={end} data-action="end-now-sure">
              {own.people.endNowSure}
            </Button>
          ) : (
            <Button color="red" variant="light" onClick={() => setSure(true)} data-action="end-now">
              {own.people.endNow}
            </Button>
          )}
        </Group>
      </Stack>
    </>
  );
}
