import type { Language, Words } from '../../src/kit/errors.ts';
import { en } from './en.ts';
import { type Dictionary, es } from './es.ts';

export type { Language };

const KEY = 'cauce.language';
const DICTIONARIES: Record<Language, Dictionary> = { es, en };

export const dictionary = (language: Language): Dictionary => DICTIONARIES[language];

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
