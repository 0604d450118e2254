import type { SpokenTicketState } from './conversation.ts';

/**
 * The audio files our own code names (flows name theirs themselves). The texts are in `ivr-flows/prompts/es.yaml`;
 * a test sees to it that every one of them is there as audio.
 */
export const PROMPTS = {
  greeting: 'bienvenida',
  recordingNotice: 'aviso-grabacion',
  positionIntro: 'su-lugar-en-la-cola-es',
  next: 'es-la-llamada-que-sigue',
  allAgentsBusy: 'todos-ocupados',
  waitUnderMinute: 'espera-menos-de-un-minuto',
  waitIntro: 'espera-menos-de',
  minutes: 'minutos',
  recovering: 'recuperamos-su-llamada',
  leaveMessage: 'deje-su-mensaje',
  systemError: 'disculpe-falla',
  noRoute: 'sin-ruta',
  closed: 'fuera-de-horario',
  goodbye: 'despedida',
  consent: 'aviso-grabacion-saliente',
} as const;

export const TICKET_STATE_PROMPTS: Readonly<Record<SpokenTicketState, string>> = {
  received: 'estado-recibido',
  'level-1': 'estado-nivel-1',
  'level-2': 'estado-nivel-2',
  referred: 'estado-derivado',
  solved: 'estado-resuelto',
  'customer-contact': 'estado-contacto-cliente',
  closed: 'estado-cerrado',
};

/** What joins an amount: "un millón *de* bolívares *con* diez céntimos". */
export const AMOUNT_PROMPTS = { of: 'de', and: 'con' } as const;

/** Words of numbers that the switch's Spanish sound set does not have. */
export const NUMBER_PROMPTS = {
  veintiún: 'numero-veintiun',
  veintiuna: 'numero-veintiuna',
  doscientas: 'numero-doscientas',
  trescientas: 'numero-trescientas',
  cuatrocientas: 'numero-cuatrocientas',
  quinientas: 'numero-quinientas',
  seiscientas: 'numero-seiscientas',
  setecientas: 'numero-setecientas',
  ochocientas: 'numero-ochocientas',
  novecientas: 'numero-novecientas',
} as const;
