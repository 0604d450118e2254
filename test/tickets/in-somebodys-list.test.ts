import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { seesTicket, sightOf } from '../../src/rights/sight.ts';
import { levelDeadline } from '../../src/tickets/clocks.ts';
import { applyDisposition, effectsOn } from '../../src/tickets/disposition.ts';
import { followCall } from '../../src/tickets/follow-call.ts';
import { actionsOf } from '../../src/tickets/may.ts';
import { applyStep } from '../../src/tickets/ticket.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import type { TicketPolicy } from '../../src/tickets/ticket-policy.ts';
import type { Actor } from '../../src/tickets/ticket-steps.ts';
import {
  ana,
  answered,
  arrived,
  berta,
  call,
  callBack,
  disposed,
  ended,
  type Fields,
  HOUR,
  MINUTE,
  NEW,
  NOON,
  nilo,
  POLICY,
  queued,
  sara,
  TALK,
} from './scene.ts';

const nora: Actor = { id: 'nora', role: 'agent', level: 2 };
const tito: Actor = { id: 'tito', role: 'agent', level: 3 };
const AREAS: Readonly<Record<string, readonly string[]>> = {
  ana: ['averias'],
  berta: ['averias', 'comercial'],
  nilo: ['nivel-2', 'cobranzas'],
  nora: ['nivel-2', 'cobranzas', 'averias'],
  tito: ['red'],
};
const AGENTS = [ana, berta, nilo, nora, tito];

const policies: fc.Arbitrary<TicketPolicy> = fc
  .constantFrom([], [{ topic: null, level: 3, area: 'red' }])
  .map(more => ({
    ...POLICY,
    routes: [...POLICY.routes, ...more],
    queueAreas: { ...POLICY.queueAreas, 'nivel-2': 'nivel-2' },
  }));

const outgoing = (by: string, queue: string): CallFact =>
  ({ ...callBack(NOON, by), opensTicket: true, queue }) as CallFact;

/** Calls that open a ticket: come in to a queue, made by somebody, a message left for somebody. */
const openings: fc.Arbitrary<readonly CallFact[]> = fc
  .record({
    how: fc.constantFrom('in', 'out', 'message'),
    queue: fc.constantFrom('averias', 'comercial', 'nivel-2'),
    topic: fc.constantFrom('averia', 'facturacion', 'asesor'),
    by: fc.constantFrom('ana', 'berta', 'nilo', 'nora'),
    reached: fc.boolean(),
  })
  .map(({ how, queue, topic, by, reached }) => {
    const talk = reached ? [answered(NOON + MINUTE, by)] : [];
    const end = ended(NOON + 2 * MINUTE, 'caller', reached ? 'talking' : 'waiting');
    if (how === 'in') return [arrived(), queued(NOON + 1, topic, queue), ...talk, end];
    return how === 'out' ? [outgoing(by, queue), ...talk, end] : [outgoing(by, queue), end];
  });

type Move =
  | { readonly by: Actor; readonly step: Fields }
  | { readonly by: Actor; readonly dispose: 'solved' | 'escalate' | 'contact-made' }
  | { readonly by: null };

const steps: readonly Fields[] = [
  { action: 'take' },
  { action: 'escalate', reason: '' },
  { action: 'record-solution', solution: 'Se cambió el puerto.' },
  { action: 'return-to-contact' },
  { action: 'close', agreed: true, how: 'call' },
  { action: 'close', agreed: false, how: 'call' },
  { action: 'reopen', why: 'Volvió la falla.' },
];
const by = fc.constantFrom(...AGENTS, sara);
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ by, step: fc.constantFrom(...steps) }) },
  {
    weight: 2,
    arbitrary: fc.record({ by, dispose: fc.constantFrom('solved', 'escalate', 'contact-made') }),
  },
  { weight: 1, arbitrary: fc.constant({ by: null }) },
);

/** What a move makes of a ticket; the same when it is not possible. */
function moved(ticket: Ticket, move: Move, policy: TicketPolicy, now: number): Ticket {
  if (move.by === null)
    return (
      levelDeadline(ticket, { level: ticket.level, entry: ticket.levelEntry }, policy, now)?.next ?? ticket
    );
  if ('step' in move) {
    const step = { ...move.step, version: ticket.version } as Parameters<typeof applyStep>[1];
    const decided = applyStep(ticket, step, move.by, policy, now, TALK);
    return decided.ok ? decided.value.next : ticket;
  }
  if (!effectsOn(ticket, move.by, policy, true).includes(move.dispose)) return ticket;
  const story = call([arrived(now), answered(now + 1, move.by.id), disposed(now + 2, 'x', '', move.by.id)]);
  const rule = { code: 'x', title: { es: 'x', en: 'x' }, effect: move.dispose };
  return applyDisposition(ticket, story, rule, { solution: 'Se reinició.' }, move.by, policy, now + 3).next;
}

