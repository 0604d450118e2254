import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import type { CallArea } from '../../state/call-area.ts';
import { actsNow } from '../../state/call-keys.ts';
import { isWithoutCustomer, joinedParties } from '../../state/consult.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { lazyDialog } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

const ConferencePeople = lazyDialog(
  () => import('./conference-people.tsx').then(m => m.ConferencePeople),
  [],
  { ahead: true },
);

type Talk = Extract<CallArea, { kind: 'talking' }>;

/** Who is in my conference, each of whom I may mute or remove. */
export function Conference({ area }: { readonly area: Talk }) {
  const others = joinedParties(area).length;
  const isMine = useSeen(screen => actsNow('people', screen));
  return isMine && others > 0 ? <InConference area={area} others={others} /> : null;
}

/** Gone with the conference: the list does not open by itself in the next one. */
function InConference({ area, others }: { readonly area: Talk; readonly others: number }) {
  const keys = useKeymap();
  const [opened, { open, close }] = useDisclosure();
  const { words } = useWords();
  useKeys({ people: open });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        px={6}
        leftSection={<IconUsers size={16} aria-hidden />}
        rightSection={<Key name={keys.people} />}
        aria-keyshortcuts={keys.people}
        title={words.consult.people}
        onClick={open}
        data-action="people"
      >
        <span className="sr-only">{words.consult.people}: </span>
        <span className="figures">{others + (isWithoutCustomer(area.call) ? 1 : 2)}</span>
      </Button>
      {opened ? <ConferencePeople area={area} onClose={close} /> : null}
    </>
  );
}
