import type { Language, Words } from '../../src/kit/errors.ts';
import type { Dictionary } from './es.ts';

export type { Language };

const KEY = 'cauce.language';

/** Each language is a file of its own: a page loads the words of the one that it shows. */
const LOADS: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  es: async () => (await import('./es.ts')).es,
  en: async () => (await import('./en.ts')).en,
};

/** A dictionary and the language that it is in. */
export interface InLanguage {
  readonly language: Language;
  readonly words: Dictionary;
}

/** Fails where the server cannot be reached and the words are not there yet. */
export async function loadWords(language: Language): Promise<InLanguage> {
  return { language, words: await LOADS[language]() };
}

/** The language of a page that is opened: the one chosen here, else the browser's. */
export const firstLanguage = (): Language => chosenLanguage() ?? browserLanguage(navigator.languages);

/** The language chosen on this computer, or null when nobody chose yet. */
export function chosenLanguage(): Language | null {
  const kept = localStorage.getItem(KEY);
  return kept === 'es' || kept === 'en' ? kept : null;
}

/** Spanish first; English only for browsers that ask for it and for no Spanish. */
export function browserLanguage(wanted: readonly string[]): Language {
  const first = wanted.find(tag => tag.startsWith('es') || tag.startsWith('en'));
  return first?.startsWith('en') ? 'en' : 'es';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

/** A text of the server in the reader's language. */
export const inLanguage = (words: Words, language: Language): string => words[language];
