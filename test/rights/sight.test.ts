import { describe, expect, test } from 'vitest';
import {
  callsOf,
  type InHand,
  mayListen,
  NOTHING_IN_HAND,
  type Reader,
  seesCall,
  seesTicket,
  sightOf,
} from '../../src/rights/sight.ts';
import { inHandByPerson, inHandOf } from '../../src/supervision/in-hand.ts';
import { callPicture } from '../supervision/pictures.ts';
import { ticketSubject } from '../tickets/pictures.ts';

const agent: Reader = {
  id: 'ana',
  role: 'agent',
  level: 1,
  queues: ['averias', 'comercial'],
  areas: ['averias', 'comercial'],
};
const analyst: Reader = { id: 'luis', role: 'agent', level: 2, queues: ['nivel-2'], areas: ['nivel-2'] };
const see = (reader: Reader, subject = {}, inHand: InHand = NOTHING_IN_HAND) =>
  seesTicket(sightOf(reader, inHand), ticketSubject(subject));
const ELSEWHERE = { area: 'cor', homeArea: 'cor', workedIn: ['cor'] };

describe('a ticket is read', () => {
  test.each([
    ['by the area that works on it', agent, {}, true],
    ['by the area it goes home to', agent, { ...ELSEWHERE, homeArea: 'comercial' }, true],
    ['by an area that has worked on it', analyst, { ...ELSEWHERE, workedIn: ['nivel-2', 'cor'] }, true],
    ['by nobody of another area', agent, ELSEWHERE, false],
    ['by nobody of no area', { ...agent, areas: [] }, {}, false],
    ['by whom it is assigned to', agent, { ...ELSEWHERE, assignee: 'ana' }, true],
    ['not by whom another one is assigned to', agent, { ...ELSEWHERE, assignee: 'luis' }, false],
    ['by who had a call of it', agent, { ...ELSEWHERE, agents: ['luis', 'ana'] }, true],
    ['by no area while its caller waits', agent, { inLine: true }, false],
    ['by a supervisor also while its caller waits', { ...agent, role: 'supervisor' }, { inLine: true }, true],
    ['by an admin, who mends what hangs', { ...agent, role: 'admin', areas: [] }, ELSEWHERE, true],
  ] as const)('%s', (_what, reader, subject, seen) => {
    expect(see(reader, subject)).toBe(seen);
  });

  test('by who has its customer on the line, and so are the others of that customer', () => {
    const theirs = { ...ELSEWHERE, customer: 'demo-ana' };
    expect(see(agent, theirs, { customers: ['demo-ana'], tickets: [] })).toBe(true);
    expect(see(agent, theirs, { customers: ['demo-luis'], tickets: [] })).toBe(false);
    expect(see(agent, { ...ELSEWHERE, customer: null }, { customers: ['demo-ana'], tickets: [] })).toBe(
      false,
    );
    const waiting = { ...ELSEWHERE, inLine: true };
    expect(see(agent, waiting, { customers: [], tickets: ['OA-2026-000001'] })).toBe(true);
  });

  test('of the last call by a session that has ended, and no other one', () => {
    const only = (ticket: string | null): Reader => ({ ...agent, only: { call: 'c1', ticket } });
    expect(see(only('OA-2026-000001'), ELSEWHERE)).toBe(true);
    expect(see(only('OA-2026-000002'), { assignee: 'ana', agents: ['ana'] })).toBe(false);
    expect(see(only(null))).toBe(false);
    expect(see({ ...only(null), role: 'supervisor' })).toBe(false);
  });
});

