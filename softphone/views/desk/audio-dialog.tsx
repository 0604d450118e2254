import { Button, Progress, Select, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ChosenDevices, Device, Devices } from '../../phone/sound.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';

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

function AudioChoice() {
  const { sound, tones } = useWorkplace();
  const { words } = useWords();
  const [devices, setDevices] = useState<Devices>({ microphones: [], outputs: [] });
  const [chosen, setChosen] = useState<ChosenDevices>(sound.chosen);
  const [level, setLevel] = useState(0);
  const [ringing, setRinging] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the level follows the chosen microphone
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | null = null;
    sound
      .level(setLevel)
      .then(async stopLevel => {
        if (gone) return stopLevel();
        stop = stopLevel;
        // Names of devices are known only while the microphone is allowed.
        setDevices(await sound.devices());
      })
      .catch(() => undefined);
    return () => {
      gone = true;
      stop?.();
    };
  }, [sound, chosen.microphone]);

  useEffect(() => () => (ringing ? tones.stop() : undefined), [ringing, tones]);

  const choose = (part: Partial<ChosenDevices>) => {
    const next = { ...chosen, ...part };
    setChosen(next);
    sound.choose(next);
    tones.ringOn(next.bell);
  };
  const options = (list: readonly Device[]) => [
    { value: '', label: words.microphone.byDefault },
    ...list.map(device => ({ value: device.id, label: device.label || device.id.slice(0, 8) })),
  ];

  return (
    <Stack>
      <Select
        label={words.microphone.microphone}
        data={options(devices.microphones)}
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
        data={options(devices.outputs)}
        value={chosen.voice}
        allowDeselect={false}
        onChange={voice => choose({ voice: voice ?? '' })}
      />
      <Select
        label={words.microphone.bell}
        data={options(devices.outputs)}
        value={chosen.bell}
        allowDeselect={false}
        onChange={bell => choose({ bell: bell ?? '' })}
      />
      <Button
        variant="light"
        onClick={() => {
          if (ringing) tones.stop();
          else tones.start('ring');
          setRinging(!ringing);
        }}
      >
        {words.microphone.testBell}
      </Button>
    </Stack>
  );
}
