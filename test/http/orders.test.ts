import { describe, expect, test } from 'vitest';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { agentPicture, callPicture, smallCentre } from '../supervision/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const ANA = 'id-of-agente1';
const BREAK = { kind: 'break', code: 'reunion', note: 'Reunión de turno.' };

async function scene(): Promise<WebWorld> {
  const world = await webWorld();
  world.records.centre = { ...world.records.centre, queues: firstCentre('America/Caracas').queues };
  world.centre.show(smallCentre());
  return world;
}

/** Gives the person other areas and queues. */
function belongs(
  world: WebWorld,
  username: string,
  areas: readonly string[],
  queues: readonly string[],
): void {
  const held = world.records.people.get(`id-of-${username}`);
  if (held)
    world.records.people.set(`id-of-${username}`, { ...held, person: { ...held.person, areas, queues } });
}

async function ask(
  world: WebWorld,
  who: string,
  method: 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: { code?: string } }> {
  const answer = await world.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: await world.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const by = { id: 'id-of-supervisor', name: 'SUPERVISOR' };

describe('orders over an agent', () => {
  test('reach the calls process with who gives them and why, and are in the audit log', async () => {
    const world = await scene();
    expect(await ask(world, 'supervisor', 'POST', `/agents/${ANA}/will`, { ...BREAK, since: 1_000 })).toEqual(
      {
        status: 200,
        body: { ok: true },
      },
    );
    await ask(world, 'supervisor', 'POST', `/agents/${ANA}/will`, { kind: 'ready' });
    await ask(world, 'supervisor', 'PUT', `/agents/${ANA}/queues`, { queues: [] });
    expect(world.centre.commands.map(one => one.command)).toEqual([
      {
        do: 'direct-will',
        by,
        agent: ANA,
        will: { kind: 'break', code: 'reunion' },
        note: 'Reunión de turno.',
        since: 1_000,
      },
      { do: 'direct-will', by, agent: ANA, will: { kind: 'ready' }, note: '', since: undefined },
      { do: 'direct-queues', by, agent: ANA, queues: [], note: '', since: undefined },
    ]);
    expect(
      world.records.audit.map(({ kind, person, subject, data }) => ({
        kind,
        person,
        subject,
        data: JSON.parse(data),
      })),
    ).toMatchObject([
      {
        kind: 'agent-directed',
        person: by.id,
        subject: ANA,
        data: { what: 'break', code: 'reunion', note: BREAK.note },
      },
      { kind: 'agent-directed', data: { what: 'ready' } },
      { kind: 'agent-directed', data: { what: 'queues', queues: [] } },
    ]);
  });

  test('to log out end the log-ins; a talk is finished first', async () => {
    const world = await scene();
    const [ana, idle] = [await world.cookieOf('agente1'), await world.cookieOf('agente2')];
    for (const id of [ANA, 'id-of-agente2'])
      expect(
        (await ask(world, 'supervisor', 'POST', `/agents/${id}/log-out`, { note: 'Fin de turno.' })).status,
      ).toBe(200);
    expect(world.centre.commands.map(one => one.command)).toMatchObject([
      { do: 'direct-will', agent: ANA, will: { kind: 'off' }, note: 'Fin de turno.' },
      { do: 'refresh-sessions' },
      { do: 'direct-will', agent: 'id-of-agente2' },
      { do: 'refresh-sessions' },
    ]);
    const hold = (cookie: string, url: string) =>
      world.web.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { cookie } });
    expect((await hold(ana, '/calls/c1/hold')).statusCode).toBe(200);
    expect((await hold(ana, '/agents/me/will')).json().code).toBe('session-ending');
    expect((await hold(idle, '/calls/c1/hold')).json().code).toBe('not-logged-in');
  });

  test.each([
    ['POST', `/agents/${ANA}/will`, BREAK],
    ['POST', `/agents/${ANA}/log-out`, { note: 'Fin de turno.' }],
    ['PUT', `/agents/${ANA}/queues`, { queues: ['averias', 'comercial'] }],
  ] as const)(
    'are for supervisors of their areas or queues, and nobody else: %s %s',
    async (method, url, body) => {
      const world = await scene();
      for (const who of ['agente2', 'nivel2', 'admin'])
        expect((await ask(world, who, method, url, body)).body.code, who).toBe('not-allowed');
      belongs(world, 'supervisor', [], []);
      expect((await ask(world, 'supervisor', method, url, body)).body.code).toBe('not-your-area');
      belongs(world, 'supervisor', ['comercial'], ['nivel-2']);
      expect((await ask(world, 'supervisor', method, url, body)).body.code).toBe('not-your-area');
      expect(world.centre.commands).toEqual([]);
      expect(world.records.audit.filter(({ kind }) => kind === 'agent-directed')).toEqual([]);
      belongs(world, 'supervisor', ['averias', 'comercial'], []);
      expect((await ask(world, 'supervisor', method, url, body)).status).toBe(200);
    },
  );

  test('move somebody only between queues that are theirs to direct', async () => {
    const world = await scene();
    belongs(world, 'supervisor', ['averias'], []);
    const into = (queues: string[]) => ask(world, 'supervisor', 'PUT', `/agents/${ANA}/queues`, { queues });
    expect((await into(['averias', 'nivel-2'])).body.code).toBe('not-your-area');
    expect((await into(['averias', 'ninguna'])).body.code).toBe('unknown-resource');
    expect((await into([])).status).toBe(200);
  });

  test('say why they are refused, and what did not happen is in the audit log', async () => {
    const world = await scene();
    for (const body of [{ kind: 'break', code: 'reunion' }, { kind: 'off' }, { ...BREAK, note: ' ' }])
      expect((await ask(world, 'supervisor', 'POST', `/agents/${ANA}/will`, body)).body.code).toBe(
        'invalid-input',
      );
    expect((await ask(world, 'supervisor', 'POST', '/agents/nobody/will', BREAK)).body.code).toBe(
      'unknown-resource',
    );
    world.centre.answer({ ok: false, code: 'agent-changed' });
    expect(await ask(world, 'supervisor', 'POST', `/agents/${ANA}/will`, BREAK)).toMatchObject({
      status: 409,
      body: { code: 'agent-changed' },
    });
    expect(world.records.audit.map(({ kind }) => kind)).toEqual(['agent-directed', 'not-done']);
  });

  test('are read by the agent they were given to', async () => {
    const world = await scene();
    expect((await ask(world, 'agente1', 'POST', '/agents/me/order-read', { at: 5 })).status).toBe(200);
    expect(world.centre.commands.map(one => one.command)).toEqual([{ do: 'read-order', agent: ANA, at: 5 }]);
  });
});

