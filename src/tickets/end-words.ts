import type { Missed } from '../agents/events.ts';
import type { CallFact, EndedBy } from '../calls/events.ts';
import type { EndReason } from '../calls/rules/end-reason.ts';
import type { Words } from '../kit/errors.ts';
import { spanWords } from './span-words.ts';
import type { Names } from './ticket-words.ts';

/** Why a call ended, where that says more than who ended it. */
export const END_WORDS: Readonly<Partial<Record<EndReason, Words>>> = {
  busy: { es: 'La línea del cliente estaba ocupada.', en: "The customer's line was busy." },
  refused: { es: 'El cliente rechazó la llamada.', en: 'The customer declined the call.' },
  'no-answer': { es: 'El cliente no contestó.', en: 'The customer did not answer.' },
  'switched-off': {
    es: 'El teléfono del cliente estaba apagado o fuera de cobertura.',
    en: "The customer's telephone was off or out of coverage.",
  },
  'unknown-number': { es: 'El número no existe.', en: 'The number does not exist.' },
  forwards: {
    es: 'El teléfono del cliente desvía las llamadas; el desvío no se siguió.',
    en: "The customer's telephone forwards its calls; the forward was not followed.",
  },
  'no-route': { es: 'No había salida para ese número.', en: 'There was no outgoing route to that number.' },
  'network-failure': {
    es: 'La red no pudo completar la llamada.',
    en: 'The network could not complete the call.',
  },
  'broken-off': {
    es: 'El agente cortó antes de que el cliente contestara.',
    en: 'The agent hung up before the customer answered.',
  },
  'line-dropped': { es: 'Se cayó la línea del cliente.', en: "The customer's line dropped." },
  joined: {
    es: 'El agente la unió a su otra llamada, y en ella siguieron hablando.',
    en: 'The agent joined it to their other call, and they talked on in that one.',
  },
  'sent-away': {
    es: 'Un administrador terminó la sesión del agente, y con ella la llamada.',
    en: "An administrator ended the agent's session, and the call with it.",
  },
  'our-failure': {
    es: 'La llamada se cortó por una falla nuestra.',
    en: 'The call was cut off by a failure of ours.',
  },
};

/** Why nobody called the customer: what the agent's own telephone did with the call they asked for. */
const TELEPHONE_WORDS: Readonly<Record<Missed, Words>> = {
  ignored: {
    es: 'No se llamó al cliente: timbró el teléfono del agente y nadie lo atendió.',
    en: "The customer was not called: the agent's telephone rang and nobody picked it up.",
  },
  refused: {
    es: 'No se llamó al cliente: el agente rechazó la llamada en su teléfono.',
    en: 'The customer was not called: the agent declined the call on their telephone.',
  },
  busy: {
    es: 'No se llamó al cliente: el teléfono del agente estaba ocupado o en No molestar.',
    en: "The customer was not called: the agent's telephone was busy or on do-not-disturb.",
  },
  forwards: {
    es: 'No se llamó al cliente: el teléfono del agente desvía las llamadas; no se siguió el desvío.',
    en: "The customer was not called: the agent's telephone forwards its calls; the forward was not followed.",
  },
  silent: {
    es: 'No se llamó al cliente: el teléfono del agente no respondió.',
    en: "The customer was not called: the agent's telephone did not respond.",
  },
  unreachable: {
    es: 'No se llamó al cliente: el teléfono del agente no estaba al alcance.',
    en: "The customer was not called: the agent's telephone was not reachable.",
  },
  failed: {
    es: 'No se llamó al cliente: el teléfono del agente no pudo recibir la llamada.',
    en: "The customer was not called: the agent's telephone could not take the call.",
  },
};

const ENDS = {
  outside: {
    es: 'Quien hablaba con el cliente desde un número de afuera colgó.',
    en: 'The outside number that the customer talked with hung up.',
  },
  supervisor: {
    es: 'Un supervisor terminó la llamada para todos.',
    en: 'A supervisor ended the call for everybody.',
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

export function endedWords(fact: Extract<CallFact, { kind: 'call-ended' }>, names: Names): Words {
  const { by, why, phase, telephone, supervisor } = fact;
  if (telephone !== undefined) return TELEPHONE_WORDS[telephone];
  if (supervisor !== undefined) {
    const who = names.person(supervisor);
    return {
      es: `${who}, de supervisión, terminó la llamada para todos.`,
      en: `${who}, a supervisor, ended the call for everybody.`,
    };
  }
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

/** Of a call between two of ours: whether they spoke, how long, since it was given on last and in all, and why they did not. */
export function endedAmongOurs(fact: Extract<CallFact, { kind: 'call-ended' }>, talkedBefore: number): Words {
  const { by, why, phase, talkedMs, telephone, message } = fact;
  if (phase === 'talking' && talkedMs !== undefined) {
    const span = spanWords(talkedMs);
    if (why === 'joined')
      return {
        es: `La llamada interna se unió a la otra, en la que siguen hablando; en esta hablaron ${span}.`,
        en: `The internal call was joined to the other one, in which they talk on; in this one they talked for ${span}.`,
      };
    if (talkedBefore > 0) {
      const whole = spanWords(talkedBefore + talkedMs);
      return {
        es: `Terminó la llamada interna: hablaron ${span} desde que se pasó, y ${whole} en total.`,
        en: `The internal call ended: they talked for ${span} since it was given on, and for ${whole} in all.`,
      };
    }
    return {
      es: `Terminó la llamada interna: hablaron ${span}.`,
      en: `The internal call ended: they talked for ${span}.`,
    };
  }
  if (message) return { es: 'Terminó la llamada interna.', en: 'The internal call ended.' };
  if (telephone !== undefined)
    return {
      es: 'No se llamó: quien llamaba no tomó la llamada en su propio teléfono.',
      en: 'Nobody was called: the caller did not take the call on their own telephone.',
    };
  if (by === 'recovery' || why === 'unseen') return ENDS.recovery;
  if (why === 'our-failure' || why === 'sent-away') return END_WORDS[why] ?? ENDS.system;
  return {
    es: 'Terminó la llamada interna sin que hablaran.',
    en: 'The internal call ended before they talked.',
  };
}
