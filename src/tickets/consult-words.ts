import type { CallFact, ConsultEnd, OutsideConsultEnd } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import { OFFER_ENDS } from './offer-words.ts';
import { quoted } from './span-words.ts';
import type { Names } from './ticket-words.ts';

type ConsultFact = Extract<
  CallFact,
  {
    kind:
      | `consult${string}`
      | 'joined'
      | 'customer-left'
      | 'lead-passed'
      | 'went-over'
      | 'came-over'
      | 'muted'
      | 'unmuted';
  }
>;

/** Of a colleague or a number outside who is in a call beside its agent. */
export function consultWords(fact: ConsultFact, names: Names): Words {
  switch (fact.kind) {
    case 'consulted': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      const note = quoted(fact.note);
      if (fact.queue !== undefined) {
        const queue = names.queue(fact.queue);
        return {
          es: `${who} consultó a la cola ${queue}: timbra ${party}${note.es}`,
          en: `${who} consulted the queue ${queue}: ${party} is rung${note.en}`,
        };
      }
      return {
        es: `${who} consultó a ${party}${note.es}`,
        en: `${who} consulted ${party}${note.en}`,
      };
    }
    case 'consult-answered': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      const meanwhile = MEANWHILE[fact.meanwhile ?? 'customer-waits'];
      return {
        es: `${party} habla con ${who}; ${meanwhile.es}`,
        en: `${party} talks with ${who}; ${meanwhile.en}`,
      };
    }
    case 'consult-ended':
      return fact.dialled === undefined
        ? CONSULT_ENDS[fact.why](names.person(fact.colleague), names.person(fact.agent))
        : OUTSIDE_ENDS[fact.why](names.number(fact.dialled), names.person(fact.agent));
    case 'joined': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      return {
        es: `${who} unió a ${party} a la llamada: hablan todos.`,
        en: `${who} joined ${party} to the call: all of them can talk.`,
      };
    }
    case 'customer-left': {
      const who = names.person(fact.agent);
      return fact.by === 'agent'
        ? {
            es: `${who} despidió al cliente de la conferencia; los demás siguen hablando.`,
            en: `${who} let the customer go from the conference; the others talk on.`,
          }
        : CUSTOMER_LEFT[fact.why === 'hung-up' ? 'hung-up' : 'unknown'];
    }
    case 'lead-passed': {
      const [who, colleague] = [names.person(fact.agent), names.person(fact.colleague)];
      return {
        es: `${who} dejó la llamada, ya sin el cliente; la lleva ${colleague}.`,
        en: `${who} left the call, which goes on without the customer; ${colleague} leads it.`,
      };
    }
    case 'went-over': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      return {
        es: `${who} unió a ${party} a su otra llamada${ofTicket(fact.ticket).es}.`,
        en: `${who} joined ${party} to their other call${ofTicket(fact.ticket).en}.`,
      };
    }
    case 'came-over': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      return {
        es: `${who} trajo a ${party} de su otra llamada${ofTicket(fact.ticket).es}.`,
        en: `${who} brought ${party} from their other call${ofTicket(fact.ticket).en}.`,
      };
    }
    case 'muted':
    case 'unmuted': {
      const who = names.person(fact.agent);
      const isCustomer = (fact.colleague ?? fact.dialled) === undefined;
      const whom = isCustomer ? null : partyIn(fact, names);
      if (fact.kind === 'unmuted')
        return {
          es: `${whom ?? 'El cliente'} se oye de nuevo.`,
          en: `${whom ?? 'The customer'} is heard again.`,
        };
      return {
        es: `${who} silenció ${whom === null ? 'al cliente' : `a ${whom}`} en la conferencia.`,
        en: `${who} muted ${whom ?? 'the customer'} in the conference.`,
      };
    }
    default:
      return fact satisfies never;
  }
}

const MEANWHILE: Readonly<Record<'customer-waits' | 'other-waits' | 'others-talk', Words>> = {
  'customer-waits': { es: 'el cliente escucha música.', en: 'the customer hears music.' },
  'other-waits': { es: 'la otra persona escucha música.', en: 'the other person hears music.' },
  'others-talk': { es: 'los demás siguen hablando.', en: 'the others talk on.' },
};

