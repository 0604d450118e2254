import { audioWords } from '../../words/audio.ts';
import { lazyDialog } from '../lazy-part.tsx';

/** Which microphone, which headset, which bell. */
export const AudioDialog = lazyDialog(
  () => import('./audio-dialog.tsx').then(m => m.AudioDialog),
  [audioWords],
  { ahead: true },
);
