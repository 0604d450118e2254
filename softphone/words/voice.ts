import type { VoiceWords } from './es/voice.ts';
import type { OwnWords } from './own-words.ts';

/** How a voice is; loaded with the first talk. */
export const voiceWords: OwnWords<VoiceWords> = {
  es: async () => (await import('./es/voice.ts')).voiceWords,
  en: async () => (await import('./en/voice.ts')).voiceWords,
};
