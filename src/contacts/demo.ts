import type { ContactFields } from './contact.ts';

const at = (number: string) => [{ label: 'work', number }] as const;

/** The shared contacts that the demo centre begins with: each number can be dialled there. */
export const DEMO_CONTACTS: readonly ContactFields[] = [
  ['Averías, agente 1', 'Cauce', '101', 'Línea directa de agente1.'],
  ['Averías, agente 2', 'Cauce', '102', 'Línea directa de agente2.'],
  ['Averías, agente 3', 'Cauce', '103', 'Línea directa de agente3.'],
  ['Soporte nivel 2', 'Cauce', '201', 'Línea directa de nivel2.'],
  [
    'Mesa de la operadora',
    'Operadora Ejemplo',
    '+584145550101',
    'Contesta con: npm run call -- --listen 04145550101',
  ],
].map(([name = '', organisation = '', number = '', note = '']) => ({
  name,
  organisation,
  note,
  email: '',
  numbers: at(number),
}));