/** `unknown`: their line is gone, or nobody saw how. */
const CUSTOMER_LEFT: Readonly<Record<'hung-up' | 'unknown', Words>> = {
  'hung-up': {
    es: 'El cliente colgó; los demás de la conferencia siguen hablando.',
    en: 'The customer hung up; the others of the conference talk on.',
  },
  unknown: {
    es: 'El cliente ya no está en la conferencia; los demás siguen hablando.',
    en: 'The customer is no longer in the conference; the others talk on.',
  },
};

const partyIn = (
  { colleague, dialled }: { readonly colleague?: string | undefined; readonly dialled?: string | undefined },
  names: Names,
): string => (dialled === undefined ? names.person(colleague ?? '') : names.number(dialled));

const ofTicket = (ticket: string): Words =>
  ticket === '' ? { es: '', en: '' } : { es: ` (orden ${ticket})`, en: ` (ticket ${ticket})` };

const CONSULT_ENDS: Readonly<Record<ConsultEnd, (colleague: string, who: string) => Words>> = {
  ...OFFER_ENDS,
  'hung-up': colleague => ({ es: `${colleague} dejó la llamada.`, en: `${colleague} left the call.` }),
  unseen: colleague => ({
    es: `${colleague} dejó de estar en la llamada mientras el servidor no estaba.`,
    en: `${colleague} was in the call no more when the server was back.`,
  }),
  'taken-back': (_, who) => ({
    es: `${who} volvió a la llamada.`,
    en: `${who} went back to the call.`,
  }),
  dropped: (colleague, who) => ({
    es: `${who} retiró a ${colleague} de la llamada.`,
    en: `${who} removed ${colleague} from the call.`,
  }),
  'call-ended': colleague => ({
    es: `La llamada terminó también para ${colleague}.`,
    en: `The call ended for ${colleague} as well.`,
  }),
};

/** Of a number outside: why nobody was reached, or how they left. */
export const OUTSIDE_ENDS: Readonly<Record<OutsideConsultEnd, (number: string, who: string) => Words>> = {
  busy: number => ({ es: `El ${number} estaba ocupado.`, en: `${number} was busy.` }),
  refused: number => ({ es: `El ${number} rechazó la llamada.`, en: `${number} declined the call.` }),
  'no-answer': number => ({ es: `El ${number} no contestó.`, en: `${number} did not answer.` }),
  'switched-off': number => ({
    es: `El ${number} estaba apagado o fuera de cobertura.`,
    en: `${number} was off or out of coverage.`,
  }),
  'unknown-number': number => ({ es: `El ${number} no existe.`, en: `${number} does not exist.` }),
  forwards: number => ({
    es: `El ${number} desvía las llamadas; el desvío no se siguió.`,
    en: `${number} forwards its calls; the forward was not followed.`,
  }),
  'no-route': number => ({
    es: `No había salida para el ${number}.`,
    en: `There was no outgoing route to ${number}.`,
  }),
  'network-failure': number => ({
    es: `La red no pudo completar la llamada al ${number}.`,
    en: `The network could not complete the call to ${number}.`,
  }),
  'our-failure': number => ({
    es: `La llamada al ${number} no se pudo hacer por una falla nuestra.`,
    en: `The call to ${number} could not be made because of a failure of ours.`,
  }),
  'line-dropped': number => ({ es: `Se cayó la línea del ${number}.`, en: `The line of ${number} dropped.` }),
  'hung-up': number => ({ es: `El ${number} dejó la llamada.`, en: `${number} left the call.` }),
  unseen: number => ({
    es: `La llamada al ${number} terminó mientras el servidor no estaba.`,
    en: `The call to ${number} ended while the server was away.`,
  }),
  'taken-back': (_, who) => ({
    es: `${who} volvió a la llamada.`,
    en: `${who} went back to the call.`,
  }),
  dropped: (number, who) => ({
    es: `${who} retiró al ${number} de la llamada.`,
    en: `${who} removed ${number} from the call.`,
  }),
  'call-ended': number => ({
    es: `La llamada terminó también para el ${number}.`,
    en: `The call ended for ${number} as well.`,
  }),
};
