import type { SetAside } from '../../calls/journal/stored-states.ts';
import type { Cancelled } from '../../calls/watches/cancelled-calls.ts';
import { REFUSALS, type Refusal, type RefusedToday } from '../../calls/watches/refusals.ts';
import type { VoiceTroubled } from '../../calls/watches/voice-troubles.ts';
import type { FlowFault } from '../../ivr/fault.ts';
import type { Words } from '../../kit/errors.ts';
import type { Locked } from '../../outgoing/gate.ts';
import type { Alarm } from '../../supervision/events.ts';

type Said = Omit<Alarm, 'since'>;

/** What the call process raises an alarm for, in words. One alarm of an id stands at a time. */
export const journalFull = (code: string | undefined): Said => ({
  id: 'journal',
  severity: 'critical',
  words: {
    es: `No se puede escribir en el disco (${code}).`,
    en: `The disk cannot be written (${code}).`,
  },
});

/** States of the journal that this version cannot read; `folder` has them now. */
export function setAside(found: SetAside): Said {
  const all = found.newer + found.broken;
  const calls = found.calls.size;
  const newer = found.newer > 0;
  const es = all === 1 ? '1 dato guardado no se pudo leer' : `${all} datos guardados no se pudieron leer`;
  const en = all === 1 ? '1 stored state could not be read' : `${all} stored states could not be read`;
  return {
    id: 'set-aside',
    severity: 'warning',
    words: {
      es: `${es}${newer ? ' (de una versión más nueva)' : ''}, ${calls} de ellos de llamadas. Las llamadas siguen por lo que muestra la central; revise el estado de los agentes. Lo apartado está en ${found.folder}.`,
      en: `${en}${newer ? ' (of a newer version)' : ''}, ${calls} of them of calls. Calls go on by what the telephone system shows; check the state of the agents. What was set aside is in ${found.folder}.`,
    },
  };
}

/** The whole journal was written by a version whose lines this one does not know. */
export function journalNewer(folder: string): Said {
  return {
    id: 'set-aside',
    severity: 'critical',
    words: {
      es: `Una versión más nueva escribió el diario y esta no lo sabe leer: se apartó entero en ${folder}. Las llamadas siguen por lo que muestra la central; revise el estado de los agentes.`,
      en: `A newer version wrote the journal and this one cannot read it: all of it was set aside in ${folder}. Calls go on by what the telephone system shows; check the state of the agents.`,
    },
  };
}

export const diskLow: Said = {
  id: 'disk',
  severity: 'critical',
  words: {
    es: 'Queda poco disco: las llamadas siguen, sin grabación.',
    en: 'The disk is nearly full: calls go on without recording.',
  },
};

export const telephoneAway: Said = {
  id: 'asterisk',
  severity: 'critical',
  words: {
    es: 'La central telefónica no responde.',
    en: 'The telephone system does not answer.',
  },
};

export const databaseAway: Said = {
  id: 'database',
  severity: 'critical',
  words: {
    es: 'La base de datos no responde: las llamadas siguen y nada se pierde.',
    en: 'The database does not answer: calls go on and nothing is lost.',
  },
};

const HOUR_MS = 3_600_000;

/** Calls that go on for hours; `tickets` of the oldest first, `hours` of the first of them. */
export function callsTooLong(tickets: readonly string[], oldestMs: number): Said {
  const hours = Math.floor(oldestMs / HOUR_MS);
  const which = tickets.join(', ');
  return {
    id: 'long-calls',
    severity: 'warning',
    words: {
      es: `Hay llamadas que ya duran ${hours} h o más y nadie las cortó: ${which}. Verifique si alguien habla en ellas.`,
      en: `There are calls that have lasted ${hours} h or more and were not ended: ${which}. Check whether anybody is talking.`,
    },
  };
}

const REFUSED: Readonly<Record<Refusal, Words>> = {
  'no-room': { es: 'por falta de capacidad', en: 'for want of capacity' },
  'no-codec': { es: 'por un códec que no hablamos', en: 'for a codec that we do not speak' },
  'no-service': { es: 'a algo que no es un número', en: 'to what is no number' },
  'over-cap': { es: 'por pasar el tope de llamadas a la vez', en: 'for more calls at once than the cap' },
  overload: { es: 'por sobrecarga', en: 'for overload' },
  stopping: { es: 'porque el centro se iba a detener', en: 'because the centre was to be stopped' },
  'over-rate': { es: 'por llegar demasiadas por segundo', en: 'for too many new calls a second' },
};

