import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { type CallHistory, type CallRecord, countsOf } from '../../src/calls/history.ts';
import { CallDetailAnswer } from '../../src/http/answers/calls.ts';
import type { CallCard, CallDetail } from '../../src/http/shapes/calls.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import type { TicketSubject } from '../../src/rights/sight.ts';
import type { TicketDesk } from '../../src/tickets/ports/desk.ts';
import { agentPicture, callPicture, smallCentre } from '../supervision/pictures.ts';
import { answered, disposed, ended, NOON } from '../tickets/scene.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const NOBODYS_TICKET: TicketSubject = {
  number: 'OA-1',
  area: 'nowhere',
  homeArea: 'nowhere',
  workedIn: [],
  highestLevel: 1,
  assignee: null,
  customer: null,
  agents: [],
  inLine: false,
};

const gaveOn = (at: number, agent: string): CallFact => ({
  kind: 'transferred',
  at,
  agent,
  queue: 'averias',
  note: '',
  wrapUp: false,
  talkedMs: 5_000,
  heldMs: 0,
});

async function post(world: WebWorld, who: string, url: string, payload?: object, headers = {}) {
  return world.web.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { cookie: await world.cookieOf(who), ...headers },
    ...(payload ? { payload } : {}),
  });
}

async function get(world: WebWorld, who: string, url: string) {
  return world.web.app.inject({ url: `/api/v1${url}`, headers: { cookie: await world.cookieOf(who) } });
}

