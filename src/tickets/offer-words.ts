import type { CallFact, Direction, DirectMissed, OfferEnd } from '../calls/events.ts';
import type { Language, Words } from '../kit/errors.ts';
import { spanWords } from './span-words.ts';
import type { Names } from './ticket-words.ts';

/** `wasGiven`: the customer was given on before, and the wait is the one since. */
export function answeredWords(
  fact: Extract<CallFact, { kind: 'answered' }>,
  names: Names,
  direction: Direction,
  wasGiven: boolean,
): Words {
  const who = names.person(fact.agent);
  if (direction === 'out')
    return {
      es: `El cliente contestó la llamada de ${who}.`,
      en: `The customer answered the call from ${who}.`,
    };
  const wait = spanWords(fact.waitedMs);
  const unheard = unheardWords(fact.unheard ?? []);
  return {
    es: `${who} atendió tras ${wait} de espera${wasGiven ? ' desde la transferencia' : ''}.${unheard.es}`,
    en: `${who} answered after a wait of ${wait}${wasGiven ? ' since the transfer' : ''}.${unheard.en}`,
  };
}

const UNHEARD = {
  'ticket-number': { es: 'el número de la orden', en: 'the ticket number' },
  debt: { es: 'la deuda', en: 'the debt' },
} as const satisfies Record<'ticket-number' | 'debt', Words>;

function unheardWords(unheard: readonly ('ticket-number' | 'debt')[]): Words {
  if (unheard.length === 0) return { es: '', en: '' };
  const list = (language: Language) => unheard.map(each => UNHEARD[each][language]);
  return {
    es: ` El cliente no escuchó hasta el final ${list('es').join(' ni ')}.`,
    en: ` The customer did not hear ${list('en').join(' or ')} to the end.`,
  };
}

/** What a person did, and what their telephone did: told apart in the sentence too. */
export const OFFER_ENDS: Readonly<Record<OfferEnd, (who: string) => Words>> = {
  ignored: who => ({
    es: `Timbró el teléfono de ${who} y nadie contestó.`,
    en: `The telephone of ${who} rang and nobody answered.`,
  }),
  refused: who => ({ es: `${who} rechazó la llamada.`, en: `${who} declined the call.` }),
  busy: who => ({
    es: `El teléfono de ${who} estaba ocupado o en No molestar.`,
    en: `The telephone of ${who} was busy or on do-not-disturb.`,
  }),
  forwards: who => ({
    es: `El teléfono de ${who} desvía las llamadas; no se siguió el desvío.`,
    en: `The telephone of ${who} forwards its calls; the call was not forwarded.`,
  }),
  silent: who => ({
    es: `El teléfono de ${who} no respondió.`,
    en: `The telephone of ${who} did not respond.`,
  }),
  unreachable: who => ({
    es: `El teléfono de ${who} no estaba al alcance.`,
    en: `The telephone of ${who} was not reachable.`,
  }),
  failed: who => ({
    es: `El teléfono de ${who} no pudo recibir la llamada.`,
    en: `The telephone of ${who} could not receive the call.`,
  }),
  'caller-left': who => ({
    es: `${who} iba a atender cuando quien llamaba colgó.`,
    en: `${who} was being rung when the caller hung up.`,
  }),
  'no-answer': who => ({ es: `${who} no contestó.`, en: `${who} did not answer.` }),
  rejected: who => ({ es: `${who} rechazó la llamada.`, en: `${who} declined the call.` }),
};

/** Why a call that was for this person alone was not taken by them. */
export const DIRECT_MISSED: Readonly<Record<DirectMissed, (who: string) => Words>> = {
  ...OFFER_ENDS,
  dnd: who => ({ es: `${who} estaba en No molestar.`, en: `${who} was on do not disturb.` }),
  break: who => ({ es: `${who} estaba en pausa.`, en: `${who} was on a break.` }),
  off: who => ({ es: `${who} estaba desconectado.`, en: `${who} was offline.` }),
  busy: who => ({ es: `${who} estaba en otra llamada.`, en: `${who} was on another call.` }),
  'no-phone': who => ({
    es: `El teléfono de ${who} no podía timbrar.`,
    en: `The telephone of ${who} could not ring.`,
  }),
  'not-free': who => ({ es: `No se pudo llamar a ${who}.`, en: `${who} could not be rung.` }),
  'hung-up': who => ({ es: `${who} colgó.`, en: `${who} hung up.` }),
  'not-back': who => ({ es: `${who} no volvió a tiempo.`, en: `${who} was not back in time.` }),
};
