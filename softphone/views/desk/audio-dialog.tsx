import { Button, Checkbox, Progress, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { askNotices, noticePermission } from '../../phone/desktop-notice.ts';
import type { Device } from '../../phone/sound.ts';
import type { ChosenDevices } from '../../phone/sound-memory.ts';
import { audioWords } from '../../words/audio.ts';
import { showCheck } from '../check/check-beside.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { Dialog } from './dialog.tsx';
import { HeadsetChoice } from './headset-choice.tsx';
import { TestRing } from './test-ring.tsx';
import { useSoundSettings } from './use-sound-settings.ts';

/** Which microphone, which headset, which bell; with a level to see that one is heard. */
export function AudioDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  return (
    <Dialog manual="audio" opened onClose={onClose} title={words.chrome.audio}>
      <AudioChoice onClose={onClose} />
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

function AudioChoice({ onClose }: { readonly onClose: () => void }) {
  const { sound, phone } = useWorkplace();
  const { words } = useWords();
  const devices = useSeen(screen => screen.audio.devices);
  const own = useOwnWords(audioWords);
  const settings = useSoundSettings();
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
    { value: '', label: own.byDefault },
    ...list.map(device => ({ value: device.id, label: device.label || device.id.slice(0, 8) })),
    ...(taken === '' || list.some(device => device.id === taken)
      ? []
      : [{ value: taken, label: own.away(taken.slice(0, 8)) }]),
  ];
  const place = (name: 'microphone' | 'voice' | 'speaker' | 'bell', list: readonly Device[]) => (
    <Select
      label={own[name]}
      data={options(list, chosen[name])}
      value={chosen[name]}
      allowDeselect={false}
      onChange={value => choose({ [name]: value ?? '' })}
    />
  );

  return (
    <Stack gap="sm">
      {place('microphone', devices.microphones)}
      <div>
        <Text fz="xs" c="dimmed" mb={4} id="level-label">
          {own.speak}
        </Text>
        <Progress.Root size="lg" aria-labelledby="level-label">
          <Progress.Section
            value={level * 100}
            color={level > 0.9 ? 'red' : 'green'}
            aria-label={own.level}
          />
        </Progress.Root>
      </div>
      <Checkbox
        label={own.noise}
        description={own.noiseHint}
        checked={settings.noiseSuppression}
        onChange={event => sound.set({ noiseSuppression: event.currentTarget.checked })}
        data-action="noise"
      />
      <Checkbox
        label={own.mutedNotice}
        description={own.mutedHint}
        checked={settings.mutedNotice}
        onChange={event => sound.set({ mutedNotice: event.currentTarget.checked })}
        data-action="muted-notice"
      />
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        {place('voice', devices.outputs)}
        {place('speaker', devices.outputs)}
        {place('bell', devices.outputs)}
        <Select
          label={own.bellToo}
          data={[
            { value: NOWHERE, label: own.nowhereElse },
            ...options(devices.outputs, chosen.bellToo ?? ''),
          ]}
          value={chosen.bellToo ?? NOWHERE}
          allowDeselect={false}
          onChange={value => choose({ bellToo: value === NOWHERE ? null : value })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="sm">
        <TestRing variant="light" />
        {phone ? (
          <Button
            variant="light"
            onClick={() => {
              onClose();
              showCheck();
            }}
            data-action="check-workplace"
          >
            {words.chrome.check}
          </Button>
        ) : null}
      </SimpleGrid>
      <NoticeChoice />
      <HeadsetChoice />
    </Stack>
  );
}

/** No device has this for its id. */
const NOWHERE = 'nowhere';
