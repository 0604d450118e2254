import type { HistoryKind } from '../../../src/tickets/customer-history.ts';
import type { ClosedAs } from '../../../src/tickets/events.ts';
import type { KnownField } from '../../state/customer-then.ts';

/** The page of one customer: who they are, and all that is on record of them. */
export const customerPage = {
  crm: {
    title: 'En el sistema de clientes (CRM)',
    unknown: 'El CRM no conoce a este cliente.',
    open: 'Abrir en el CRM',
  },
  find: 'Buscar un cliente',
  pick: 'Busque un cliente para ver su ficha: llamadas, mensajes, órdenes y notas.',
  another: 'Buscar otro',
  asPage: 'Abrir como página',
  contract: 'Contrato',
  level: (level: number) => `prioridad ${level}`,
  none: 'Ninguno',
  dueSince: (day: string) => `desde el ${day}`,
  lines: 'Líneas',
  past: 'Historial',
  filter: 'Mostrar',
  kinds: {
    all: 'Todo',
    call: 'Llamadas',
    message: 'Mensajes',
    ticket: 'Órdenes',
    note: 'Notas',
  } satisfies Record<HistoryKind | 'all', string>,
  nothing:
    'No hay nada que usted pueda ver. Usted ve lo de sus áreas y sus llamadas, y todas las órdenes del cliente mientras lo tiene en línea.',
  more: 'Ver más',
  recordings: (count: number) =>
    count === 1 ? 'Escuchar la grabación' : `Escuchar las ${count} grabaciones`,
  hide: 'Ocultar',
  message: (agent: string) => `Dejó un mensaje para ${agent}`,
  ticket: 'Orden',
  note: 'Nota',
  by: (name: string) => `de ${name}`,
  gone: 'alguien que ya no está',
  onTicket: (moment: string) => `En la orden (${moment})`,
  today: 'Hoy',
  fields: {
    name: 'Nombre',
    document: 'Documento',
    segment: 'Segmento',
    account: 'Cuenta',
    debt: 'Saldo',
    contract: 'Contrato',
    lines: 'Líneas',
  } satisfies Record<KnownField, string>,
  changed: (fields: string) => `Cambió desde que la orden es de este cliente: ${fields}.`,
  unchanged: 'Nada cambió desde que la orden es de este cliente.',
  notKept:
    'De esta orden no se guardó lo que se sabía del cliente: es de una versión anterior. Esto es lo de hoy.',
  notThere: 'El cliente ya no está en el directorio. Esto es lo que se sabía de él.',
  noCustomer: 'La orden no es de ningún cliente conocido.',
  closed: (moment: string) => `cerrada ${moment}`,
  closedAs: {
    agreed: 'con la conformidad del cliente',
    unreachable: 'no se pudo contactar al cliente',
    'informed-by-menu': 'el menú dijo lo que se pedía',
    'left-in-menu': 'colgó en el menú',
    'ended-by-menu': 'el menú terminó la llamada',
    'internal-call': 'llamada interna',
  } satisfies Record<ClosedAs, string>,
};
