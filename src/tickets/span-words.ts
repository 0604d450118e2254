import type { Words } from '../kit/errors.ts';

/** A span for people: `8 s`, `1 min 20 s`, `2 h 5 min`, in whole seconds as a clock counts them; the same in both languages. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes > 0) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${rest} s`;
}

/** Shorter hold is not told, ms. */
const TOLD_HOLD_MS = 1_000;

/** The spans of a part in which the customer was on hold, as a sentence after another one; nothing where they were not. */
export function heldWords({ talkedMs, heldMs = 0 }: Spans): Words {
  if (talkedMs === undefined || heldMs < TOLD_HOLD_MS) return { es: '', en: '' };
  const [talked, held] = [spanWords(talkedMs), spanWords(heldMs)];
  return {
    es: ` Conversación: ${talked}, más ${held} con la llamada retenida.`,
    en: ` Talk: ${talked}, and ${held} on hold.`,
  };
}

interface Spans {
  readonly talkedMs?: number;
  readonly heldMs?: number;
}

/** The end of a sentence: a text in quotation marks, or just the full stop. */
export function quoted(text: string): Words {
  return text === '' ? { es: '.', en: '.' } : { es: `: «${text}»`, en: `: "${text}"` };
}
