import { callCard } from './en/call.ts';
import { desk } from './en/desk.ts';
import { frame } from './en/frame.ts';
import { ordersWords } from './en/orders.ts';
import { recorderWords } from './en/recorder.ts';
import { supervisedWords } from './en/supervised.ts';
import { supervision } from './en/supervision.ts';
import { tickets } from './en/tickets.ts';
import type { Dictionary } from './es.ts';

/** Every word of the pages, in English. */
export const en: Dictionary = {
  product: 'Cauce',
  claim: 'The contact centre with the telephone inside',
  ...frame,
  ...desk,
  ...callCard,
  ...tickets,
  ...supervision,
  ...ordersWords,
  ...recorderWords,
  ...supervisedWords,
};
