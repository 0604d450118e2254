import { expect, test } from 'vitest';
import { callWords } from '../../src/tickets/call-words.ts';
import { ticketWords } from '../../src/tickets/ticket-words.ts';
import { namesOf } from '../../src/tickets/timeline.ts';

const names = namesOf([], [], { areas: [], queues: [] }, new Map([['c-1', 'Ana Ejemplo']]), {
  country: 'VE',
  timezone: 'America/Caracas',
});

test('the timeline says who named the caller, and by what else they were known', () => {
  const known = { kind: 'caller-identified', at: 0, customer: 'c-1' } as const;
  expect(callWords({ ...known, by: 'line' }, names).es).toBe('Se identificó al cliente por su línea.');
  expect(callWords({ ...known, by: 'document' }, names).es).toBe(
    'Se identificó al cliente por su documento en el menú.',
  );
  expect(callWords({ ...known, by: 'agent', agent: 'p-1' }, names)).toEqual({
    es: 'p-1 indicó que quien habla es Ana Ejemplo.',
    en: 'p-1 said that the caller is Ana Ejemplo.',
  });
  expect(callWords({ kind: 'caller-unknown', at: 0, agent: 'p-1', customer: 'c-1' }, names).es).toBe(
    'p-1 indicó que quien habla no es Ana Ejemplo.',
  );
  expect(callWords({ kind: 'caller-unknown', at: 0, agent: 'p-1', customer: null }, names).es).toBe(
    'p-1 indicó que quien habla no está registrado como cliente.',
  );
  expect(ticketWords({ kind: 'customer-set', by: 'p-1', customer: 'c-1' }, 0, names).es).toBe(
    'p-1 indicó que la orden es de Ana Ejemplo.',
  );
  expect(ticketWords({ kind: 'customer-set', by: 'p-1', customer: null }, 0, names).es).toBe(
    'p-1 indicó que la orden no es de ningún cliente registrado.',
  );
});
