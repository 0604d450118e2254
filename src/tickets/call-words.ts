import type {
  CallFact,
  ConsultEnd,
  Direction,
  DirectMissed,
  EndedBy,
  OfferEnd,
  OutsideConsultEnd,
  PauseReason,
  SupervisionMode,
} from '../calls/events.ts';
import type { Language, Words } from '../kit/errors.ts';
import { END_WORDS, TELEPHONE_WORDS } from './end-words.ts';
import { quoted, spanWords } from './span-words.ts';
import { type Names, UNKNOWN_FACT } from './ticket-words.ts';

/** A fact of a call as a sentence on its ticket's timeline; `direction`: who called whom. */
export function callWords(fact: CallFact, names: Names, direction: Direction = 'in'): Words {
  switch (fact.kind) {
    case 'call-arrived':
      return arrivedWords(fact, names);
    case 'caller-identified':
      return identifiedWords(fact, names);
    case 'caller-unknown': {
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
    case 'caller-chose':
      return {
        es: `El cliente respondió ${fact.label.es}: ${fact.value.es}.`,
        en: `The customer answered ${fact.label.en}: ${fact.value.en}.`,
      };
    case 'turned-away':
      return {
        es: `La cola ${names.queue(fact.queue)} estaba cerrada.`,
        en: `The queue ${names.queue(fact.queue)} was closed.`,
      };
    case 'queued':
      return {
        es: `Entró en la cola ${names.queue(fact.queue)}.`,
        en: `Entered the queue ${names.queue(fact.queue)}.`,
      };
    case 'offered': {
      const who = names.person(fact.agent);
      return { es: `Se ofreció la llamada a ${who}.`, en: `The call was offered to ${who}.` };
    }
    case 'offer-ended':
      return OFFER_ENDS[fact.why](names.person(fact.agent));
    case 'answered': {
      const who = names.person(fact.agent);
      if (direction === 'out')
        return {
          es: `El cliente contestó la llamada de ${who}.`,
          en: `The customer answered the call from ${who}.`,
        };
      const wait = spanWords(fact.waitedMs);
      const unheard = unheardWords(fact.unheard ?? []);
      return {
        es: `${who} atendió tras ${wait} de espera.${unheard.es}`,
        en: `${who} answered after a wait of ${wait}.${unheard.en}`,
      };
    }
    case 'direct-missed':
      return DIRECT_MISSED[fact.why](names.person(fact.agent));
    case 'message-left': {
      const who = names.person(fact.agent);
      const lasts = fact.lastsMs === undefined ? null : spanWords(fact.lastsMs);
      return {
        es: `Dejó un mensaje de voz para ${who}${lasts ? `, de ${lasts}` : ''}.`,
        en: `Left a voice message for ${who}${lasts ? `, of ${lasts}` : ''}.`,
      };
    }
    case 'message-empty': {
      const who = names.person(fact.agent);
      return { es: `No dejó mensaje para ${who}.`, en: `Left no message for ${who}.` };
    }
    case 'held': {
      const who = names.person(fact.agent);
      return { es: `${who} puso la llamada en espera.`, en: `${who} put the call on hold.` };
    }
    case 'resumed': {
      const who = names.person(fact.agent);
      return { es: `${who} retomó la llamada.`, en: `${who} took the call back from hold.` };
    }
    case 'customer-held':
      return {
        es: 'El cliente puso la llamada en espera en su teléfono.',
        en: 'The customer put the call on hold on their telephone.',
      };
    case 'customer-resumed':
      return { es: 'El cliente retomó la llamada.', en: 'The customer took the call back from hold.' };
    case 'recording-started':
      return { es: 'Empezó la grabación.', en: 'Recording began.' };
    case 'recording-paused':
      return { es: 'Se pausó la grabación.', en: 'Recording was paused.' };
    case 'recording-resumed':
      return { es: 'Siguió la grabación.', en: 'Recording went on.' };
    case 'recording-ended':
      return fact.ok
        ? { es: 'Terminó la grabación.', en: 'Recording ended.' }
        : { es: 'La grabación terminó con una falla.', en: 'Recording ended with a fault.' };
    case 'recording-refused': {
      const why = quoted(fact.why);
      return { es: `La llamada no se graba${why.es}`, en: `The call is not recorded${why.en}` };
    }
    case 'recording-ordered':
      return orderedWords(fact, names.person(fact.agent));
    case 'recording-pause-over': {
      const [who, span] = [names.person(fact.agent), spanWords(fact.pausedMs)];
      return {
        es: `La pausa de la grabación que pidió ${who} llegó a su límite, tras ${span} sin grabar.`,
        en: `The pause of the recording that ${who} asked for reached its limit, after ${span} unrecorded.`,
      };
    }
    case 'first-words-ended':
      return {
        es: 'Terminó el anuncio de la cola; ya lo puede atender un agente.',
        en: 'The announcement of the queue is over; an agent may answer now.',
      };
    case 'call-taken-up':
      return {
        es: 'El servidor se reinició y no pudo leer los datos de la llamada; la llamada siguió.',
        en: 'The server restarted and could not read the data of the call; the call went on.',
      };
    case 'agent-leg-lost': {
      const who = names.person(fact.agent);
      if (fact.why === 'ended-by-admin') {
        return {
          es: `Un administrador terminó la sesión de ${who}; el cliente volvió a la cola, de primero.`,
          en: `An administrator ended the session of ${who}; the customer went back to the head of the line.`,
        };
      }
      if (fact.why === 'unseen') {
        return {
          es: `La conversación con ${who} terminó mientras el servidor no estaba: colgó, o se cortó su teléfono. El cliente volvió a la cola, de primero.`,
          en: `The conversation with ${who} ended while the server was away: they hung up, or their telephone was lost. The customer went back to the head of the line.`,
        };
      }
      return { es: `Se cortó el teléfono de ${who}.`, en: `The telephone of ${who} was lost.` };
    }
    case 'put-first': {
      const by = names.person(fact.by);
      return { es: `${by} puso la llamada de primera.`, en: `${by} put the call first in line.` };
    }
    case 'given': {
      const [by, who] = [names.person(fact.by), names.person(fact.agent)];
      return { es: `${by} le dio la llamada a ${who}.`, en: `${by} gave the call to ${who}.` };
    }
    case 'moved-queue': {
      const [by, from, queue] = [names.person(fact.by), names.queue(fact.from), names.queue(fact.queue)];
      return {
        es: `${by} pasó la llamada de ${from} a ${queue}; conserva su espera.`,
        en: `${by} moved the call from ${from} to ${queue}; it keeps its wait.`,
      };
    }
    case 'help-asked': {
      const who = names.person(fact.agent);
      return { es: `${who} pidió ayuda a la supervisión.`, en: `${who} asked the supervisors for help.` };
    }
    case 'help-ended':
      return helpWords(fact, names);
    case 'transferred': {
      const who = names.person(fact.agent);
      const to = fact.colleague === undefined ? names.queue(fact.queue) : names.person(fact.colleague);
      if (fact.taken)
        return { es: `${to} tomó la llamada de ${who}.`, en: `${to} took over the call of ${who}.` };
      const note = fact.note === '' ? '' : `: «${fact.note}»`;
      if (fact.flow)
        return {
          es: `${who} pasó la llamada al menú ${fact.flow.title.es}${note || '.'}`,
          en: `${who} gave the call to the menu ${fact.flow.title.en}${note || '.'}`,
        };
      if (fact.dialled !== undefined) {
        const number = names.number(fact.dialled);
        return {
          es: `${who} pasó la llamada al ${number}${note || '.'}`,
          en: `${who} gave the call to ${number}${note || '.'}`,
        };
      }
      return {
        es: `${who} transfirió la llamada a ${to}${note || '.'}`,
        en: `${who} transferred the call to ${to}${note || '.'}`,
      };
    }
    case 'consulted': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      const note = fact.note === '' ? '' : `: «${fact.note}»`;
      return {
        es: `${who} consultó a ${party}${note || '.'}`,
        en: `${who} consulted ${party}${note || '.'}`,
      };
    }
    case 'consult-answered': {
      const [who, party] = [names.person(fact.agent), partyIn(fact, names)];
      return {
        es: `${party} habla con ${who}; el cliente escucha música.`,
        en: `${party} talks with ${who}; the customer hears music.`,
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
        en: `${who} joined ${party} to the call: all of them talk.`,
      };
    }
    case 'went-over': {
      const [who, party] = [names.person(fact.agent), names.number(fact.dialled)];
      return {
        es: `${who} unió a ${party} a su otra llamada${ofTicket(fact.ticket).es}.`,
        en: `${who} joined ${party} to their other call${ofTicket(fact.ticket).en}.`,
      };
    }
    case 'came-over': {
      const [who, party] = [names.person(fact.agent), names.number(fact.dialled)];
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
    case 'handed-out': {
      const number = names.number(fact.dialled);
      return {
        es: `El cliente habla con el ${number}; ningún agente está en la llamada.`,
        en: `The customer talks with ${number}; no agent is in the call.`,
      };
    }
    case 'not-handed-out': {
      const { es, en } = OUTSIDE_ENDS[fact.why](names.number(fact.dialled), '');
      const who = fact.to === null ? null : names.person(fact.to);
      return who === null
        ? {
            es: `${es} El cliente queda de primero en la cola.`,
            en: `${en} The customer is at the head of the line.`,
          }
        : { es: `${es} El cliente vuelve a ${who}.`, en: `${en} The customer goes back to ${who}.` };
    }
    case 'handed-back': {
      const who = names.person(fact.agent);
      const es = fact.to === null ? 'queda de primero en la cola' : `vuelve a ${names.person(fact.to)}`;
      const en = fact.to === null ? 'is at the head of the line' : `goes back to ${names.person(fact.to)}`;
      if (fact.why === 'not-back') {
        return {
          es: `El teléfono de ${who} no volvió a tiempo; el cliente ${es}.`,
          en: `The telephone of ${who} was not there again in time; the customer ${en}.`,
        };
      }
      return {
        es: `${who} no tomó la llamada; el cliente ${es}.`,
        en: `${who} did not take the call; the customer ${en}.`,
      };
    }
    case 'supervision-began':
      return SUPERVISES[fact.mode](names.person(fact.supervisor), names.person(fact.agent));
    case 'supervision-changed':
      return SUPERVISES[fact.mode](names.person(fact.supervisor), null);
    case 'supervision-ended': {
      const who = names.person(fact.supervisor);
      return { es: `${who} dejó de supervisar la llamada.`, en: `${who} ended supervising the call.` };
    }
    case 'agent-rejoined': {
      const who = names.person(fact.agent);
      if (fact.moved) {
        return {
          es: `${who} pasó la llamada a otra página o equipo.`,
          en: `${who} moved the call to another page or computer.`,
        };
      }
      return {
        es: `${who} recuperó la llamada en su página, recargada o en otra pestaña.`,
        en: `${who} took the call back on their page, loaded again or in another tab.`,
      };
    }
    case 'call-ended':
      return endedWords(fact);
    case 'wrap-up-ended': {
      const who = names.person(fact.agent);
      // What was chosen is told by the ticket's own fact.
      return { es: `${who} terminó de tipificar.`, en: `${who} ended wrap-up.` };
    }
    case 'message-found':
      return {
        es: 'El cliente dejó un mensaje mientras el servicio volvía.',
        en: 'The customer left a message while the service was coming back.',
      };
    default:
      fact satisfies never;
      return UNKNOWN_FACT;
  }
}

function helpWords({ why, agent, by }: Extract<CallFact, { kind: 'help-ended' }>, names: Names): Words {
  const who = names.person(agent);
  switch (why) {
    case 'taken-back':
      return { es: `${who} retiró el pedido de ayuda.`, en: `${who} took the request for help back.` };
    case 'seen': {
      const seer = names.person(by ?? '');
      return {
        es: `${seer} vio el pedido de ayuda de ${who}.`,
        en: `${seer} saw the request for help of ${who}.`,
      };
    }
    case 'talk-over':
      return {
        es: `La conversación de ${who} terminó sin que nadie viera el pedido de ayuda.`,
        en: `The talk of ${who} was over before anybody saw the request for help.`,
      };
    default:
      return why satisfies never;
  }
}

const PAUSED_FOR: Readonly<Record<PauseReason | 'unknown', Words>> = {
  card: { es: 'por los datos de una tarjeta', en: 'for the data of a card' },
  personal: { es: 'por datos personales del cliente', en: 'for the customer’s personal data' },
  wish: { es: 'porque el cliente lo pidió', en: 'because the customer asked for it' },
  unknown: { es: 'por datos reservados del cliente', en: 'for the customer’s private data' },
};

function orderedWords(
  { order, why, limitMs, pausedMs }: Extract<CallFact, { kind: 'recording-ordered' }>,
  who: string,
): Words {
  const gap = pausedMs === undefined ? null : spanWords(pausedMs);
  switch (order) {
    case 'start':
      return { es: `${who} empezó a grabar la llamada.`, en: `${who} began to record the call.` };
    case 'stop':
      return {
        es: `${who} dejó de grabar la llamada${gap ? `, tras ${gap} en pausa` : ''}.`,
        en: `${who} stopped recording the call${gap ? `, after ${gap} paused` : ''}.`,
      };
    case 'pause': {
      const limit = limitMs === undefined ? null : spanWords(limitMs);
      const reason = PAUSED_FOR[why ?? 'unknown'];
      return {
        es: `${who} pausó la grabación ${reason.es}${limit ? `, por ${limit} como máximo` : ''}.`,
        en: `${who} paused the recording ${reason.en}${limit ? `, for ${limit} at most` : ''}.`,
      };
    }
    case 'resume':
      return {
        es: `${who} reanudó la grabación${gap ? `, tras ${gap} sin grabar` : ''}.`,
        en: `${who} went on recording${gap ? `, after ${gap} unrecorded` : ''}.`,
      };
    default:
      return order satisfies never;
  }
}

/** `agent`: whose talk it is, where it is not said already. */
const SUPERVISES: Readonly<Record<SupervisionMode, (who: string, agent: string | null) => Words>> = {
  listen: (who, agent) => ({
    es: `${who} escucha la llamada${agent === null ? '' : ` de ${agent}`}, sin ser oído.`,
    en: `${who} listens to the call${agent === null ? '' : ` of ${agent}`}, and is not heard.`,
  }),
  whisper: (who, agent) => ({
    es: `${who} escucha la llamada${agent === null ? ' y habla solo con el agente' : ` de ${agent} y habla solo con esa persona`}.`,
    en: `${who} listens to the call${agent === null ? '' : ` of ${agent}`}, and is heard by the agent alone.`,
  }),
  barge: (who, agent) => ({
    es: `${who} entró a hablar en la llamada${agent === null ? '' : ` de ${agent}`}.`,
    en: `${who} joined the call${agent === null ? '' : ` of ${agent}`} to speak.`,
  }),
};

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

function identifiedWords(fact: Extract<CallFact, { kind: 'caller-identified' }>, names: Names): Words {
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

function arrivedWords(fact: Extract<CallFact, { kind: 'call-arrived' }>, names: Names): Words {
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
  const who = fact.agent === null ? { es: 'Se llamó', en: 'The service called' } : null;
  const name = fact.agent === null ? '' : names.person(fact.agent);
  return {
    es: who === null ? `${name} llamó al ${dialled}.` : `${who.es} al ${dialled}.`,
    en: who === null ? `${name} called ${dialled}.` : `${who.en} ${dialled}.`,
  };
}

/** What a person did, and what their telephone did: told apart in the sentence too. */
const OFFER_ENDS: Readonly<Record<OfferEnd, (who: string) => Words>> = {
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
    en: `The telephone of ${who} could not get the call.`,
  }),
  'caller-left': who => ({
    es: `${who} iba a atender cuando el cliente colgó.`,
    en: `${who} was being rung when the customer hung up.`,
  }),
  'no-answer': who => ({ es: `${who} no contestó.`, en: `${who} did not answer.` }),
  rejected: who => ({ es: `${who} rechazó la llamada.`, en: `${who} declined the call.` }),
};