describe('orders to a call', () => {
  test('reach the calls process when the call is mine', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const cookie = await world.cookieOf('agente1');
    const line = (await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } })).json().phone
      .user;
    for (const verb of ['hold', 'resume', 'hang-up']) {
      const asked = { method: 'POST', url: `/api/v1/calls/c1/${verb}`, headers: { cookie } } as const;
      expect((await world.web.app.inject(asked)).json()).toEqual({ ok: true });
    }
    const recording = { url: '/api/v1/calls/c1/recording', payload: { order: 'pause' } };
    await world.web.app.inject({ method: 'POST', headers: { cookie }, ...recording });
    await post(world, 'agente1', '/calls/c1/disposition', { disposition: 'solved' });
    expect(world.centre.commands.map(one => one.command)).toEqual([
      { do: 'hold', agent: 'id-of-agente1', call: 'c1', line },
      { do: 'resume', agent: 'id-of-agente1', call: 'c1', line },
      { do: 'hang-up', agent: 'id-of-agente1', call: 'c1', line },
      { do: 'record', agent: 'id-of-agente1', call: 'c1', line, order: 'pause' },
      { do: 'dispose', agent: 'id-of-agente1', call: 'c1', disposition: 'solved', note: '' },
    ]);
  });

  test('give the customer to a queue or to a person, never to both', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const give = (target: object) => post(world, 'agente1', '/calls/c1/transfer', target);
    expect((await give({ queue: 'comercial', note: 'Factura' })).json()).toEqual({ ok: true });
    expect((await give({ agent: 'id-of-agente2' })).json()).toEqual({ ok: true });
    expect(world.centre.commands.map(one => one.command)).toMatchObject([
      { do: 'transfer', agent: 'id-of-agente1', call: 'c1', to: { queue: 'comercial' }, note: 'Factura' },
      { do: 'transfer', agent: 'id-of-agente1', call: 'c1', to: { agent: 'id-of-agente2' }, note: '' },
    ]);
    const both = { queue: 'comercial', agent: 'id-of-agente2' };
    for (const target of [both, {}, { queue: '' }]) expect((await give(target)).statusCode).toBe(400);
    world.centre.answer({ ok: false, code: 'colleague-not-free' });
    const busy = await give({ agent: 'id-of-agente2' });
    expect([busy.statusCode, busy.json().code]).toEqual([409, 'colleague-not-free']);
  });

  test('consult a person, a queue or a number, never two of them', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const ask = (target: object) => post(world, 'agente1', '/calls/c1/consult', target);
    expect((await ask({ colleague: 'id-of-agente2' })).json()).toEqual({ ok: true });
    expect((await ask({ queue: 'comercial', note: 'Factura' })).json()).toEqual({ ok: true });
    const own = { agent: 'id-of-agente1', call: 'c1' };
    expect(world.centre.commands.map(one => one.command)).toMatchObject([
      { do: 'consult', ...own, colleague: 'id-of-agente2', note: '' },
      { do: 'consult-queue', ...own, queue: 'comercial', note: 'Factura' },
    ]);
    expect((await ask({ colleague: 'id-of-agente2', queue: 'comercial' })).statusCode).toBe(400);
    world.centre.answer({ ok: false, code: 'queue-nobody-free' });
    const busy = await ask({ queue: 'comercial' });
    expect([busy.statusCode, busy.json().code]).toEqual([409, 'queue-nobody-free']);
    expect(busy.json().detail.es).toContain('Transfiera el cliente a la cola');
  });

  test('tell who gave a call on, and wraps nothing up, that it is not theirs any more', async () => {
    const world = await webWorld();
    const transfer = { from: 'id-of-agente2', note: '', at: 1 };
    world.centre.show({
      ...smallCentre(),
      calls: [callPicture('c7', { phase: 'waiting', agent: null, transfer })],
    });
    const again = await post(world, 'agente2', '/calls/c7/transfer', { queue: 'comercial' });
    expect([again.statusCode, again.json().code]).toEqual([409, 'already-given-on']);
    const others = await post(world, 'agente1', '/calls/c7/transfer', { queue: 'comercial' });
    expect([others.statusCode, others.json().code]).toEqual([403, 'not-your-call']);
  });

  test('ask for the call back at the telephone of the page’s own session; a desk telephone never lost it', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const cookie = await world.cookieOf('agente1');
    const ask = (url: string, method: 'GET' | 'POST') =>
      world.web.app.inject({ method, url: `/api/v1${url}`, headers: { cookie } });
    const line = (await ask('/session', 'GET')).json().phone.user;
    expect((await ask('/calls/c1/rejoin', 'POST')).json()).toEqual({ ok: true });
    expect(world.centre.commands.map(one => one.command)).toEqual([
      { do: 'rejoin', agent: 'id-of-agente1', call: 'c1', line },
    ]);
    const others = await post(world, 'agente2', '/calls/c1/rejoin');
    expect([others.statusCode, others.json().code]).toEqual([403, 'not-your-call']);
    const desk = await post(world, 'mesa', '/calls/c1/rejoin');
    expect([desk.statusCode, desk.json().code]).toEqual([409, 'on-desk-phone']);
  });

  test("are refused for somebody else's call, and gone for one that ended", async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const others = await post(world, 'agente2', '/calls/c1/hang-up');
    expect([others.statusCode, others.json().code]).toEqual([403, 'not-your-call']);
    const waiting = await post(world, 'agente2', '/calls/c2/hold');
    expect(waiting.statusCode).toBe(403);
    const ended = await post(world, 'agente2', '/calls/c9/hold');
    expect([ended.statusCode, ended.json().code]).toEqual([410, 'call-gone']);
    expect(world.centre.commands).toEqual([]);
  });

  test('take a disposition in wrap-up, when the call itself is over', async () => {
    const world = await webWorld();
    world.centre.show({
      ...smallCentre(),
      calls: [],
      agents: [agentPicture('agente1', { work: { kind: 'wrap-up', call: 'c1', since: 9 } })],
    });
    expect(
      (await post(world, 'agente1', '/calls/c1/disposition', { disposition: 'solved' })).statusCode,
    ).toBe(200);
  });

  test('a refused disposition is tried again with what the ticket allows', async () => {
    const onTicket = { summary: true, solution: false, effects: ['none' as const] };
    const tickets = { onTicket: async () => onTicket } as Partial<TicketDesk> as TicketDesk;
    const world = await webWorld({ parts: { tickets } });
    world.centre.show(smallCentre());
    world.centre.answer({ ok: false, code: 'ticket-does-not-allow' });
    const refused = await post(world, 'agente1', '/calls/c1/disposition', { disposition: 'sube' });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'ticket-does-not-allow']);
    const wish = { do: 'dispose', agent: 'id-of-agente1', call: 'c1', disposition: 'sube', note: '' };
    expect(world.centre.commands.map(one => one.command)).toEqual([wish, { ...wish, onTicket }]);
  });

  test.each([
    ['consult', { colleague: 'id-of-agente2', note: '' }, 'call-full', /^En una llamada caben 8 personas/],
    ['complete', undefined, 'nobody-asked', /^Ya no hay nadie en consulta/],
    ['transfer', { queue: 'averias', note: '' }, 'in-conference', /^Es una conferencia/],
    ['transfer', { queue: 'averias', note: '' }, 'already-given-on', /^Usted ya no está en esta llamada/],
    ['swap', undefined, 'not-answered-yet', /todavía no contesta/],
  ] as const)('%s: the page is told what to do (%s)', async (verb, body, code, says) => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    world.centre.answer({ ok: false, code });
    const refused = await post(world, 'agente1', `/calls/c1/${verb}`, body);
    expect([refused.statusCode, refused.json().code]).toEqual([409, code]);
    expect(refused.json().detail.es).toMatch(says);
  });

  test('are carried out once however often the same key is sent, and keys of two people do not meet', async () => {
    const world = await webWorld();
    world.centre.show({
      ...smallCentre(),
      calls: [callPicture('c1', { agent: 'id-of-agente1' }), callPicture('c2', { agent: 'id-of-agente2' })],
    });
    const key = { 'idempotency-key': 'k-1' };
    await post(world, 'agente1', '/calls/c1/hold', undefined, key);
    await post(world, 'agente1', '/calls/c1/hold', undefined, key);
    await post(world, 'agente2', '/calls/c2/hold', undefined, key);
    expect(world.centre.commands).toHaveLength(2);
    const bad = await post(world, 'agente1', '/calls/c1/hold', undefined, { 'idempotency-key': 'a b' });
    expect(bad.statusCode).toBe(400);
  });

  test('set that the own telephone answers by itself, and no other person’s', async () => {
    const world = await webWorld();
    const own = () =>
      ['agente1', 'agente2'].map(name => world.records.people.get(`id-of-${name}`)?.person.autoAnswer);
    const cookie = await world.cookieOf('agente1');
    const set = (on: unknown) =>
      world.web.app.inject({
        method: 'PUT',
        url: '/api/v1/agents/me/auto-answer',
        headers: { cookie },
        payload: { on },
      });
    expect((await set(true)).statusCode).toBe(200);
    expect(own()).toEqual([true, undefined]);
    expect((await set('yes')).statusCode).toBe(400);
    expect((await set(false)).statusCode).toBe(200);
    expect(own()).toEqual([false, undefined]);
  });

  test('tell what the calls process refused, and that it is away', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    world.centre.answer({ ok: false, code: 'phone-not-ready' });
    const refused = await post(world, 'agente1', '/agents/me/will', { will: { kind: 'ready' } });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'phone-not-ready']);
    world.centre.leave();
    const away = await post(world, 'agente1', '/agents/me/will', { will: { kind: 'off' } });
    expect([away.statusCode, away.json().code]).toEqual([503, 'calls-away']);
  });
});

