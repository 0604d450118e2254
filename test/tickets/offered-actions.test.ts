import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES } from '../../src/agents/events.ts';
import { TICKET_ACTIONS } from '../../src/tickets/events.ts';
import { actionsOf } from '../../src/tickets/may.ts';
import { applyStep } from '../../src/tickets/ticket.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import type { TicketPolicy } from '../../src/tickets/ticket-policy.ts';
import type { Actor, TicketStep } from '../../src/tickets/ticket-steps.ts';
import { atLevel1, NOON, POLICY } from './scene.ts';

const level = fc.constantFrom(1, 2, 3, 4);
const reader: fc.Arbitrary<Actor> = fc.record({
  id: fc.constant('me'),
  role: fc.constantFrom(...ROLES),
  level,
});
/** Centres with two levels, with four, and with a level in between that works one topic only. */
const policy: fc.Arbitrary<TicketPolicy> = fc
  .constantFrom(
    [],
    [{ topic: 'averia', level: 3, area: 'red' }],
    [
      { topic: null, level: 3, area: 'red' },
      { topic: null, level: 4, area: 'cor' },
    ],
  )
  .map(more => ({ ...POLICY, routes: [...POLICY.routes, ...more] }));

/** Tickets as the rules leave them: one that waits for contact, or was closed after it, has its solution and is at home. */
const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    state: fc.constantFrom('received', 'in-progress', 'contact-customer', 'closed'),
    level,
    topic: fc.constantFrom('', 'averia', 'facturacion'),
    assignee: fc.constantFrom(null, 'me', 'another'),
    summary: fc.constantFrom('', 'Sin tono.'),
    solution: fc.constantFrom('', 'Se cambió el puerto.'),
    solvedLevel: level,
    contactTries: fc.constantFrom(0, 3),
  })
  .map(({ solvedLevel, ...fields }) => {
    const home = fields.state !== 'in-progress';
    const solved = fields.state === 'contact-customer';
    return {
      ...atLevel1(),
      ...fields,
      level: home ? 1 : fields.level,
      solution: solved ? 'Se cambió el puerto.' : fields.solution,
      solvedLevel: solved ? solvedLevel : null,
    };
  });

/** What a person can fill in for a step; at least one of them must do when it is offered. */
function inputs(action: TicketStep['action'], version: number): TicketStep[] {
  switch (action) {
    case 'note':
      return [{ action, version, text: 'Llamó la vecina.' }];
    case 'describe':
      return [{ action, version, summary: 'Sin tono desde ayer.' }];
    case 'escalate':
      return [{ action, version, reason: 'Prueba de red' }];
    case 'record-solution':
      return [{ action, version, solution: 'Se cambió el puerto.' }];
    case 'reopen':
      return [{ action, version, why: 'Volvió la falla.' }];
    case 'close':
      return [
        { action, version, agreed: true, how: 'call' },
        { action, version, agreed: false, how: 'call' },
        { action, version, agreed: false, how: 'unreachable' },
      ];
    case 'identify':
      return [{ action, version, customer: { id: 'k1', name: 'Ana Ejemplo' }, instead: null }];
    case 'take':
    case 'return-to-contact':
      return [{ action, version }];
    default:
      return action satisfies never;
  }
}

test('what is offered can be done, and what is not offered cannot', () => {
  fc.assert(
    fc.property(ticket, reader, policy, (ticket, reader, policy) => {
      const offered = actionsOf(ticket, reader, policy);
      for (const action of TICKET_ACTIONS) {
        // Whoever may escalate or solve writes the summary first, if there is none.
        const needsSummary = ['escalate', 'record-solution', 'return-to-contact'].includes(action);
        const described = needsSummary && offered.includes('describe');
        const before = described ? { ...ticket, summary: 'Sin tono.' } : ticket;
        const outcomes = inputs(action, before.version).map(step =>
          applyStep(before, step, reader, policy, NOON),
        );
        expect([action, outcomes.some(one => one.ok)]).toEqual([action, offered.includes(action)]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('level 2 of a centre with two levels is not offered to escalate', () => {
  const above = { ...atLevel1(), level: 2, summary: 'Sin tono.' };
  const nilo: Actor = { id: 'nilo', role: 'agent', level: 2 };
  expect(actionsOf(above, nilo, POLICY)).toEqual(['take', 'describe', 'note', 'record-solution', 'identify']);
});

test('a ticket goes to no area that works nothing there', () => {
  const ticket = { ...atLevel1(), summary: 'Sin tono.' };
  const me: Actor = { id: 'me', role: 'agent', level: 1 };
  const up = (area: string) =>
    applyStep(ticket, { action: 'escalate', version: ticket.version, reason: '', area }, me, POLICY, NOON);
  expect(up('nowhere')).toEqual({ ok: false, fault: 'invalid-input' });
  expect(up('cobranzas').ok).toBe(true);
});
