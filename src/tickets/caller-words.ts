import type { CallFact } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import type { Names } from './ticket-words.ts';

export function arrivedWords(fact: Extract<CallFact, { kind: 'call-arrived' }>, names: Names): Words {
  const dialled = names.number(fact.dialled);
  if (fact.direction === 'in') {
    const caller = names.number(fact.callerNumber);
    if (fact.to !== undefined) {
      const to = names.person(fact.to);
      return {
        es: `Llamó ${caller || 'un número oculto'} a ${to}, a su número directo ${dialled}.`,
        en: `${caller || 'A withheld number'} called ${to}, at their direct number ${dialled}.`,
      };
    }
    return {
      es: `Llamó ${caller || 'un número oculto'} al ${dialled}.`,
      en: `${caller || 'A withheld number'} called ${dialled}.`,
    };
  }
  if (fact.direction === 'internal') {
    const [caller, called] = [names.person(fact.agent ?? ''), names.person(fact.to ?? '')];
    return {
      es: `${caller} llamó a ${called}: es una llamada interna.`,
      en: `${caller} called ${called}: it is an internal call.`,
    };
  }
  const who = fact.agent === null ? { es: 'Se llamó', en: 'The service called' } : null;
  const name = fact.agent === null ? '' : names.person(fact.agent);
  return {
    es: who === null ? `${name} llamó al ${dialled}.` : `${who.es} al ${dialled}.`,
    en: who === null ? `${name} called ${dialled}.` : `${who.en} ${dialled}.`,
  };
}

export function identifiedWords(fact: Extract<CallFact, { kind: 'caller-identified' }>, names: Names): Words {
  switch (fact.by) {
    case 'line':
      return { es: 'Se identificó al cliente por su línea.', en: 'The customer was identified by the line.' };
    case 'document':
      return {
        es: 'Se identificó al cliente por su documento en el menú.',
        en: 'The customer was identified by the document keyed in the menu.',
      };
    case 'ticket':
      return {
        es: 'Se llamó al cliente que tiene la orden.',
        en: 'The customer of the ticket was called.',
      };
    case 'agent': {
      const [who, customer] = [names.person(fact.agent ?? ''), names.customer(fact.customer)];
      return {
        es: `${who} indicó que quien habla es ${customer}.`,
        en: `${who} said that the caller is ${customer}.`,
      };
    }
    default:
      return fact.by satisfies never;
  }
}

export function unknownWords(fact: Extract<CallFact, { kind: 'caller-unknown' }>, names: Names): Words {
  const who = names.person(fact.agent);
  if (fact.customer === null)
    return {
      es: `${who} indicó que quien habla no está registrado como cliente.`,
      en: `${who} said that the caller is no registered customer.`,
    };
  const customer = names.customer(fact.customer);
  return {
    es: `${who} indicó que quien habla no es ${customer}.`,
    en: `${who} said that the caller is not ${customer}.`,
  };
}
