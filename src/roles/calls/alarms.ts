import type { FlowFault } from '../../ivr/fault.ts';
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
