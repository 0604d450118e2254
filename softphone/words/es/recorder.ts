import type { PauseReason } from '../../../src/calls/events.ts';
import type { RecorderPicture } from '../../../src/supervision/events.ts';

/** The recording of the talk, as its agent sees and orders it. */
export const recorderWords = {
  recorder: {
    state: {
      on: 'Se graba',
      pausing: 'Pausando la grabación…',
      paused: 'Grabación en pausa',
      notice: 'Se dice el aviso de grabación',
      waits: 'Retenida: no se graba',
      off: 'Sin grabar',
    } satisfies Record<RecorderPicture['state'], string>,
    left: (span: string) => `sigue sola en ${span}`,
    pause: 'Pausar',
    goOn: 'Seguir',
    longer: 'Alargar',
    reason: 'Motivo de la pausa',
    reasons: { card: 'Tarjeta', personal: 'Datos personales', wish: 'Lo pide el cliente' } satisfies Record<
      PauseReason,
      string
    >,
    start: 'Grabar',
    stop: 'Detener',
    over: 'La pausa llegó a su límite: la llamada se graba otra vez.',
    overOnHold: 'La pausa llegó a su límite: la llamada se grabará al retomarla.',
    announced: {
      notice: 'Los dos oyen el aviso de grabación; después se graba.',
      on: 'La llamada se graba.',
      paused: 'Grabación en pausa: el cliente puede dictar sus datos.',
      off: 'La llamada ya no se graba.',
    },
  },
};
