import type { Words } from '../kit/errors.ts';

/** A span for people: `8 s`, `1 min 20 s`, `2 h 5 min`; the same in both languages. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes > 0) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${rest} s`;
}

/** The end of a sentence: a text in quotation marks, or just the full stop. */
export function quoted(text: string): Words {
  return text === '' ? { es: '.', en: '.' } : { es: `: «${text}»`, en: `: "${text}"` };
}