/** Why a call that was for this person alone was not taken by them. */
const DIRECT_MISSED: Readonly<Record<DirectMissed, (who: string) => Words>> = {
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
  'not-back': who => ({ es: `${who} no volvió a tiempo.`, en: `${who} was not back in time.` }),
};

const CONSULT_ENDS: Readonly<Record<ConsultEnd, (colleague: string, who: string) => Words>> = {
  ...OFFER_ENDS,
  'hung-up': colleague => ({ es: `${colleague} dejó la llamada.`, en: `${colleague} left the call.` }),
  'taken-back': (_, who) => ({
    es: `${who} volvió con el cliente.`,
    en: `${who} went back to the customer.`,
  }),
  dropped: (colleague, who) => ({
    es: `${who} retiró a ${colleague} de la llamada.`,
    en: `${who} let ${colleague} leave the call.`,
  }),
  'call-ended': colleague => ({
    es: `La llamada terminó también para ${colleague}.`,
    en: `The call ended for ${colleague} as well.`,
  }),
};

const partyIn = (
  { colleague, dialled }: { readonly colleague?: string | undefined; readonly dialled?: string | undefined },
  names: Names,
): string => (dialled === undefined ? names.person(colleague ?? '') : names.number(dialled));

/** Of a number outside: why nobody was reached, or how they left. */
const OUTSIDE_ENDS: Readonly<Record<OutsideConsultEnd, (number: string, who: string) => Words>> = {
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
    en: `There was no way out to ${number}.`,
  }),
  'network-failure': number => ({
    es: `La red no pudo completar la llamada al ${number}.`,
    en: `The network could not complete the call to ${number}.`,
  }),
  'our-failure': number => ({
    es: `La llamada al ${number} no se pudo hacer por una falla nuestra.`,
    en: `The call to ${number} could not be made for a failure of ours.`,
  }),
  'line-dropped': number => ({ es: `Se cayó la línea del ${number}.`, en: `The line of ${number} dropped.` }),
  'hung-up': number => ({ es: `El ${number} dejó la llamada.`, en: `${number} left the call.` }),
  unseen: number => ({
    es: `La llamada al ${number} terminó mientras el servidor no estaba.`,
    en: `The call to ${number} ended while the server was away.`,
  }),
  'taken-back': (_, who) => ({
    es: `${who} volvió con el cliente.`,
    en: `${who} went back to the customer.`,
  }),
  dropped: (number, who) => ({
    es: `${who} retiró al ${number} de la llamada.`,
    en: `${who} let ${number} leave the call.`,
  }),
  'call-ended': number => ({
    es: `La llamada terminó también para el ${number}.`,
    en: `The call ended for ${number} as well.`,
  }),
};

