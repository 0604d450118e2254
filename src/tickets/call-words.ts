import type { CallFact, Direction } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import { arrivedWords, identifiedWords, unknownWords } from './caller-words.ts';
import { consultWords } from './consult-words.ts';
import { endedAmongOurs, endedWords } from './end-words.ts';
import { handedBackWords, notHandedOutWords, transferredWords } from './giving-words.ts';
import { answeredWords, DIRECT_MISSED, OFFER_ENDS } from './offer-words.ts';
import { recordingWords } from './recording-words.ts';
import { heldWords, spanWords } from './span-words.ts';
import { helpWords, SUPERVISES } from './supervision-words.ts';
import { type Names, UNKNOWN_FACT } from './ticket-words.ts';
import { voiceWords } from './voice-words.ts';

/**
 * A fact of a call as a sentence on its ticket's timeline; `direction`: who called whom; `talkedBefore`: how long the parts before
 * this one were talked, ms, where the customer was given on. One that ends an agent's part says how long the customer was on hold in it.
 */
export function callWords(
  fact: CallFact,
  names: Names,
  direction: Direction = 'in',
  talkedBefore?: number,
): Words {
  const told = factWords(fact, names, direction, talkedBefore);
  if (fact.kind !== 'agent-leg-lost' && fact.kind !== 'transferred' && fact.kind !== 'call-ended')
    return told;
  const held = heldWords(fact);
  return { es: told.es + held.es, en: told.en + held.en };
}

function factWords(
  fact: CallFact,
  names: Names,
  direction: Direction,
  talkedBefore: number | undefined,
): Words {
  switch (fact.kind) {
    case 'call-arrived':
      return arrivedWords(fact, names);
    case 'caller-identified':
      return identifiedWords(fact, names);
    case 'caller-unknown':
      return unknownWords(fact, names);
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
    case 'answered':
      return answeredWords(fact, names, direction, talkedBefore !== undefined);
    case 'direct-missed':
      return DIRECT_MISSED[fact.why](names.person(fact.agent));
    case 'message-left': {
      const who = names.person(fact.agent);
      const lasts = fact.lastsMs === undefined ? null : spanWords(fact.lastsMs);
      return {
        es: `Dejó un mensaje de voz para ${who}${lasts ? `, de ${lasts}` : ''}.`,
        en: `Left a voice message for ${who}${lasts ? ` (${lasts})` : ''}.`,
      };
    }
    case 'message-empty': {
      const who = names.person(fact.agent);
      return { es: `No dejó mensaje para ${who}.`, en: `Left no message for ${who}.` };
    }
    case 'held': {
      const who = names.person(fact.agent);
      return { es: `${who} retuvo la llamada.`, en: `${who} put the call on hold.` };
    }
    case 'resumed': {
      const who = names.person(fact.agent);
      return { es: `${who} retomó la llamada.`, en: `${who} took the call back from hold.` };
    }
    case 'customer-held':
      return {
        es: 'El cliente retuvo la llamada en su teléfono.',
        en: 'The customer put the call on hold on their telephone.',
      };
    case 'customer-resumed':
      return { es: 'El cliente retomó la llamada.', en: 'The customer took the call back from hold.' };
    case 'recording-started':
    case 'recording-paused':
    case 'recording-resumed':
    case 'recording-ended':
    case 'recording-refused':
    case 'recording-ordered':
    case 'recording-pause-over':
      return recordingWords(fact, names);
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
    case 'voice-measured':
      return voiceWords(fact.voice, names.person(fact.agent));
    case 'help-asked': {
      const who = names.person(fact.agent);
      return { es: `${who} pidió ayuda a la supervisión.`, en: `${who} asked the supervisors for help.` };
    }
    case 'help-ended':
      return helpWords(fact, names);
    case 'transferred':
      return transferredWords(fact, names, direction);
    case 'consulted':
    case 'consult-answered':
    case 'consult-ended':
    case 'joined':
    case 'customer-left':
    case 'lead-passed':
    case 'went-over':
    case 'came-over':
    case 'muted':
    case 'unmuted':
      return consultWords(fact, names);
    case 'handed-out': {
      const number = names.number(fact.dialled);
      return {
        es: `El cliente habla con el ${number}; ningún agente está en la llamada.`,
        en: `The customer talks with ${number}; no agent is in the call.`,
      };
    }
    case 'not-handed-out':
      return notHandedOutWords(fact, names);
    case 'handed-back':
      return handedBackWords(fact, names);
    case 'supervision-began':
      return SUPERVISES[fact.mode](names.person(fact.supervisor), names.person(fact.agent));
    case 'supervision-changed':
      return SUPERVISES[fact.mode](names.person(fact.supervisor), null);
    case 'supervision-ended': {
      const who = names.person(fact.supervisor);
      return { es: `${who} dejó de supervisar la llamada.`, en: `${who} stopped supervising the call.` };
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
        en: `${who} took the call back on their page, which was reloaded or opened in another tab.`,
      };
    }
    case 'call-ended':
      return direction === 'internal' ? endedAmongOurs(fact, talkedBefore ?? 0) : endedWords(fact, names);
    case 'wrap-up-ended': {
      const who = names.person(fact.agent);
      // What was chosen is told by the ticket's own fact.
      return { es: `${who} terminó de tipificar.`, en: `${who} finished the wrap-up.` };
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
