import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhonePlus, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { isLeaving, me } from '../../state/screen.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useMayWithhold } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { DialDialog } from './lazy-dial.ts';
import { useOpenTicket } from './use-open-ticket.ts';
import { useRedial } from './use-redial.ts';
import { Withhold } from './withhold.tsx';

/** Calls out: a number that is keyed or pasted, or the last one once more. */
export function DialOut() {
  const keys = useKeymap();
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const [asking, { open, close }] = useDisclosure();
  const last = useRedial();
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [wishes, choose] = useState(false);
  const withheld = useMayWithhold(asking) ? wishes : null;
  const about = useOpenTicket();
  const disabled = useSeen(screen => isLeaving(screen) || me(screen)?.work.kind !== 'idle');

  const again = () => {
    if (last === null) return;
    setFault(null);
    api
      .callOut(
        last.colleague ? { ...last.wish, ...about } : { ...last.wish, ...(withheld ? { withheld } : {}) },
      )
      .catch(thrown => setFault(asFault(thrown)));
  };
  useKeys({ dial: { now: !disabled, does: open }, redial: { now: !disabled && last !== null, does: again } });

  return (
    <Stack gap={6} align="flex-start" mt={10}>
      <Group gap={8}>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPhonePlus size={16} aria-hidden />}
          rightSection={<Key name={keys.dial} />}
          title={words.dial.button}
          aria-keyshortcuts={keys.dial}
          disabled={disabled}
          onClick={open}
          data-action="dial"
        >
          {words.dial.call}
        </Button>
        {last ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRepeat size={16} aria-hidden />}
            rightSection={<Key name={keys.redial} />}
            title={words.dial.again}
            aria-keyshortcuts={keys.redial}
            disabled={disabled}
            onClick={again}
            data-action="redial"
          >
            <span className="sr-only">{words.dial.again} </span>
            <span className="figures">{last.title}</span>
          </Button>
        ) : null}
      </Group>
      {last && !last.colleague ? (
        <Withhold field="redial-withheld" withheld={withheld} onChange={choose} />
      ) : null}
      {fault ? (
        <Text fz="sm" c="red" role="alert">
          {say(fault.words)}
        </Text>
      ) : null}
      {asking ? (
        <DialDialog title={words.dial.title} withheld={withheld} onWithhold={choose} onClose={close} />
      ) : null}
    </Stack>
  );
}
