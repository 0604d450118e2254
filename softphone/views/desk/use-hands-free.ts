import { notifications } from '@mantine/notifications';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** Moves the voice between headset and loudspeaker; where there is no loudspeaker, says what to do. */
export function useHandsFree(): () => void {
  const { store, sound } = useWorkplace();
  const { words } = useWords();
  return () => {
    const { handsFree, speaker } = store.get().audio;
    if (handsFree || speaker) sound.setHandsFree(!handsFree);
    else notifications.show({ color: 'yellow', message: words.sound.noSpeaker });
  };
}
