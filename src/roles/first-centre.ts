import type { Disposition } from '../calls/dispositions.ts';
import type { CentreData, CentreSeed } from '../calls/ports/settings.ts';

import { AWAIT_AGENT_MS, type QueueProfile, RECORDING_PAUSE_MS, REFUSED_AGAIN_MS } from '../queues/events.ts';

const DAY = [{ from: '08:00', to: '17:00' }];

const queue = (profile: Pick<QueueProfile, 'name' | 'title' | 'calendar'>): QueueProfile => ({
  ringMs: 15_000,
  refusedAgainMs: REFUSED_AGAIN_MS,
  awaitAgentMs: AWAIT_AGENT_MS,
  wrapUp: true,
  wrapUpAlarmMs: 120_000,
  answerWithinMs: 20_000,
  announceEveryMs: 45_000,
  recording: 'always',
  recordingPauseMs: RECORDING_PAUSE_MS,
  area: profile.name,
  ...profile,
});

/** Under this name a centre remembers that it was furnished. */
const NOTE = 'furnished';

/**
 * Furnishes a new centre once, with or without the demo: the flows that come with us lead to these queues, so that
 * *626 can be dialled and answered as soon as there are people. What was changed or removed afterwards stays so.
 */
export async function furnish(seed: CentreSeed, timeZone: string): Promise<void> {
  if ((await seed.noted(NOTE)) !== null) return;
  await seed.seed(firstCentre(timeZone));
  await seed.note(NOTE, true);
}

/** Queues, hours, numbers, dispositions and breaks a centre begins with. */
export function firstCentre(timeZone: string): Omit<CentreData, 'people' | 'policies'> {
  return {
    areas: [
      { name: 'averias', title: 'Averías' },
      { name: 'comercial', title: 'Comercial' },
      { name: 'nivel-2', title: 'Soporte nivel 2' },
    ],
    queues: [
      queue({ name: 'averias', title: 'Averías', calendar: 'always' }),
      queue({ name: 'comercial', title: 'Comercial', calendar: 'oficina' }),
      queue({ name: 'nivel-2', title: 'Soporte nivel 2', calendar: 'always' }),
    ],
    calendars: [
      {
        name: 'oficina',
        spec: {
          timeZone,
          week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
          holidays: ['01-01', '05-01', '12-25'],
        },
      },
    ],
    numbers: [{ number: '*626', flow: 'averias-626' }],
    dispositions: [
      say(
        'resuelta-en-linea',
        null,
        'solved',
        'talk',
        'Resuelta, cliente conforme',
        'Solved, customer agrees',
      ),
      say(
        'escalar-nivel-2',
        null,
        'escalate',
        'any',
        'Escalar al siguiente nivel',
        'Escalate to the next level',
      ),
      say('en-seguimiento', null, 'none', 'any', 'Queda en seguimiento', 'Stays under follow-up'),
      say(
        'cliente-conforme',
        null,
        'contact-made',
        'talk',
        'Contacto hecho, cliente conforme',
        'Contact made, agrees',
      ),
      say('factura-aclarada', 'comercial', 'solved', 'talk', 'Factura aclarada', 'Bill explained'),
      say('compromiso-de-pago', 'comercial', 'none', 'talk', 'Compromiso de pago', 'Promise to pay'),
      say(
        'datos-completados',
        'nivel-2',
        'none',
        'talk',
        'Datos completados con el cliente',
        'Details completed',
      ),
      say('no-contesta', null, 'none', 'no-talk', 'No se pudo hablar con el cliente', 'Customer not reached'),
      say(
        'llamada-equivocada',
        null,
        'none',
        'any',
        'Llamada equivocada o cortada',
        'Wrong number or dropped',
      ),
      say('transferida', null, 'none', 'talk', 'Transferida', 'Transferred'),
    ],
    breaks: [
      pause('almuerzo', 'Almuerzo', 'Lunch'),
      pause('descanso', 'Descanso', 'Short break'),
      pause('bano', 'Baño', 'Toilet'),
      pause('reunion', 'Reunión', 'Meeting'),
      pause('capacitacion', 'Capacitación', 'Training'),
    ],
  };
}

function say(
  code: string,
  queueName: string | null,
  effect: Disposition['effect'],
  fits: Disposition['fits'],
  es: string,
  en: string,
): Disposition {
  return { code, queue: queueName, effect, fits, title: { es, en } };
}

function pause(code: string, es: string, en: string): CentreData['breaks'][number] {
  return { code, title: { es, en } };
}
