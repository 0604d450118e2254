import type { VoicePicture } from '../../src/supervision/events.ts';
import type { VoiceWords } from '../words/es/voice.ts';

/** What an agent reads of their own talk. */
export const ownSentence = ({ cause }: VoicePicture, words: VoiceWords): string => {
  if (!cause) return words.fine;
  return (cause.side === 'agent' ? words.mine : words.customers)[cause.trouble](cause.much);
};

/** What a supervisor reads of an agent's. */
export const agentsSentence = ({ cause }: VoicePicture, name: string, words: VoiceWords): string => {
  if (!cause) return words.fine;
  return cause.side === 'agent' ? words.agents(name, cause) : words.customers[cause.trouble](cause.much);
};

/** What is said to who does not see the sign: that a cause is named, or is another one, or is gone. */
export function voiceNews(
  before: VoicePicture | null,
  after: VoicePicture | null,
  words: VoiceWords,
): string | null {
  const [old, now] = [before?.cause ?? null, after?.cause ?? null];
  if (!after || (old?.side === now?.side && old?.trouble === now?.trouble)) return null;
  return now ? ownSentence(after, words) : words.over;
}