/** Whose desk has it: as their own, or among what nobody of their level has taken; and they can do what it waits for. */
function listsOf(ticket: Ticket, policy: TicketPolicy): string[] {
  const subject = { ...ticket, customer: ticket.customerId, agents: [], inLine: false };
  return [...AGENTS, sara]
    .filter(person => {
      const areas = AREAS[person.id] ?? [];
      const sight = sightOf({ ...person, queues: [], areas }, { customers: [], tickets: [] });
      const own = ticket.assignee === person.id;
      const untaken = ticket.assignee === null && ticket.level === person.level && person !== sara;
      const can = actionsOf(ticket, person, policy);
      const moves = own
        ? can.some(one => one === 'close' || one === 'record-solution')
        : can.includes('take');
      return (own || untaken) && moves && seesTicket(sight, subject);
    })
    .map(({ id }) => id);
}

const opened = (facts: readonly CallFact[], policy: TicketPolicy): Ticket => {
  const change = followCall(null, call(facts), { ...NEW, policy }, NOON);
  if (change === null) throw new Error('no ticket was opened');
  return { ...change.next, summary: 'Sin tono.' };
};

describe('an open ticket', () => {
  test('is always with somebody who can move it, or in the list of somebody who can take it', () => {
    fc.assert(
      fc.property(policies, openings, fc.array(moves, { maxLength: 12 }), (policy, facts, walk) => {
        let ticket = opened(facts, policy);
        const road: unknown[] = [];
        for (const [place, move] of [null, ...walk].entries()) {
          if (move !== null) ticket = moved(ticket, move, policy, NOON + HOUR + place * MINUTE);
          road.push(move);
          if (ticket.state === 'closed') continue;
          const { state, level, area, assignee } = ticket;
          expect(listsOf(ticket, policy), JSON.stringify({ state, level, area, assignee, road })).not.toEqual(
            [],
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of a call that level 2 made begins, waits for contact and is closed there', () => {
    const policy = { ...POLICY, queueAreas: { 'nivel-2': 'nivel-2' } };
    const born = opened([outgoing('nilo', 'nivel-2'), answered(NOON + 1, 'nilo'), ended(NOON + 9)], policy);
    expect(born).toMatchObject({ state: 'in-progress', level: 2, area: 'nivel-2', assignee: 'nilo' });
    const solve = {
      by: nilo,
      step: { action: 'record-solution', solution: 'Se cambió el puerto.' },
    } as const;
    const waits = moved(born, solve, policy, NOON + HOUR);
    expect(waits).toMatchObject({
      state: 'contact-customer',
      level: 2,
      area: 'nivel-2',
      assignee: 'nilo',
    });
    expect(actionsOf(waits, nora, policy)).toContain('take');
    expect(actionsOf(waits, ana, policy)).toEqual(['note']);
    const agree = { by: nilo, step: { action: 'close', agreed: true, how: 'call' } } as const;
    expect(moved(waits, agree, policy, NOON + HOUR)).toMatchObject({ state: 'closed', closedAs: 'agreed' });
    const refuse = { by: nora, step: { action: 'close', agreed: false, how: 'call' } } as const;
    expect(moved(waits, refuse, policy, NOON + HOUR)).toMatchObject({ level: 2, area: 'nivel-2' });
  });

  test('that level 2 solves below it is for level 1 to take, not for who may not close it', () => {
    const taken = moved(
      opened([arrived(), queued(NOON + 1)], POLICY),
      { by: nilo, step: { action: 'take' } },
      POLICY,
      NOON + HOUR,
    );
    expect(taken).toMatchObject({ level: 1, assignee: 'nilo' });
    const solve = { by: nilo, step: { action: 'record-solution', solution: 'Se reinició.' } } as const;
    const waits = moved(taken, solve, POLICY, NOON + HOUR);
    expect(waits).toMatchObject({ state: 'contact-customer', level: 1, assignee: null });
    expect(actionsOf(waits, ana, POLICY)).toContain('take');
  });
});

describe('"solved, customer agrees"', () => {
  test('closes whenever it is offered', () => {
    fc.assert(
      fc.property(policies, openings, fc.array(moves, { maxLength: 8 }), by, (policy, facts, walk, who) => {
        const ticket = walk.reduce(
          (before, move, place) => moved(before, move, policy, NOON + HOUR + place * MINUTE),
          opened(facts, policy),
        );
        if (ticket.state === 'received' || !effectsOn(ticket, who, policy, true).includes('solved')) return;
        const after = moved(ticket, { by: who, dispose: 'solved' }, policy, NOON + 9 * HOUR);
        expect(after).toMatchObject({ state: 'closed', closedAs: 'agreed' });
      }),
      { numRuns: 500 },
    );
  });
});
