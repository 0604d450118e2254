import { callCard } from './es/call.ts';
import { desk } from './es/desk.ts';
import { frame } from './es/frame.ts';
import { ordersWords } from './es/orders.ts';
import { recorderWords } from './es/recorder.ts';
import { supervisedWords } from './es/supervised.ts';
import { supervision } from './es/supervision.ts';
import { tickets } from './es/tickets.ts';

/** The words of the pages in Spanish; those of a part that is loaded when it is opened are its own (`own-words.ts`). `en.ts` has the same keys; the compiler checks it, file by file. */
export const es = {
  product: 'Cauce',
  claim: 'El centro de contacto con el teléfono adentro',
  ...frame,
  ...desk,
  ...callCard,
  ...tickets,
  ...supervision,
  ...ordersWords,
  ...recorderWords,
  ...supervisedWords,
};

export type Dictionary = typeof es;
