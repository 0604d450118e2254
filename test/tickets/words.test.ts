import { expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { callWords } from '../../src/tickets/call-words.ts';
import { spanWords } from '../../src/tickets/span-words.ts';
import { ticketWords } from '../../src/tickets/ticket-words.ts';
import { namesOf, timeline } from '../../src/tickets/timeline.ts';

const names = namesOf(
  [],
  [],
  {
    areas: [{ name: 'nivel-2', title: 'Soporte nivel 2' }],
    queues: [{ name: 'nivel-2', title: 'Cola de nivel 2' }],
  },
  new Map([['c-1', 'Ana Ejemplo']]),
  { country: 'VE', timezone: 'America/Caracas' },
);

test('a span is told in two units at most', () => {
  expect([1_900, 60_000, 80_000, 3_600_000, 7_500_000].map(spanWords)).toEqual([
    '1 s',
    '1 min',
    '1 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
});

test('whoever is not known any more keeps the id, and an unknown disposition its code', () => {
  const words = ticketWords({ kind: 'disposition', by: 'p-1', code: 'x', note: '' }, 0, names);
  expect(words.es).toBe('p-1 tipificó la llamada como x.');
});

test('a customer who did not agree has words of their own', () => {
  const words = ticketWords({ kind: 'reopened', by: 'p-1', why: 'not-agreed' }, 0, names);
  expect(words.es).toBe('El cliente no quedó conforme; p-1 devolvió la orden.');
});

test('areas and queues are called what people call them', () => {
  const entered = { kind: 'level-entered', level: 2, area: 'nivel-2', dueAt: null } as const;
  expect(ticketWords(entered, 0, names).es).toBe('Entró en nivel 2, área Soporte nivel 2.');
  const queued = { kind: 'queued', at: 0, queue: 'otra', topic: '', priority: 0 } as const;
  expect(callWords(queued, names).es).toBe('Entró en la cola otra.');
  expect(callWords({ ...queued, queue: 'nivel-2' }, names).es).toBe('Entró en la cola Cola de nivel 2.');
});

test('a telephone number is written as people of the country write it', () => {
  const arrived = {
    ...{ kind: 'call-arrived', at: 0, node: 'n', ticket: 'OA-1', agent: null },
    ...{ direction: 'in', callerNumber: '+584145550101', callerName: '', dialled: '*626' },
  } as const;
  const written = (part: object) => callWords({ ...arrived, ...part } as CallFact, names).es;
  expect(written({})).toBe('Llamó 0414-5550101 al *626.');
  expect(written({ callerNumber: '+573005550101' })).toBe('Llamó +57 300 5550101 al *626.');
  expect(written({ callerNumber: '' })).toBe('Llamó un número oculto al *626.');
  expect(written({ direction: 'out', dialled: '04145550101' })).toBe('Se llamó al 0414-5550101.');
});

test('who goes over to another call is a number or a colleague', () => {
  const over = { kind: 'went-over', at: 0, agent: 'p-1', call: 'c2', ticket: 'OA-2' } as const;
  const comes = { ...over, kind: 'came-over', ticket: '' } as const;
  expect(callWords({ ...over, dialled: '+584145550101' }, names).es).toBe(
    'p-1 unió a 0414-5550101 a su otra llamada (orden OA-2).',
  );
  expect(callWords({ ...over, colleague: 'p-2' }, names).en).toBe(
    'p-1 joined p-2 to their other call (ticket OA-2).',
  );
  expect(callWords({ ...comes, colleague: 'p-2' }, names).es).toBe('p-1 trajo a p-2 de su otra llamada.');
});

test('an answer tells what the customer did not hear to its end', () => {
  const answered = { kind: 'answered', at: 0, agent: 'p-1', waitedMs: 4_000 } as const;
  expect(callWords(answered, names).es).toBe('p-1 atendió tras 4 s de espera.');
  // The card says how long they have waited in all.
  expect(callWords(answered, names, 'in', 0)).toEqual({
    es: 'p-1 atendió tras 4 s de espera desde la transferencia.',
    en: 'p-1 answered after a wait of 4 s since the transfer.',
  });
  expect(callWords({ ...answered, unheard: ['ticket-number', 'debt'] }, names)).toEqual({
    es: 'p-1 atendió tras 4 s de espera. El cliente no escuchó hasta el final el número de la orden ni la deuda.',
    en: 'p-1 answered after a wait of 4 s. The customer did not hear the ticket number or the debt to the end.',
  });
});

test('a call-back was answered by the customer, and not by whoever made it', () => {
  const arrived = { kind: 'call-arrived', at: 0, direction: 'out', agent: 'p-1', dialled: '1' };
  const answered = { kind: 'answered', at: 1, agent: 'p-1', waitedMs: 0 };
  const facts = [arrived, answered].map(fact => ({ call: 'c-1', fact: fact as CallFact }));
  const other = { call: 'c-2', fact: answered as CallFact };
  expect(timeline([], [...facts, other], names).map(({ words }) => words.es)).toEqual([
    'p-1 llamó al 1.',
    'El cliente contestó la llamada de p-1.',
    'p-1 atendió tras 0 s de espera.',
  ]);
});

test('a fact that a newer version told has words all the same', () => {
  const newer = { kind: 'call-parked', at: 0 } as unknown as CallFact;
  expect(callWords(newer, names).es).toBe('Pasó algo que esta versión del programa no conoce.');
});

test('a call-back that the own telephone of the agent did not take says so, and not that it was cut off', () => {
  const ended = {
    kind: 'call-ended',
    at: 0,
    by: 'system',
    why: 'our-failure',
    phase: 'dialling',
    cause: 17,
  } as const;
  const told = callWords({ ...ended, telephone: 'busy' }, names);
  expect(told.es).toBe('No se llamó al cliente: el teléfono del agente estaba ocupado o en No molestar.');
  expect(told.en).toBe("The customer was not called: the agent's telephone was busy or on do-not-disturb.");
});

test('a part of a call that is over tells how long the customer was on hold in it, where they were', () => {
  const ended = { kind: 'call-ended', at: 0, by: 'caller', phase: 'talking', cause: 16 } as const;
  const held = { ...ended, talkedMs: 80_000, heldMs: 20_000 };
  expect(callWords(held, names)).toEqual({
    es: 'El cliente colgó. Conversación: 1 min 20 s, más 20 s con la llamada retenida.',
    en: 'The customer hung up. Talk: 1 min 20 s, and 20 s on hold.',
  });
  expect(callWords({ ...held, heldMs: 900 }, names).es).toBe('El cliente colgó.');
  expect(callWords({ ...ended, talkedMs: 80_000 }, names).es).toBe('El cliente colgó.');
});

test('a promised call is told with its day and hour, by the centre’s clock', () => {
  const fact = { kind: 'call-scheduled', by: 'p-1', dueAt: Date.UTC(2026, 11, 1, 13), note: '' } as const;
  expect(ticketWords(fact, Date.UTC(2026, 10, 30, 20), names)).toEqual({
    es: 'p-1 acordó volver a llamar al cliente el martes, 1 de diciembre, 09:00.',
    en: 'p-1 agreed to call the customer again on Tuesday, December 1 at 09:00.',
  });
});
