import type { Words } from '../kit/errors.ts';
import { kindsOf } from '../kit/kinds.ts';
import type { Alarm } from '../supervision/events.ts';
import type { ChainFault, ChainFaultKind } from './events.ts';

export const AUDIT_BROKEN = 'audit-broken';

const WORDS: Readonly<Record<ChainFaultKind, (seq: number) => Words>> = {
  changed: seq => ({ es: `la fila ${seq} fue cambiada`, en: `row ${seq} was changed` }),
  missing: seq => ({ es: `falta la fila ${seq}`, en: `row ${seq} is missing` }),
  misplaced: seq => ({
    es: `la fila ${seq} no sigue a la anterior: se cambió o se movió una de las dos`,
    en: `row ${seq} does not follow the one before: one of the two was changed or moved`,
  }),
  cut: seq => ({
    es: `se cortó el final, desde la fila ${seq}`,
    en: `its end was cut off, from row ${seq} on`,
  }),
  rewritten: seq => ({
    es: `la fila ${seq} no es la que se anotó fuera de la base de datos: se rehízo la cadena`,
    en: `row ${seq} is not the one that was noted outside of the database: the chain was made anew`,
  }),
  'note-unreadable': () => ({
    es: 'no se puede leer lo que se anotó de su final fuera de la base de datos',
    en: 'what was noted of its end outside of the database cannot be read',
  }),
  'record-changed': seq => ({
    es: `fue cambiado el registro al que remite la fila ${seq}`,
    en: `the record that row ${seq} refers to was changed`,
  }),
  'record-missing': seq => ({
    es: `falta el registro al que remite la fila ${seq}`,
    en: `the record that row ${seq} refers to is missing`,
  }),
};

export const CHAIN_FAULTS = kindsOf(WORDS);

export function faultWords({ seq, why }: ChainFault): Words {
  return WORDS[why](seq);
}

export function brokenAlarm(first: ChainFault, headFile: string, at: number): Alarm {
  const { es, en } = faultWords(first);
  // An older copy of the database has an older end, which is no crime of anybody.
  const mayBeOlder = first.why === 'cut' || first.why === 'rewritten';
  const note = {
    es: mayBeOlder ? ` Si usted restauró una copia más vieja, borre ${headFile}.` : '',
    en: mayBeOlder ? ` If you restored an older copy, delete ${headFile}.` : '',
  };
  if (first.why === 'note-unreadable') {
    note.es = ` El archivo es ${headFile}: si todo lo demás está bien, bórrelo.`;
    note.en = ` The file is ${headFile}: where all else is well, delete it.`;
  }
  return {
    id: AUDIT_BROKEN,
    since: at,
    severity: 'critical',
    words: {
      es: `El registro de auditoría no es el que se escribió: ${es}. Compárelo con una copia de seguridad.${note.es}`,
      en: `The audit log is not what was written: ${en}. Compare it with a backup.${note.en}`,
    },
  };
}
