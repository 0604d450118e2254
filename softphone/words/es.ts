import { account } from './es/account.ts';
import { auditPage } from './es/audit.ts';
import { callCard } from './es/call.ts';
import { customerPhone } from './es/caller.ts';
import { desk } from './es/desk.ts';
import { frame } from './es/frame.ts';
import { ordersWords } from './es/orders.ts';
import { outgoingPage } from './es/outgoing.ts';
import { peoplePage } from './es/people.ts';
import { recorderWords } from './es/recorder.ts';
import { supervisedWords } from './es/supervised.ts';
import { supervision } from './es/supervision.ts';
import { tickets } from './es/tickets.ts';

/** Every word of the pages, in Spanish. `en.ts` has the same keys; the compiler checks it, file by file. */
export const es = {
  product: 'Cauce',
  claim: 'El centro de contacto con el teléfono adentro',
  ...frame,
  ...account,
  ...desk,
  ...callCard,
  ...tickets,
  ...supervision,
  ...ordersWords,
  ...recorderWords,
  ...supervisedWords,
  ...peoplePage,
  ...auditPage,
  ...outgoingPage,
  ...customerPhone,
};

export type Dictionary = typeof es;
