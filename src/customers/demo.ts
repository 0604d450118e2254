import type { Account, CustomerLine, CustomerSummary, LineService } from './customer.ts';

/**
 * The demo centre's customers. Every number lies in 0414-5550xxx or 0212-5550xxx, every document is nobody's.
 * A call from any other number is an unknown caller's.
 */
const line = (number: string, service: LineService, address: string): CustomerLine => ({
  number,
  service,
  address,
});
const paid = (id: string): Account => ({ id, state: 'in-good-standing' });

export const DEMO_CUSTOMERS: readonly CustomerSummary[] = [
  {
    id: 'demo-ana',
    name: 'Ana Ejemplo',
    document: 'V-00000101',
    segment: 'person',
    lines: [line('+584145550101', 'mobile', 'Calle 1, Caracas')],
    account: paid('C-0101'),
    contract: { sla: 'hogar', level: 3 },
  },
  {
    id: 'demo-luis',
    name: 'Luis Ejemplo',
    document: 'V-00000102',
    segment: 'person',
    lines: [line('+584145550102', 'mobile', 'Calle 2, Valencia')],
    account: {
      id: 'C-0102',
      state: 'in-debt',
      debt: { amount: 1250.5, currency: 'VES', dueSince: '2026-10-05' },
    },
    contract: { sla: 'hogar', level: 3 },
  },
  {
    id: 'demo-panaderia',
    name: 'Panadería Ejemplo',
    document: 'J-00000103-1',
    segment: 'small-business',
    lines: [
      line('+584145550103', 'mobile', 'Avenida 3, Maracaibo'),
      line('+582125550103', 'fixed', 'Avenida 3, Maracaibo'),
      line('+582125550113', 'internet', 'Avenida 3, Maracaibo'),
    ],
    account: paid('C-0103'),
    contract: { sla: 'negocio', level: 2 },
  },
  {
    id: 'demo-clinica',
    name: 'Clínica Ejemplo',
    document: 'J-00000104-2',
    segment: 'corporate',
    lines: [
      line('+584145550104', 'mobile', 'Avenida 4, Barquisimeto'),
      line('+582125550104', 'fixed', 'Avenida 4, Barquisimeto'),
      line('+582125550114', 'data-link', 'Avenida 4, Barquisimeto'),
    ],
    account: paid('C-0104'),
    contract: { sla: 'Empresas 24×7', level: 1 },
  },
  {
    id: 'demo-alcaldia',
    name: 'Alcaldía Ejemplo',
    document: 'G-00000105-3',
    segment: 'public-body',
    lines: [
      line('+582125550105', 'fixed', 'Plaza Mayor, Mérida'),
      line('+582125550115', 'data-link', 'Plaza Mayor, Mérida'),
    ],
    account: {
      id: 'C-0105',
      state: 'in-debt',
      debt: { amount: 48_320, currency: 'VES', dueSince: '2026-09-15' },
    },
    contract: { sla: 'Empresas 24×7', level: 1 },
  },
  {
    id: 'demo-transporte',
    name: 'Transporte Ejemplo',
    document: 'J-00000106-4',
    segment: 'corporate',
    lines: [
      line('+584145550106', 'mobile', 'Zona industrial, Puerto Ordaz'),
      line('+584145550116', 'mobile', 'Zona industrial, Puerto Ordaz'),
      line('+584145550126', 'mobile', 'Zona industrial, Puerto Ordaz'),
    ],
    account: {
      id: 'C-0106',
      state: 'suspended',
      debt: { amount: 920.75, currency: 'USD', dueSince: '2026-07-01' },
    },
    contract: { sla: 'empresas', level: 2 },
  },
  {
    id: 'demo-colegio',
    name: 'Colegio Ejemplo',
    document: 'J-00000107-5',
    segment: 'small-business',
    lines: [line('+582125550107', 'internet', 'Calle 7, San Cristóbal')],
    account: paid('C-0107'),
    contract: { sla: 'negocio', level: 2 },
  },
  {
    id: 'demo-rosa',
    name: 'Rosa Muestra',
    document: 'V-00000108',
    segment: 'person',
    lines: [
      line('+584145550108', 'mobile', 'Calle 8, Cumaná'),
      line('+582125550108', 'fixed', 'Calle 8, Cumaná'),
    ],
    account: paid('C-0108'),
    contract: { sla: 'hogar', level: 3 },
  },
  // Rosa's landline is theirs too: anyone who calls from it has to say who they are.
  {
    id: 'demo-pedro',
    name: 'Pedro Muestra',
    document: 'V-00000109',
    segment: 'person',
    lines: [
      line('+584145550109', 'mobile', 'Calle 8, Cumaná'),
      line('+582125550108', 'fixed', 'Calle 8, Cumaná'),
    ],
    account: {
      id: 'C-0109',
      state: 'in-debt',
      debt: { amount: 315, currency: 'VES', dueSince: '2026-11-05' },
    },
    contract: { sla: 'hogar', level: 3 },
  },
];
