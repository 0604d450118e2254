import type { SpokenTicketState } from './conversation.ts';

/**
 * The audio files our own code names (flows name theirs themselves). The texts are in `ivr-flows/prompts/es.yaml`;
 * a test sees to it that every one of them is there as audio.
 */
export const PROMPTS = {
  greeting: 'bienvenida',
  recordingNotice: 'aviso-grabacion',
  ticketIntro: 'su-numero-de-atencion-es',
  positionIntro: 'su-lugar-en-la-cola-es',
  next: 'es-la-llamada-que-sigue',
  allAgentsBusy: 'todos-ocupados',
  waitUnderMinute: 'espera-menos-de-un-minuto',
  waitIntro: 'espera-menos-de',
  minutes: 'minutos',
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

/** What is said after an amount. An amount in another currency is said as a bare number. */
export const CURRENCY_PROMPTS: Readonly<Record<string, string>> = {
  VES: 'moneda-bolivares',
  USD: 'moneda-dolares',
  EUR: 'moneda-euros',
  COP: 'moneda-pesos',
};
export const AND_CENTS_PROMPTS = { and: 'con', cents: 'centimos' } as const;
