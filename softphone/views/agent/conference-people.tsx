import { Button, Group, Stack, Text } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconX } from '@tabler/icons-react';
import type { CallArea } from '../../state/call-area.ts';
import { isWithoutCustomer, joinedParties, keyOf } from '../../state/consult.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { useParty } from './use-party.ts';

interface PeopleProps {
  readonly area: Extract<CallArea, { kind: 'talking' }>;
  readonly onClose: () => void;
}

/** The others of my conference: the customer first, unless they have left. */
export function ConferencePeople({ area, onClose }: PeopleProps) {
  const party = useParty();
  const { words } = useWords();
  const { call, id } = area;
  if (id === null || call === null) return null;
  const who = call.customer?.name;
  return (
    <Dialog manual="conference" title={words.consult.peopleTitle} opened onClose={onClose}>
      <Stack gap="sm" data-dialog="people">
        <Text fz="sm" c="dimmed">
          {words.consult.peopleLead}
        </Text>
        {isWithoutCustomer(call) ? null : (
          <Person
            call={id}
            colleague={null}
            name={who ? `${words.consult.customer}: ${who}` : words.consult.customer}
            muted={call.customerMuted ?? false}
          />
        )}
        {joinedParties(area).map(each => (
          <Person
            key={keyOf(each)}
            call={id}
            colleague={keyOf(each)}
            name={party(each)}
            muted={each.muted ?? false}
          />
        ))}
      </Stack>
    </Dialog>
  );
}

function Person({
  call,
  colleague,
  name,
  muted,
}: {
  readonly call: string;
  readonly colleague: string | null;
  readonly name: string;
  readonly muted: boolean;
}) {
  const { mute, drop } = useWorkplace();
  const { words } = useWords();
  const Sign = muted ? IconMicrophone : IconMicrophoneOff;
  return (
    <Group justify="space-between" wrap="nowrap" data-person={colleague ?? 'customer'} data-muted={muted}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text fz="sm" c={muted ? 'red' : 'dimmed'}>
          {muted ? words.consult.muted : words.consult.heard}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant={muted ? 'filled' : 'default'}
          color="red"
          leftSection={<Sign size={14} aria-hidden />}
          aria-label={muted ? words.consult.unmute(name) : words.consult.mute(name)}
          onClick={() => void mute(call, colleague, !muted)}
          data-action="mute-person"
        >
          {muted ? words.consult.letSpeak : words.call.mute}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          aria-label={words.consult.drop(name)}
          onClick={() => void drop(call, colleague)}
          data-action="remove-person"
        >
          {words.consult.remove}
        </Button>
      </Group>
    </Group>
  );
}
