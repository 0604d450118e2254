import { useState } from 'react';
import type { VoicePicture } from '../../../src/supervision/events.ts';
import { ownSentence, voiceNews } from '../../state/voice-sign.ts';
import { voiceWords } from '../../words/voice.ts';
import { VoiceBars } from '../desk/voice-bars.tsx';
import { useOwnWords } from '../lazy-part.tsx';

/** How the voice of my talk is; nothing stands there before something is known. */
export function VoiceSign({ voice }: { readonly voice: VoicePicture | null }) {
  const words = useOwnWords(voiceWords);
  const [told, setTold] = useState<{ voice: VoicePicture | null; said: string; count: number }>({
    voice,
    said: '',
    count: 0,
  });
  if (told.voice !== voice) {
    const said = voiceNews(told.voice, voice, words);
    setTold({ voice, said: said ?? told.said, count: told.count + (said === null ? 0 : 1) });
  }
  return (
    <>
      {voice ? <VoiceBars voice={voice} sentence={ownSentence(voice, words)} /> : null}
      <span className="sr-only" role="status" data-voice-said>
        <span key={told.count}>{told.said}</span>
      </span>
    </>
  );
}