/** For these a customer with a telephone that is in order was not heard. */
const CUSTOMERS_MISSED: Readonly<Record<Refusal, boolean>> = {
  'no-codec': false,
  'no-service': false,
  'no-room': true,
  'over-cap': true,
  'over-rate': true,
  overload: true,
  stopping: true,
};

/** Calls that were not taken today. */
export function callsRefused(today: RefusedToday): Said {
  const some = REFUSALS.filter(why => today[why] > 0);
  const count = some.reduce((sum, why) => sum + today[why], 0);
  const list = (language: keyof Words) =>
    some.map(why => `${today[why]} ${REFUSED[why][language]}`).join(', ');
  return {
    id: 'refused-calls',
    severity: some.some(why => CUSTOMERS_MISSED[why]) ? 'critical' : 'warning',
    words: {
      es: `${count === 1 ? 'Hoy se rechazó 1 llamada' : `Hoy se rechazaron ${count} llamadas`}: ${list('es')}.`,
      en: `Calls refused today: ${count} (${list('en')}).`,
    },
    counts: today,
  };
}

/** Somebody stops the centre, which waits for the calls that live. */
export const stopping: Said = {
  id: 'stopping',
  severity: 'critical',
  words: {
    es: 'El centro se va a detener: quien habla o espera será atendido, y no entra ni sale ninguna llamada nueva. Lo que falte por tipificar queda para cuando vuelva.',
    en: 'The centre is about to be stopped: who talks or waits is served, and no new call comes in or goes out. What is left to classify stays for when it is back.',
  },
};

/** More calls come than can be served in time: part of the new ones is refused, those that were taken are not touched. */
export const overloaded: Said = {
  id: 'overload',
  severity: 'critical',
  words: {
    es: 'Sobrecarga: llegan más llamadas de las que se pueden atender a tiempo y una parte de las nuevas recibe ocupado. Las que ya entraron no se tocan.',
    en: 'Overload: more calls arrive than can be served in time, and some of the new ones get busy. Those already taken are not touched.',
  },
};

/** Most callers who are named in one alarm. */
const CALLERS_NAMED = 3;

/** Calls that ring and hang up, one after the other: somebody keeps the lines busy, or a carrier loses its calls. */
export function callsCancelled({ count, spanMs, callers }: Cancelled): Said {
  const minutes = Math.round(spanMs / 60_000);
  const named = callers.slice(0, CALLERS_NAMED).map(({ number, count: times }) => `${number} (${times})`);
  const of = (word: string): string => (named.length > 0 ? `${word}${named.join(', ')}` : '');
  return {
    id: 'cancelled-calls',
    severity: 'warning',
    words: {
      es: `${count} llamadas timbraron y colgaron en ${minutes} minutos${of(', sobre todo de ')}. Si no son clientes, pida a la operadora que las bloquee.`,
      en: `${count} calls rang and hung up within ${minutes} minutes${of(', most of them from ')}. If they are no customers, ask the carrier to block them.`,
    },
    counts: { cancelled: count },
  };
}

export function flowFaulty({ file, line, words }: FlowFault): Said {
  const where = `${file}:${line}`;
  return {
    id: 'flows',
    severity: 'warning',
    words: {
      es: `${where}: ${words.es}. Sigue el último flujo bueno.`,
      en: `${where}: ${words.en}. The last good flow stays at work.`,
    },
  };
}

/** The trunk refuses our credentials with this answer, e.g. `SIP 401`. */
export const TRUNK = 'trunk';
export const trunkRefuses = (answer: string): Said => ({
  id: TRUNK,
  severity: 'critical',
  words: {
    es: `La troncal no acepta nuestras credenciales (${answer}): no salen llamadas. Avise a quien instaló el centro: su manual, en «La troncal», dice qué revisar.`,
    en: `The trunk does not accept our credentials (${answer}): no calls go out. Tell whoever installed the centre: their manual, under “The trunk”, says what to check.`,
  },
});