const ENDS = {
  outside: {
    es: 'Quien hablaba con el cliente desde un número de afuera colgó.',
    en: 'Who talked with the customer at a number outside hung up.',
  },
  caller: { es: 'El cliente colgó.', en: 'The customer hung up.' },
  agent: { es: 'El agente colgó.', en: 'The agent hung up.' },
  flow: { es: 'El menú terminó la llamada.', en: 'The menu ended the call.' },
  system: { es: 'El sistema terminó la llamada.', en: 'The system ended the call.' },
  network: { es: 'La red terminó la llamada.', en: 'The network ended the call.' },
  recovery: {
    es: 'La llamada terminó mientras el servicio volvía.',
    en: 'The call ended while the service was coming back.',
  },
} as const satisfies Record<EndedBy, Words>;

const ofTicket = (ticket: string): Words =>
  ticket === '' ? { es: '', en: '' } : { es: ` (orden ${ticket})`, en: ` (ticket ${ticket})` };

function endedWords(fact: Extract<CallFact, { kind: 'call-ended' }>): Words {
  const { by, why, phase, telephone } = fact;
  if (telephone !== undefined) return TELEPHONE_WORDS[telephone];
  const reason = why === undefined ? undefined : END_WORDS[why];
  if (reason !== undefined) return reason;
  if (by === 'caller' && (phase === 'waiting' || phase === 'offered'))
    return {
      es: 'El cliente colgó antes de ser atendido.',
      en: 'The customer hung up before being answered.',
    };
  if (by === 'caller' && phase === 'welcome')
    return { es: 'El cliente colgó en el menú.', en: 'The customer hung up in the menu.' };
  return ENDS[by];
}
