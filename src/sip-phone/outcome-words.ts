import type { Ended } from './call-life.ts';

const refusals: Readonly<Record<number, string>> = {
  401: 'el servidor no conoce este teléfono',
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

/** What to do when a centre refuses a call from its own machine (SIP 401: nobody it knows; 403: not allowed). */
const NOT_FROM_HERE =
  'Este centro no toma llamadas desde su propia máquina, porque arrancó con CAUCE_DEMO=0. ' +
  'Arránquelo también con CAUCE_WEB_CALLS=1 y llame desde la página /call, o conecte una troncal (CAUCE_TRUNK).\n' +
  'This centre takes no calls from its own machine, because it was started with CAUCE_DEMO=0. ' +
  'Start it with CAUCE_WEB_CALLS=1 as well and call from the page /call, or connect a trunk (CAUCE_TRUNK).';

/** The way out for a caller whom the centre refused; null when there is nothing to add. */
export function remedyFor(ended: Pick<Ended, 'how' | 'status'>, takesLocalCalls: boolean): string | null {
  const isUnknown = ended.how === 'refused' && (ended.status === 401 || ended.status === 403);
  return isUnknown && !takesLocalCalls ? NOT_FROM_HERE : null;
}

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