/** The trunk says nothing, not even that it is there. */
export const trunkAway: Said = {
  id: 'line-away.trunk',
  severity: 'critical',
  words: {
    es: 'La troncal no responde: no salen llamadas por ella y quizá no entra ninguna. Avise a quien instaló el centro, y pregunte a la operadora.',
    en: 'The trunk does not answer: no calls go out by it, and maybe none come in. Tell whoever installed the centre, and ask the carrier.',
  },
};

/** Tickets that are named in one alarm. */
const TICKETS_NAMED = 3;

export const voiceId = (agent: string | null): string =>
  agent === null ? 'voice-quality' : `voice-agent:${agent}`;

/** Bad voices of late; `name` is the agent's whose network it is, null: it is the customers' side. */
export function voicesBad({ agent, bad, of, tickets }: VoiceTroubled, name: string | null): Said {
  const named = tickets.slice(0, TICKETS_NAMED).join(', ');
  const some = {
    es: named === '' ? '' : ` Últimas: ${named}.`,
    en: named === '' ? '' : ` Latest: ${named}.`,
  };
  const words =
    name === null
      ? {
          es: `La voz va mal del lado del cliente en ${bad} de las últimas ${of} llamadas: si son de varias operadoras, revise la troncal y la conexión a Internet del centro.`,
          en: `The voice is bad on the customer's side in ${bad} of the last ${of} calls: if they are of several carriers, check the trunk and the centre's Internet connection.`,
        }
      : {
          es: `La red de ${name} corta la voz en ${bad} de sus últimas ${of} llamadas: revise su conexión; por cable va mejor que por Wi-Fi.`,
          en: `The network of ${name} breaks the voice in ${bad} of their last ${of} calls: check their connection; a cable is better than Wi-Fi.`,
        };
  return {
    id: voiceId(agent),
    severity: 'warning',
    words: { es: words.es + some.es, en: words.en + some.en },
  };
}

/** Who is locked in: one alarm a person, one for all. */
export const outgoingLockId = (person: string | null): string => `outgoing-lock:${person ?? 'all'}`;

/** Outgoing calls that looked like fraud. `name` is the person's. */
export function outgoingLocked({ person, until }: Locked, name: string, timezone: string): Said {
  const time = (language: string) =>
    new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: timezone }).format(until ?? 0);
  const whose = {
    es: person === null ? 'las llamadas inusuales de todo el centro' : `las llamadas de salida de ${name}`,
    en: person === null ? 'unusual calls of the whole centre' : `outgoing calls of ${name}`,
  };
  const end = {
    es: until === null ? 'Es la segunda vez hoy: quedan así' : `Quedan así hasta las ${time('es')}, o`,
    en: until === null ? 'It is the second time today: they stay so' : `They stay so until ${time('en')}, or`,
  };
  return {
    id: outgoingLockId(person),
    severity: 'critical',
    words: {
      es: `Posible fraude: se bloquearon ${whose.es} por demasiados intentos inusuales en poco tiempo. ${end.es} hasta que el administrador las libere. Cambie la clave de la persona si no fue ella.`,
      en: `Possible fraud: ${whose.en} are locked after too many unusual tries in a short time. ${end.en} until an admin releases them. Change the person's password if it was not them.`,
    },
  };
}

/** A telephone that told Asterisk to call a number in its place; one alarm a person. */
export const astrayId = (person: string): string => `astray:${person}`;
export const phoneAstray = (person: string, name: string): Said => ({
  id: astrayId(person),
  severity: 'critical',
  words: {
    es: `Posible fraude: un teléfono de ${name} hizo que la central llamara a un número en su lugar; esa llamada se cortó. Sus teléfonos no timbran por una hora, o hasta que el administrador los libere. Dele otra cuenta al teléfono, o cambie la clave de la persona, si no fue ella.`,
    en: `Possible fraud: a telephone of ${name} had the centre call a number in its place; that call was ended. Their telephones do not ring for an hour, or until an admin releases them. Give the telephone another account, or change the person's password, if it was not them.`,
  },
});
