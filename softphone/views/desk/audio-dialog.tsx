import { Button, Progress, Select, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { askNotices, noticePermission } from '../../phone/desktop-notice.ts';
import type { ChosenDevices, Device } from '../../phone/sound.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import { TestRing } from './test-ring.tsx';

interface AudioDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Which microphone, which headset, which bell; with a level to see that one is heard. */
export function AudioDialog({ opened, onClose }: AudioDialogProps) {
  const { words } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.chrome.audio}>
      {opened ? <AudioChoice /> : null}
    </Dialog>
  );
}

/** The desktop's own notice, for a window that is behind others. */
function NoticeChoice() {
  const { words } = useWords();
  const [permission, setPermission] = useState(noticePermission);
  if (permission === 'missing') return null;
  return permission === 'default' ? (
    <Button
      variant="default"
      onClick={() => void askNotices().then(setPermission)}
      data-action="allow-notices"
    >
      {words.ringNotice.allow}
    </Button>
  ) : (
    <Text fz="xs" c="dimmed">
      {words.ringNotice[permission]}
    </Text>
  );
}

function AudioChoice() {
  const { sound } = useWorkplace();
  const devices = useSeen(screen => screen.audio.devices);
  const { words } = useWords();
  const [chosen, setChosen] = useState<ChosenDevices>(sound.chosen);
  const [level, setLevel] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the level follows the chosen microphone, and what is plugged in
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | null = null;
    sound
      .level(setLevel)
      .then(stopLevel => {
        if (gone) return stopLevel();
        stop = stopLevel;
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      stop?.();
    };
  }, [sound, chosen.microphone, devices.microphones.length]);

  const choose = (part: Partial<ChosenDevices>) => {
    const next = { ...chosen, ...part };
    setChosen(next);
    sound.choose(next);
  };
  const options = (list: readonly Device[], taken: string) => [
    { value: '', label: words.microphone.byDefault },
    ...list.map(device => ({ value: device.id, label: device.label || device.id.slice(0, 8) })),
    ...(taken === '' || list.some(device => device.id === taken)
      ? []
      : [{ value: taken, label: words.microphone.away(taken.slice(0, 8)) }]),
  ];

  return (
    <Stack>
      <Select
        label={words.microphone.microphone}
        data={options(devices.microphones, chosen.microphone)}
        value={chosen.microphone}
        allowDeselect={false}
        onChange={microphone => choose({ microphone: microphone ?? '' })}
      />
      <div>
        <Text fz="xs" c="dimmed" mb={4} id="level-label">
          {words.microphone.speak}
        </Text>
        <Progress.Root size="lg" aria-labelledby="level-label">
          <Progress.Section
            value={level * 100}
            color={level > 0.9 ? 'red' : 'green'}
            aria-label={words.microphone.level}
          />
        </Progress.Root>
      </div>
      <Select
        label={words.microphone.voice}
        data={options(devices.outputs, chosen.voice)}
        value={chosen.voice}
        allowDeselect={false}
        onChange={voice => choose({ voice: voice ?? '' })}
      />
      <Select
        label={words.microphone.bell}
        data={options(devices.outputs, chosen.bell)}
        value={chosen.bell}
        allowDeselect={false}
        onChange={bell => choose({ bell: bell ?? '' })}
      />
      <TestRing variant="light" />
      <NoticeChoice />
    </Stack>
  );
}
