import type { VoiceCause } from '../calls/voice/diagnosis.ts';
import { mosOf } from '../calls/voice/e-model.ts';
import type { VoiceMeasured } from '../calls/voice/measured.ts';
import type { Words } from '../kit/errors.ts';
import { spanWords } from './span-words.ts';

/** How the voice of somebody's talk was: its score, and what was wrong, for how long. */
export function voiceWords({ toAgent, toCustomer, causes }: VoiceMeasured, who: string): Words {
  const scores = [toAgent, toCustomer].flatMap(way => (way ? [way.mos] : []));
  const score = Math.min(...scores).toFixed(1);
  const good = LEVELS.find(({ from }) => Number(score) >= from)?.words ?? BAD;
  const told = causes.map(cause => causeWords(cause, who));
  return {
    es: [
      `Calidad de la voz con ${who}: ${good.es} (${score.replace('.', ',')} de 4,4).`,
      ...told.map(({ es }) => es),
    ].join(' '),
    en: [`Voice quality with ${who}: ${good.en} (${score} of 4.4).`, ...told.map(({ en }) => en)].join(' '),
  };
}

/** The categories of user satisfaction (ITU-T G.107 Annex B): 80, 70 and 60 points. */
const LEVELS: readonly { readonly from: number; readonly words: Words }[] = [
  { from: mosOf(80), words: { es: 'buena', en: 'good' } },
  { from: mosOf(70), words: { es: 'aceptable', en: 'fair' } },
  { from: mosOf(60), words: { es: 'regular', en: 'poor' } },
];
const BAD: Words = { es: 'mala', en: 'bad' };

function causeWords({ side, trouble, much, ms }: VoiceCause & { readonly ms: number }, who: string): Words {
  const span = spanWords(ms);
  const whose =
    side === 'agent'
      ? { es: `La red de ${who}`, en: `The network of ${who}` }
      : { es: 'La red del cliente', en: "The customer's network" };
  switch (trouble) {
    case 'loses':
      return {
        es: `${whose.es} perdió ${much} % durante ${span}.`,
        en: `${whose.en} lost ${much}% for ${span}.`,
      };
    case 'delays':
      return {
        es: `${whose.es} tardó ${much} ms en ir y volver durante ${span}.`,
        en: `${whose.en} took ${much} ms there and back for ${span}.`,
      };
    case 'jitters':
      return {
        es: `${whose.es} entregó la voz a destiempo (${much} ms) durante ${span}.`,
        en: `${whose.en} delivered the voice unevenly (${much} ms) for ${span}.`,
      };
    case 'reorders':
      return {
        es: `${whose.es} entregó la voz en desorden durante ${span}.`,
        en: `${whose.en} delivered the voice out of order for ${span}.`,
      };
    case 'nothing':
      return side === 'agent'
        ? { es: `A ${who} no le llegó la voz durante ${span}.`, en: `No voice reached ${who} for ${span}.` }
        : {
            es: `Del cliente no llegó la voz durante ${span}.`,
            en: `No voice came from the customer for ${span}.`,
          };
    default:
      return trouble satisfies never;
  }
}
