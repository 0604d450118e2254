import type { Alarm } from '../supervision/events.ts';

/** The name of the alarm that stands while the file of a recording is missing or not the kept one. */
export function damageAlarmId(recording: string): string {
  return `recording-damaged.${recording}`;
}

/** What the supervisor is told. `ticket` is empty for a recording whose call has none. */
export function damageAlarm(recording: string, ticket: string, at: number): Alarm {
  const where =
    ticket === '' ? { es: '', en: '' } : { es: ` de la orden ${ticket}`, en: ` of ticket ${ticket}` };
  return {
    id: damageAlarmId(recording),
    since: at,
    severity: 'critical',
    words: {
      es: `El archivo de la grabación ${recording}${where.es} falta o no es el que se guardó: no se reproduce ni se borra. Restáurelo de la copia de seguridad.`,
      en: `The file of recording ${recording}${where.en} is missing or not the one that was kept: it is neither played nor deleted. Restore it from the backup.`,
    },
  };
}