describe('a call to a number', () => {
  const made: CallRecord = {
    id: 'c5',
    direction: 'out',
    ticket: 'OA-2026-000009',
    callerNumber: '+584145550109',
    dialled: '+584145550109',
    queue: null,
    agent: 'id-of-agente1',
    agents: ['id-of-agente1'],
    madeBy: 'id-of-agente1',
    joined: [],
    arrivedAt: 100,
    answeredAt: null,
    endedAt: 300,
    waitedMs: null,
    talkedMs: null,
    heldMs: null,
    outcome: 'failed',
    endedWhy: 'busy',
    disposition: null,
  };

  test('is asked for as it was written, or as one made before, of which only one’s own are known', async () => {
    let of: string | null = null;
    const world = await webWorld({
      parts: {
        calls: {
          get: async id => (id === 'c5' ? { ...made, queue: of } : null),
        } as Partial<CallHistory> as CallHistory,
      },
    });
    world.centre.show(smallCentre());
    world.centre.answer({ ok: true, call: 'c7' });
    const asked = { number: '(0414) 555.01.01', queue: 'averias' };
    const begun = await post(world, 'agente1', '/calls', asked);
    expect(begun.json()).toEqual({ call: 'c7' });
    await post(world, 'agente1', '/calls', { again: 'c5' });
    expect(world.centre.commands.map(({ command }) => command)).toEqual([
      { do: 'call-out', agent: 'id-of-agente1', ...asked },
      { do: 'call-out', agent: 'id-of-agente1', number: '+584145550109' },
    ]);
    for (const [queue, wanted] of [
      ['averias', 'averias'],
      ['comercial', undefined],
    ] as const) {
      of = queue;
      await post(world, 'agente1', '/calls', { again: 'c5' });
      expect(world.centre.commands.at(-1)?.command).toEqual({
        do: 'call-out',
        agent: 'id-of-agente1',
        number: made.dialled,
        queue: wanted,
      });
    }
    await post(world, 'agente1', '/calls', { colleague: 'id-of-agente2' });
    expect(world.centre.commands.at(-1)?.command).toEqual({
      do: 'call-colleague',
      agent: 'id-of-agente1',
      colleague: 'id-of-agente2',
    });
    const others = await post(world, 'agente2', '/calls', { again: 'c5' });
    expect([others.statusCode, others.json().code]).toEqual([403, 'not-in-sight']);
    expect((await post(world, 'agente1', '/calls', { again: 'c6' })).statusCode).toBe(404);
    for (const wrong of [{}, { number: '' }, { number: 'x'.repeat(65) }, { number: '1', again: 'c5' }])
      expect((await post(world, 'agente1', '/calls', wrong)).statusCode).toBe(400);
    world.centre.answer({ ok: false, code: 'outgoing-not-own' });
    const refused = await post(world, 'agente1', '/calls', asked);
    expect(refused.json()).toMatchObject({ code: 'outgoing-not-own' });
  });

  test('is made again right at its hang-up, before the records know of it, and while they are away', async () => {
    const dialled = '+584145550109';
    let isAway = false;
    const world = await webWorld({
      parts: {
        calls: {
          get: async () => {
            if (isAway) throw new CauceError('store-away');
            return null;
          },
          facts: async () => [],
        } as Partial<CallHistory> as CallHistory,
      },
    });
    const out = callPicture('c5', { direction: 'out', phase: 'dialling', dialled, queue: 'averias' });
    world.centre.show({ ...smallCentre(), calls: [{ ...out, agent: 'id-of-agente1' }] });
    world.centre.answer({ ok: true, call: 'c7' });
    const again = (who: string, id = 'c5') => post(world, who, '/calls', { again: id });
    const isMade = async () => {
      expect((await again('agente1')).statusCode).toBe(200);
      expect(world.centre.commands.at(-1)?.command).toMatchObject({ do: 'call-out', number: dialled });
    };
    await isMade();
    world.centre.change({ calls: [{ ...out, phase: 'ending', agent: null }] });
    await isMade();
    world.centre.change({}, { calls: ['c5'] });
    await isMade();
    expect((await get(world, 'agente1', '/calls/c5')).json()).toMatchObject({ id: 'c5', dialled });
    isAway = true;
    await isMade();
    expect((await again('agente2')).statusCode).toBe(403);
    expect((await again('agente1', 'c6')).statusCode).toBe(503);
    // Of calls that came in, and of the oldest of very many, the records alone tell.
    isAway = false;
    const others = Array.from({ length: 300 }, (_, place) => ({ ...out, id: `d${place}` }));
    world.centre.change({ calls: [{ ...out, id: 'c8', direction: 'in' }, ...others] });
    for (const id of ['c5', 'c8']) expect((await again('agente1', id)).statusCode).toBe(404);
  });

  test('to a colleague goes on the ticket that is open in the page, which one must be able to read', async () => {
    const subject = (agents: readonly string[]) => ({ ...NOBODYS_TICKET, agents });
    const known: Record<string, readonly string[]> = { 'OA-1': ['id-of-agente1'], 'OA-2': [] };
    let isAway = false;
    const world = await webWorld({
      parts: {
        tickets: {
          subject: async (number: string) => {
            if (isAway) throw new CauceError('store-away');
            const agents = known[number];
            return agents === undefined ? null : subject(agents);
          },
        } as Partial<TicketDesk> as TicketDesk,
      },
    });
    world.centre.show(smallCentre());
    world.centre.answer({ ok: true, call: 'c7' });
    const call = (wish: object) => post(world, 'agente1', '/calls', wish);
    const colleague = 'id-of-agente2';
    for (const wish of [{ colleague }, { number: '102' }])
      expect((await call({ ...wish, ticket: 'OA-1' })).statusCode).toBe(200);
    expect(world.centre.commands.map(({ command }) => command)).toMatchObject([
      { do: 'call-colleague', colleague, ticket: 'OA-1' },
      { do: 'call-out', number: '102', ticket: 'OA-1' },
    ]);
    expect((await call({ colleague, ticket: 'OA-2' })).json().code).toBe('not-in-sight');
    expect((await call({ colleague, ticket: 'OA-3' })).json().code).toBe('unknown-resource');
    expect(world.centre.commands).toHaveLength(2);
    isAway = true;
    expect((await call({ colleague, ticket: 'OA-1' })).statusCode).toBe(200);
    expect(world.centre.commands.at(-1)?.command).toMatchObject({ colleague, ticket: undefined });
  });
});

