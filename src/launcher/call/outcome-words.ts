import type { Ended } from './call-life.ts';

const refusals: Readonly<Record<number, string>> = {
  403: 'el servidor no permite esta llamada',
  404: 'ese número no existe',
  408: 'nadie contestó a la petición',
  480: 'el teléfono llamado no está disponible',
  484: 'al número le faltan cifras',
  486: 'la línea está ocupada',
  487: 'la llamada fue cancelada',
  488: 'no hay un códec común',
  503: 'el servidor no puede atender llamadas ahora',
  600: 'la línea está ocupada',
  603: 'la llamada fue rechazada',
};

/** One Spanish sentence for how a call ended. */
export function spanishEnd(ended: Ended): string {
  const who = ended.by === 'us' ? 'este teléfono' : 'la otra parte';
  switch (ended.how) {
    case 'hung-up':
      return `Colgó ${who}.`;
    case 'cancelled':
      return `La llamada se canceló antes de contestarse (${who}).`;
    case 'refused':
    case 'unanswered': {
      const status = ended.status ?? 0;
      return `No hubo llamada: ${refusals[status] ?? 'el servidor la rechazó'} (SIP ${status}).`;
    }
    default:
      return ended.how satisfies never;
  }
}
