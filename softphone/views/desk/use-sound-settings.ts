import { useSyncExternalStore } from 'react';
import type { SoundSettings } from '../../phone/sound-memory.ts';
import { useWorkplace } from '../workplace-context.tsx';

/** Volumes and switches as they are at once, and not with the next frame: what is being dragged would jump back for it. */
export function useSoundSettings(): SoundSettings {
  const { sound } = useWorkplace();
  return useSyncExternalStore(sound.watch, () => sound.state().settings);
}
