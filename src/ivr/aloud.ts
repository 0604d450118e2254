import type { Prompt } from './conversation.ts';
import { CURRENCIES, type SpokenNoun } from './currencies.ts';
import { AMOUNT_PROMPTS } from './prompts.ts';
import { LARGEST_NUMBER, takesDe } from './spanish-number.ts';

/** What a switch can play by itself: its sound set speaks digits and numbers, but no amounts. */
export type Sound = Exclude<Prompt, { kind: 'money' }>;

const file = (name: string): Sound => ({ kind: 'file', name });

/** Reduces prompts to sounds: 1250.5 USD becomes 1250 · "dólares" · "con" · 50 · "centavos". */
export function aloud(prompts: readonly Prompt[]): Sound[] {
  return prompts.flatMap(prompt => (prompt.kind === 'money' ? amountAloud(prompt) : [prompt]));
}

/** An amount of less than one unit is its small units alone; one in an unknown currency is a bare number. */
function amountAloud({ amount, currency }: { amount: number; currency: string }): Sound[] {
  const known = CURRENCIES.get(currency);
  const scale = 10 ** (known?.digits ?? 0);
  const all = Math.min(Math.round(Math.max(0, amount) * scale), LARGEST_NUMBER * scale);
  const [units, parts] = [Math.floor(all / scale), all % scale];
  if (known === undefined) return [{ kind: 'number', value: units, before: null }];
  if (parts === 0) return counted(units, known.unit);
  const small = counted(parts, known.part);
  return units === 0 ? small : [...counted(units, known.unit), file(AMOUNT_PROMPTS.and), ...small];
}

/** A number and what it counts: "un bolívar", "veintiún bolívares", "un millón de bolívares". */
export function counted(value: number, { one, many, gender }: SpokenNoun): Sound[] {
  const noun = file(value === 1 ? one : many);
  const number = { kind: 'number', value, before: gender } as const;
  return takesDe(value) ? [number, file(AMOUNT_PROMPTS.of), noun] : [number, noun];
}
