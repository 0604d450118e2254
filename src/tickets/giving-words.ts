import type { CallFact, Direction } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import { OUTSIDE_ENDS } from './consult-words.ts';
import { quoted, spanWords } from './span-words.ts';
import type { Names } from './ticket-words.ts';

/** Of a call between two of ours, which nobody wraps up, it says how long this part was. */
export function transferredWords(
  fact: Extract<CallFact, { kind: 'transferred' }>,
  names: Names,
  direction: Direction,
): Words {
  const { es, en } = givenWords(fact, names);
  if (direction !== 'internal') return { es, en };
  const span = spanWords(fact.talkedMs);
  return { es: `${es} Habían hablado ${span}.`, en: `${en} They had talked for ${span}.` };
}

function givenWords(fact: Extract<CallFact, { kind: 'transferred' }>, names: Names): Words {
  const who = names.person(fact.agent);
  const to = fact.colleague === undefined ? names.queue(fact.queue) : names.person(fact.colleague);
  if (fact.taken)
    return { es: `${to} tomó la llamada de ${who}.`, en: `${to} took over the call of ${who}.` };
  const note = quoted(fact.note);
  if (fact.flow)
    return {
      es: `${who} pasó la llamada al menú ${fact.flow.title.es}${note.es}`,
      en: `${who} gave the call to the menu ${fact.flow.title.en}${note.en}`,
    };
  if (fact.dialled !== undefined) {
    const number = names.number(fact.dialled);
    return {
      es: `${who} pasó la llamada al ${number}${note.es}`,
      en: `${who} gave the call to ${number}${note.en}`,
    };
  }
  if (fact.asQueue) {
    const queue = names.queue(fact.queue);
    return {
      es: `${who} transfirió la llamada a la cola ${queue}, con ${to}${note.es}`,
      en: `${who} transferred the call to the queue ${queue}, with ${to}${note.en}`,
    };
  }
  return {
    es: `${who} transfirió la llamada a ${to}${note.es}`,
    en: `${who} transferred the call to ${to}${note.en}`,
  };
}

export function notHandedOutWords(fact: Extract<CallFact, { kind: 'not-handed-out' }>, names: Names): Words {
  const { es, en } = OUTSIDE_ENDS[fact.why](names.number(fact.dialled), '');
  const who = fact.to === null ? null : names.person(fact.to);
  return who === null
    ? {
        es: `${es} El cliente queda de primero en la cola.`,
        en: `${en} The customer is at the head of the line.`,
      }
    : { es: `${es} El cliente vuelve a ${who}.`, en: `${en} The customer goes back to ${who}.` };
}

export function handedBackWords(fact: Extract<CallFact, { kind: 'handed-back' }>, names: Names): Words {
  const who = names.person(fact.agent);
  const es = fact.to === null ? 'queda de primero en la cola' : `vuelve a ${names.person(fact.to)}`;
  const en = fact.to === null ? 'is at the head of the line' : `goes back to ${names.person(fact.to)}`;
  if (fact.why === 'not-back') {
    return {
      es: `El teléfono de ${who} no volvió a tiempo; el cliente ${es}.`,
      en: `The telephone of ${who} was not back in time; the customer ${en}.`,
    };
  }
  if (fact.why === 'hung-up') {
    return {
      es: `${who} colgó en el mismo momento en que recibía al cliente, que ${es}.`,
      en: `${who} hung up at the very moment at which they got the customer, who ${en}.`,
    };
  }
  return {
    es: `${who} no tomó la llamada; el cliente ${es}.`,
    en: `${who} did not take the call; the customer ${en}.`,
  };
}
