import type { CallFact, SupervisionMode } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import type { Names } from './ticket-words.ts';

export function helpWords(
  { why, agent, by }: Extract<CallFact, { kind: 'help-ended' }>,
  names: Names,
): Words {
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

/** `agent`: whose talk it is, where it is not said already. */
export const SUPERVISES: Readonly<Record<SupervisionMode, (who: string, agent: string | null) => Words>> = {
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