describe('orders over a caller who waits', () => {
  test('reach the calls process with who gives them, and are in the audit log', async () => {
    const world = await scene();
    expect((await ask(world, 'supervisor', 'POST', '/calls/c2/first')).body).toEqual({ ok: true });
    const move = { queue: 'averias', from: 'comercial' };
    expect((await ask(world, 'supervisor', 'PUT', '/calls/c2/queue', move)).body).toEqual({ ok: true });
    expect(world.centre.commands.map(one => one.command)).toEqual([
      { do: 'put-first', by, call: 'c2' },
      { do: 'move-queue', by, call: 'c2', ...move },
    ]);
    expect(world.records.audit).toMatchObject([
      { kind: 'caller-directed', person: by.id, subject: 'c2' },
      { kind: 'caller-directed', person: by.id, subject: 'c2' },
    ]);
  });

  test.each([
    ['POST', '/calls/c2/first', undefined],
    ['POST', '/calls/c2/give', { agent: 'id-of-agente2' }],
    ['PUT', '/calls/c2/queue', { queue: 'comercial', from: 'averias' }],
  ] as const)('are for supervisors of the queues, and nobody else: %s %s', async (method, url, body) => {
    const world = await scene();
    for (const who of ['agente2', 'nivel2', 'admin'])
      expect((await ask(world, who, method, url, body)).body.code, who).toBe('not-allowed');
    for (const areas of [[], ['comercial']]) {
      belongs(world, 'supervisor', areas, []);
      expect((await ask(world, 'supervisor', method, url, body)).body.code).toBe('not-your-area');
    }
    belongs(world, 'supervisor', ['averias'], ['comercial']);
    expect((await ask(world, 'supervisor', method, url, body)).status).toBe(200);
  });

  test('are refused for who does not wait, and gone for who has left', async () => {
    const world = await scene();
    const code = async (url: string) => (await ask(world, 'supervisor', 'POST', url)).body.code;
    expect([await code('/calls/c1/first'), await code('/calls/c9/first')]).toEqual([
      'not-waiting',
      'call-gone',
    ]);
    const move = { queue: 'ninguna', from: 'averias' };
    expect((await ask(world, 'supervisor', 'PUT', '/calls/c2/queue', move)).body.code).toBe(
      'unknown-resource',
    );
  });

  test('give them only to agents whom they direct, or to themselves', async () => {
    const world = await scene();
    belongs(world, 'agente2', ['comercial'], ['comercial']);
    world.centre.show({
      ...smallCentre(),
      agents: [
        agentPicture('agente1'),
        agentPicture('agente2', { queues: ['comercial'] }),
        agentPicture('supervisor', { queues: [] }),
      ],
    });
    const to = async (agent: string) =>
      (await ask(world, 'supervisor', 'POST', '/calls/c2/give', { agent: `id-of-${agent}` })).body.code;
    belongs(world, 'supervisor', ['averias'], []);
    expect([await to('agente1'), await to('agente2'), await to('supervisor'), await to('nadie')]).toEqual([
      undefined,
      'not-your-area',
      undefined,
      'unknown-resource',
    ]);
  });
});