describe('lists of calls', () => {
  const past = (id: string, agent: string): CallRecord => ({
    id,
    direction: 'in',
    ticket: 'OA-2026-000009',
    callerNumber: '+584145550109',
    dialled: '*626',
    queue: 'averias',
    agent: `id-of-${agent}`,
    agents: [`id-of-${agent}`],
    madeBy: null,
    joined: [],
    arrivedAt: 100,
    answeredAt: 200,
    endedAt: 300,
    waitedMs: 50,
    talkedMs: 100,
    heldMs: 20,
    outcome: 'answered',
    endedWhy: 'hung-up',
    disposition: 'solved',
  });

  async function world(facts: readonly CallFact[] = [], more: readonly CallRecord[] = []) {
    const calls = [past('p1', 'agente1'), past('p2', 'agente2'), ...more];
    const web = await webWorld({
      parts: {
        calls: {
          async list({ agent, ticket, madeBy, missedBy, limit, offset }) {
            const fitting = calls
              .filter(call => madeBy === undefined || call.madeBy === madeBy)
              .filter(call => missedBy === undefined || call.agents.includes(`missed-by-${missedBy}`))
              .filter(call => agent === undefined || call.agent === agent)
              .filter(call => ticket === undefined || call.ticket === ticket);
            return { items: fitting.slice(offset, offset + limit), total: fitting.length };
          },
          get: async id => calls.find(call => call.id === id) ?? null,
          facts: async () => facts,
          customerNames: async ids => new Map(ids.includes('p1') ? [['p1', 'Ana Pérez']] : []),
          outcomes: async (_since, agent) => {
            const answered = calls.filter(call => agent === undefined || call.agent === agent).length;
            return countsOf([{ outcome: 'answered', count: answered }]);
          },
        },
      },
    });
    web.centre.show(smallCentre());
    return web;
  }
  const ids = (response: { json(): { items: { id: string }[] } }) =>
    response.json().items.map(call => call.id);

  test('show agents their own and supervisors all, living ones on top', async () => {
    const web = await world();
    expect(ids(await get(web, 'supervisor', '/calls'))).toEqual(['c2', 'c1', 'p1', 'p2']);
    expect(ids(await get(web, 'agente1', '/calls'))).toEqual(['c1', 'p1']);
    expect(ids(await get(web, 'agente2', '/calls?live=1'))).toEqual([]);
    expect((await get(web, 'supervisor', '/calls?live=1')).json().total).toBe(2);
  });

  test('are those of mine alone, that I made or that I missed, where it is asked for: nobody asks for those of others', async () => {
    const made = { ...past('p3', 'agente2'), madeBy: 'id-of-agente1' };
    const missed = { ...past('p4', 'agente2'), agents: ['missed-by-id-of-agente1'] };
    const web = await world([], [made, missed]);
    expect(ids(await get(web, 'supervisor', '/calls?whose=mine'))).toEqual([]);
    expect(ids(await get(web, 'agente1', '/calls?whose=mine'))).toEqual(['c1', 'p1']);
    expect(ids(await get(web, 'agente1', '/calls?whose=made'))).toEqual(['p3']);
    expect(ids(await get(web, 'agente1', '/calls?whose=missed'))).toEqual(['p4']);
    expect((await get(web, 'agente1', '/calls?whose=agente2')).statusCode).toBe(400);
  });

  test('of mine say who it was with: the customer, or what my contacts call the number; who sees the last digits alone learns nothing by it', async () => {
    const dialled = '+584145550177';
    const internal = { ...past('p6', 'agente1'), direction: 'internal', callerNumber: dialled } as const;
    const out = { ...past('p5', 'agente1'), direction: 'out', dialled, callerNumber: dialled } as const;
    const web = await world([], [out, internal]);
    const numbers = [{ label: 'work', number: dialled }];
    await post(web, 'agente1', '/contacts', { scope: 'own', name: 'Cuadrilla Norte', numbers });
    const named = async (who: string) => {
      const { items } = (await get(web, who, '/calls?whose=mine')).json<{ items: CallCard[] }>();
      return Object.fromEntries(items.map(({ id, knownAs }) => [id, knownAs]));
    };
    expect(await named('agente1')).toEqual({
      c1: undefined,
      p1: 'Ana Pérez',
      p5: 'Cuadrilla Norte',
      p6: undefined,
    });
    // By contacts of guessed numbers they would find out the hidden one.
    web.centre.change({ queues: smallCentre().queues.map(queue => ({ ...queue, maskNumbers: true })) });
    expect(await named('agente1')).toMatchObject({ p1: 'Ana Pérez', p5: undefined });
  });

  test('count what those of today came to: all for a supervisor, their own for an agent', async () => {
    const web = await world();
    const answered = async (who: string) => (await get(web, who, '/calls/outcomes')).json().counts.answered;
    expect([await answered('supervisor'), await answered('agente1')]).toEqual([2, 1]);
  });

  test('are those of a ticket where one is asked for', async () => {
    const web = await world();
    expect(ids(await get(web, 'supervisor', '/calls?ticket=OA-2026-000009'))).toEqual(['p1', 'p2']);
    expect(ids(await get(web, 'agente1', '/calls?ticket=OA-2026-000009'))).toEqual(['p1']);
    expect(ids(await get(web, 'supervisor', '/calls?ticket=OA-1'))).toEqual([]);
  });

  test('show each one’s part in a call, recordings to who may hear them, and supervisors as the policy says', async () => {
    const stay = { kind: 'supervision-began', supervisor: 'id-of-supervisor', mode: 'listen' } as const;
    const web = await world([
      answered(NOON, 'id-of-agente2'),
      { kind: 'recording-started', at: NOON, recording: 'calls/1', agent: 'id-of-agente2' },
      { ...stay, at: NOON + 1_000, agent: 'id-of-agente2', seen: false },
      {
        kind: 'supervision-ended',
        at: NOON + 4_000,
        supervisor: 'id-of-supervisor',
        seen: false,
        why: 'left',
      },
      gaveOn(NOON + 5_000, 'id-of-agente2'),
      answered(NOON + 6_000, 'id-of-agente1'),
      { kind: 'recording-started', at: NOON + 6_000, recording: 'calls/2', agent: 'id-of-agente1' },
      { ...stay, at: NOON + 7_000, agent: 'id-of-agente1', seen: true },
      ended(NOON + 9_000),
      disposed(NOON + 10_000, 'resuelta', 'Llamar al 0414-555 01 09.', 'id-of-agente1'),
    ]);
    const of = async (who: string): Promise<CallDetail> => (await get(web, who, '/calls/p1')).json();
    const own = await of('agente1');
    expect(own.parts?.map(({ agent, talkedMs, recordings }) => [agent, talkedMs, recordings])).toEqual([
      ['id-of-agente2', 5_000, []],
      ['id-of-agente1', 3_000, [recordingId('calls/2')]],
    ]);
    expect(own.supervisions?.map(({ lastedMs }) => lastedMs)).toEqual([2_000]);
    const whole = await of('supervisor');
    expect(whole.parts?.map(({ recordings }) => recordings)).toEqual([
      [recordingId('calls/1')],
      [recordingId('calls/2')],
    ]);
    expect(whole.supervisions?.map(({ lastedMs }) => lastedMs)).toEqual([3_000, 2_000]);
    expect(CallDetailAnswer.safeParse(whole).data).toEqual(whole);
    // Who sees the last digits alone sees no others in what was noted.
    web.centre.change({ queues: smallCentre().queues.map(queue => ({ ...queue, maskNumbers: true })) });
    expect((await of('agente1')).parts?.at(-1)?.note).toBe('Llamar al ••••109.');
  });

  test('show a call that goes on without its parts while the records are away', async () => {
    const away = async () => {
      throw new CauceError('store-away');
    };
    const web = await webWorld({
      parts: { calls: { get: away, facts: away } as Partial<CallHistory> as CallHistory },
    });
    web.centre.show(smallCentre());
    expect((await get(web, 'agente1', '/calls/c1')).json()).toMatchObject({
      id: 'c1',
      parts: null,
      supervisions: null,
    });
  });

  test('show one call to its agent and not to another agent', async () => {
    const web = await world();
    expect((await get(web, 'agente1', '/calls/c1')).json()).toMatchObject({ id: 'c1', outcome: 'live' });
    expect((await get(web, 'agente1', '/calls/p1')).json().outcome).toBe('answered');
    expect((await get(web, 'agente1', '/calls/p2')).json().code).toBe('not-in-sight');
    expect((await get(web, 'agente1', '/calls/p9')).json().code).toBe('unknown-resource');
  });
});

test('agents see the names and states of the others, not their figures', async () => {
  const world = await webWorld();
  world.centre.show(smallCentre());
  const seen = (await get(world, 'agente2', '/agents')).json().items;
  expect(seen.map((one: { answeredToday: number }) => one.answeredToday)).toEqual([0, 4]);
  const all = (await get(world, 'supervisor', '/agents')).json().items;
  expect(all.map((one: { answeredToday: number }) => one.answeredToday)).toEqual([4, 4]);
});