describe('a recording is heard', () => {
  const up = ticketSubject({ area: 'averias', workedIn: ['averias', 'nivel-2'], highestLevel: 2 });
  const hear = (
    reader: Reader,
    who: string | null,
    ticket = up as typeof up | null,
    inHand = NOTHING_IN_HAND,
    kind: 'call' | 'message' = 'call',
  ) => mayListen(sightOf(reader, inHand), { kind, agent: who, ticket });

  test('by who speaks on it, whatever its ticket', () => {
    expect([hear(agent, 'ana', null), hear(agent, 'luis'), hear(agent, null)]).toEqual([true, false, false]);
  });

  test('not by who speaks on it where that is kept from them; what was left for them is theirs to hear', () => {
    const kept = { ...agent, hearsOwn: false };
    expect(hear(kept, 'ana', null)).toBe(false);
    expect(hear(kept, 'ana', null, NOTHING_IN_HAND, 'message')).toBe(true);
    expect(hear(kept, 'luis', null, NOTHING_IN_HAND, 'message')).toBe(false);
    // Of a ticket that came up to their area they hear what the others do.
    expect(hear({ ...analyst, hearsOwn: false }, 'luis')).toBe(true);
    expect(hear({ ...analyst, hearsOwn: false, areas: [] }, 'luis')).toBe(false);
  });

  test('by level 2 once its ticket came up to an area of theirs, and by no other level 2', () => {
    expect(hear(analyst, 'ana')).toBe(true);
    expect(hear({ ...analyst, areas: ['cor'] }, 'ana')).toBe(false);
    expect(hear(analyst, 'ana', { ...up, highestLevel: 1 })).toBe(false);
    expect(hear(analyst, 'ana', null)).toBe(false);
    expect(hear({ ...analyst, areas: [] }, 'ana', { ...up, assignee: 'luis' })).toBe(true);
  });

  test('by nobody more because the customer is on the line', () => {
    const inHand = { customers: ['demo-ana'], tickets: [up.number] };
    expect(hear(agent, 'luis', { ...up, customer: 'demo-ana' }, inHand)).toBe(false);
  });

  test('by supervisors and admins, and by no session that has ended', () => {
    for (const role of ['supervisor', 'admin'] as const) {
      expect(hear({ ...agent, role }, 'luis', null)).toBe(true);
      expect(hear({ ...agent, role, only: { call: 'c1', ticket: up.number } }, 'ana')).toBe(false);
    }
  });
});

describe('a call is seen', () => {
  test.each([
    ['whole by its agent', agent, { agents: ['ana'], waitsIn: null }, 'whole'],
    ['masked by who works the queue it waits in', agent, { agents: [], waitsIn: 'averias' }, 'masked'],
    ['not by who works another one', analyst, { agents: [], waitsIn: 'averias' }, null],
    ['not by another agent', analyst, { agents: ['ana'], waitsIn: null }, null],
    ['whole by a supervisor', { ...agent, role: 'supervisor' }, { agents: [], waitsIn: 'averias' }, 'whole'],
    ['not by another session that ended', last('c2'), { agents: ['ana'], waitsIn: null }, null],
    ['whole by the session that ended in it', last('c1'), { agents: ['ana'], waitsIn: null }, 'whole'],
    ['not once somebody else has it', last('c1'), { agents: ['luis'], waitsIn: null }, null],
    [
      'whole by who wraps up while somebody else has it',
      agent,
      { agents: ['luis', 'ana'], waitsIn: null },
      'whole',
    ],
  ] as const)('%s', (_what, reader, call, seen) => {
    expect(seesCall(sightOf(reader, NOTHING_IN_HAND), { id: 'c1', ...call })).toBe(seen);
  });

  function last(call: string): Reader {
    return { ...agent, only: { call, ticket: null } };
  }

  test('lists are of everybody or of one person', () => {
    expect(callsOf(sightOf(agent, NOTHING_IN_HAND))).toBe('ana');
    expect(callsOf(sightOf({ ...agent, role: 'admin' }, NOTHING_IN_HAND))).toBeNull();
  });
});

test('what is in hand are the tickets and the customers of one’s own calls, in every phase of them', () => {
  const customer = { id: 'demo-ana' } as never;
  const openTickets = [{ number: 'OA-2', state: 'received', level: 1, summary: '', openedAt: 1 }];
  for (const phase of ['offered', 'dialling', 'talking', 'ending'] as const) {
    const calls = [
      callPicture('c1', { phase, agent: 'ana', ticket: 'OA-1', customer, openTickets }),
      callPicture('c2', { agent: null, ticket: 'OA-3' }),
      callPicture('c3', { phase, agent: 'luis', ticket: 'OA-4' }),
    ];
    const hers = { customers: ['demo-ana'], tickets: ['OA-1', 'OA-2'] };
    expect(inHandOf(calls, 'ana')).toEqual(hers);
    expect([...inHandByPerson(calls)]).toEqual([
      ['ana', hers],
      ['luis', { customers: [], tickets: ['OA-4'] }],
    ]);
  }
});
