import type { CallPicture } from '../../../src/supervision/events.ts';
import { agentsSentence } from '../../state/voice-sign.ts';
import { voiceWords } from '../../words/voice.ts';
import { useName } from '../agent/use-party.ts';
import { VoiceBars } from '../desk/voice-bars.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import style from './supervisor.module.css';

/** How the voice of a talk is, and in a sentence what is wrong. */
export function Voices({ voices }: { readonly voices: NonNullable<CallPicture['voices']> }) {
  const words = useOwnWords(voiceWords);
  const name = useName();
  return voices.map(voice => {
    const sentence = agentsSentence(voice, name(voice.agent), words);
    return (
      <span key={voice.agent} className={style.voice}>
        <VoiceBars voice={voice} sentence={sentence} />
        {voice.cause ? <span>{sentence}</span> : null}
      </span>
    );
  });
}
