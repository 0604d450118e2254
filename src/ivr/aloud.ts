import type { Prompt } from './conversation.ts';
import { AND_CENTS_PROMPTS, CURRENCY_PROMPTS } from './prompts.ts';

/** What a switch can play by itself: its sound set speaks digits and numbers, but no amounts. */
export type Sound = Exclude<Prompt, { kind: 'money' }>;

const file = (name: string): Sound => ({ kind: 'file', name });

/** Reduces prompts to sounds: 1250.5 USD becomes 1250 · "dólares" · "con" · 50 · "céntimos". */
export function aloud(prompts: readonly Prompt[]): Sound[] {
  return prompts.flatMap(prompt => (prompt.kind === 'money' ? amountAloud(prompt) : [prompt]));
}

function amountAloud({ amount, currency }: { amount: number; currency: string }): Sound[] {
  const allCents = Math.round(Math.max(0, amount) * 100);
  const cents = allCents % 100;
  const name = CURRENCY_PROMPTS[currency];
  const sounds: Sound[] = [{ kind: 'number', value: (allCents - cents) / 100 }];
  if (name !== undefined) sounds.push(file(name));
  if (cents > 0) {
    sounds.push(file(AND_CENTS_PROMPTS.and), { kind: 'number', value: cents }, file(AND_CENTS_PROMPTS.cents));
  }
  return sounds;
}
