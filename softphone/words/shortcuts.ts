import type { shortcutsWords as spanish } from './es/shortcuts.ts';
import type { OwnWords } from './own-words.ts';

export const shortcutsWords: OwnWords<typeof spanish> = {
  es: async () => (await import('./es/shortcuts.ts')).shortcutsWords,
  en: async () => (await import('./en/shortcuts.ts')).shortcutsWords,
};
