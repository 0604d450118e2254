import { Button, Stack, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDeviceSpeaker } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { VOLUMES, type Way } from '../../phone/sound-memory.ts';
import { audioWords } from '../../words/audio.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './desk.module.css';
import { useKeymap } from './hotkeys.ts';
import { Key } from './key.tsx';
import { useHandsFree } from './use-hands-free.ts';
import { useSoundSettings } from './use-sound-settings.ts';

/** How loud I hear and am heard, and where. */
export function VolumePanel({ onMore }: { readonly onMore: () => void }) {
  const keys = useKeymap();
  const own = useOwnWords(audioWords);
  const { words } = useWords();
  const handsFree = useSeen(screen => screen.audio.handsFree);
  const settings = useSoundSettings();
  const toggle = useHandsFree();
  return (
    <Stack gap="sm" w={270}>
      <Volume way="ear" label={handsFree ? own.speakerVolume : own.earVolume} isFirst />
      {settings.ear === 0 ? (
        <Text fz="xs" c="red" role="status">
          {own.noEar}
        </Text>
      ) : null}
      <Volume way="microphone" label={own.microphoneVolume} />
      <Button
        variant={handsFree ? 'filled' : 'default'}
        leftSection={<IconDeviceSpeaker size={17} aria-hidden />}
        rightSection={<Key name={keys.handsFree} />}
        aria-pressed={handsFree}
        aria-keyshortcuts={keys.handsFree}
        onClick={toggle}
        data-action="hands-free"
      >
        {own.handsFree}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        onClick={onMore}
        data-action="more-audio"
      >
        {words.chrome.audio}
      </Button>
    </Stack>
  );
}

interface VolumeProps {
  readonly way: Way;
  readonly label: string;
  readonly isFirst?: boolean;
}

/** In steps that are heard, percent. */
const STEP = 5;

function Volume({ way, label, isFirst = false }: VolumeProps) {
  const { sound } = useWorkplace();
  const own = useOwnWords(audioWords);
  const id = useId();
  const volume = useSoundSettings()[way];
  const field = useRef<HTMLInputElement>(null);
  // What is opened by keyboard is used by it; the panel is loaded after the popover has looked for a field.
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  const percent = Math.round(volume * 100);
  const { least, most } = VOLUMES[way];
  return (
    <div className={style.volume}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="figures" aria-hidden>
        {own.percent(percent)}
      </output>
      <input
        ref={field}
        id={id}
        type="range"
        min={least * 100}
        max={most * 100}
        step={STEP}
        value={percent}
        aria-valuetext={own.percent(percent)}
        onChange={event => sound.set({ [way]: Number(event.currentTarget.value) / 100 })}
        data-volume={way}
      />
    </div>
  );
}
