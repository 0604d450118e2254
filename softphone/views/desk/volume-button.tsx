import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceSpeaker, IconVolume, IconVolume3 } from '@tabler/icons-react';
import { audioWords } from '../../words/audio.ts';
import { lazyPart } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { AudioDialog } from './lazy-audio-dialog.ts';

const VolumePanel = lazyPart(() => import('./volume-panel.tsx').then(m => m.VolumePanel), {
  ahead: true,
  words: [audioWords],
});

/** How loud, and whether hands-free: one click away in a talk, on every page. Its sign says where the voice comes out. */
export function VolumeButton() {
  const { words } = useWords();
  const [opened, { toggle, close }] = useDisclosure();
  const [chooses, choice] = useDisclosure();
  const has = useSeen(screen => screen.who.phone !== null);
  const { handsFree, settings } = useSeen(screen => screen.audio);
  if (!has) return null;
  const isOff = settings.ear === 0;
  const Sign = isOff ? IconVolume3 : handsFree ? IconDeviceSpeaker : IconVolume;
  const name = handsFree ? `${words.sound.volume}. ${words.sound.onSpeaker}` : words.sound.volume;
  return (
    <>
      <Popover opened={opened} onDismiss={close} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon
            variant={handsFree || isOff ? 'light' : 'subtle'}
            color={isOff ? 'red' : handsFree ? 'rio' : 'gray'}
            c={handsFree || isOff ? undefined : 'inherit'}
            size="lg"
            aria-label={name}
            title={name}
            onClick={toggle}
            data-action="volume"
            data-hands-free={handsFree}
          >
            <Sign size={19} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={words.sound.volume}>
          <VolumePanel
            onMore={() => {
              close();
              choice.open();
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {chooses ? <AudioDialog onClose={choice.close} /> : null}
    </>
  );
}