test('a break that is ordered may have a least time, of a shift at most', async () => {
  const world = await scene();
  const send = async (minutes: number) =>
    (await ask(world, 'supervisor', 'POST', `/agents/${ANA}/will`, { ...BREAK, minutes })).status;
  expect([await send(0), await send(481), await send(1.5), await send(15)]).toEqual([400, 400, 400, 200]);
  expect(world.centre.commands.map(({ command }) => command)).toMatchObject([
    { do: 'direct-will', will: { kind: 'break', code: 'reunion' }, minutes: 15 },
  ]);
  expect(world.records.audit.map(({ data }) => JSON.parse(data))).toMatchObject([{ minutes: 15 }]);
});

describe('going into a talk', () => {
  const code = async (world: WebWorld, who: string, mode: string) =>
    (await ask(world, who, 'POST', '/calls/c1/supervision', { mode })).body.code;

  test.each(['listen', 'whisper', 'barge', 'take-over'])(
    'to %s is for supervisors of the agent or of the queue, and for administrators',
    async mode => {
      const world = await scene();
      expect(await code(world, 'agente2', mode)).toBe('not-allowed');
      for (const areas of [[], ['comercial']]) {
        belongs(world, 'supervisor', areas, []);
        expect(await code(world, 'supervisor', mode)).toBe('not-your-area');
      }
      expect(world.centre.commands).toEqual([]);
      expect(world.records.audit.filter(({ kind }) => kind === 'call-supervised')).toEqual([]);
      belongs(world, 'supervisor', ['averias'], []);
      belongs(world, 'agente1', ['comercial'], []);
      expect(await code(world, 'supervisor', mode)).toBeUndefined();
      belongs(world, 'supervisor', [], ['averias']);
      expect(await code(world, 'supervisor', mode)).toBeUndefined();
      belongs(world, 'admin', [], []);
      expect(await code(world, 'admin', mode)).toBeUndefined();
    },
  );
});

describe('ending a call with a number outside', () => {
  const outside = { leg: 'l1', dialled: '+582125550177', by: ANA, state: 'joined', since: 1 } as const;
  const handedOut = async (queue: string | null) => {
    const world = await scene();
    const call = callPicture('c7', { phase: 'handed-out', queue, outside: [outside] });
    world.centre.show({ ...smallCentre(), calls: [...smallCentre().calls, call] });
    return world;
  };
  const code = async (world: WebWorld, who: string, call = 'c7') =>
    (await ask(world, who, 'POST', `/calls/${call}/end`)).body.code;

  test('is for supervisors of who gave it there or of its queue, and for administrators; it is in the audit log', async () => {
    const world = await handedOut('averias');
    expect(await code(world, 'agente1')).toBe('not-allowed');
    belongs(world, 'supervisor', ['comercial'], []);
    expect(await code(world, 'supervisor')).toBe('not-your-area');
    expect(world.centre.commands).toEqual([]);
    expect(world.records.audit.filter(({ kind }) => kind === 'call-ended')).toEqual([]);
    belongs(world, 'supervisor', [], ['averias']);
    expect(await code(world, 'supervisor')).toBeUndefined();
    expect(world.centre.commands.map(({ command }) => command)).toEqual([
      { do: 'end-handed-out', by, call: 'c7' },
    ]);
    expect(world.records.audit.filter(({ kind }) => kind === 'call-ended')).toMatchObject([
      { person: by.id, subject: 'c7', data: JSON.stringify({ ticket: 'OA-2026-000001' }) },
    ]);
    belongs(world, 'admin', [], []);
    expect(await code(world, 'admin')).toBeUndefined();
  });

  test('goes by the agent where it has no queue; no other call can be ended, and none that is over', async () => {
    const world = await handedOut(null);
    belongs(world, 'supervisor', ['averias'], []);
    belongs(world, 'agente1', ['averias'], []);
    expect(await code(world, 'supervisor')).toBeUndefined();
    expect(await code(world, 'supervisor', 'c1')).toBe('talk-over');
    expect(await code(world, 'supervisor', 'c9')).toBe('call-gone');
  });
});
