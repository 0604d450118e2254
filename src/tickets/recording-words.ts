import type { CallFact, PauseReason } from '../calls/events.ts';
import type { Words } from '../kit/errors.ts';
import { quoted, spanWords } from './span-words.ts';
import type { Names } from './ticket-words.ts';

type RecordingFact = Extract<CallFact, { kind: `recording-${string}` }>;

export function recordingWords(fact: RecordingFact, names: Names): Words {
  switch (fact.kind) {
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
      if (fact.why === 'unannounced')
        return {
          es: 'La llamada no se graba: no se pudo decir el aviso.',
          en: 'The call is not recorded: the notice could not be played.',
        };
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
    default:
      return fact satisfies never;
  }
}

const PAUSED_FOR: Readonly<Record<PauseReason | 'unknown', Words>> = {
  card: { es: 'por los datos de una tarjeta', en: 'for card data' },
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
      return { es: `${who} pidió grabar la llamada.`, en: `${who} asked for the call to be recorded.` };
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
