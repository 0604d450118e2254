import type { CallOutcome } from '../calls/history.ts';
import type { Words } from '../kit/errors.ts';
import type { ShareKind } from './count-call.ts';
import type { CallBehind } from './ports.ts';
import type { TurnEnd } from './turns.ts';

const w = (es: string, en: string): Words => ({ es, en });

const TURNS: Readonly<Record<TurnEnd, Words>> = {
  answered: w('Atendida', 'Answered'),
  abandoned: w('Abandonada', 'Abandoned'),
  gone: w('Salió de la cola', 'Left the queue'),
};

const SHARES: Readonly<Record<ShareKind, Words>> = {
  unanswered: w('Sin tomar', 'Not taken'),
  'caller-left': w('Colgó el cliente', 'Caller hung up'),
  talked: w('Conversación', 'Talk'),
  'not-reached': w('Sin respuesta', 'Not reached'),
  joined: w('Participó', 'Joined'),
};

const CALLS: Readonly<Record<CallOutcome, Words>> = {
  live: w('En curso', 'In progress'),
  answered: w('Atendida', 'Answered'),
  abandoned: w('Abandonada', 'Abandoned'),
  'left-in-menu': w('Colgó en el menú', 'Hung up in the menu'),
  'ended-by-menu': w('El menú terminó la llamada', 'The menu ended the call'),
  'served-by-menu': w('Resuelta en el menú', 'Resolved in the menu'),
  'left-message': w('Dejó un mensaje', 'Left a message'),
  'no-service': w('Número sin servicio', 'Not a service number'),
  'not-reached': w('Sin contacto', 'Not reached'),
  failed: w('Falló', 'Failed'),
};

/** How a turn, a share or a call behind a number ended. */
export function endName({ turn, share, outcome }: Pick<CallBehind, 'turn' | 'share' | 'outcome'>): Words {
  if (turn !== null) return TURNS[turn];
  return share === null ? CALLS[outcome] : SHARES[share];
}
