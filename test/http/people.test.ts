import { describe, expect, test } from 'vitest';
import { deskAccount } from '../../src/agents/sip-account.ts';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

const nueva = {
  username: 'Nueva.Agente',
  displayName: 'Nueva Agente',
  role: 'agent',
  level: 1,
  queues: ['averias'],
  password: PASSWORD,
};

async function asAdmin(world: WebWorld, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  return world.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: await world.cookieOf('admin') },
    ...(payload ? { payload } : {}),
  });
}

async function canLogIn(world: WebWorld, username: string, password: string): Promise<boolean> {
  const answer = await world.web.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { username, password },
  });
  return answer.statusCode === 200;
}

describe('an admin', () => {
  test('changes when a long wrap-up is an alarm, how a queue is recorded and whether its calls are answered by themselves, and nothing else of it', async () => {
    const world = await webWorld();
    world.records.centre = { ...world.records.centre, queues: firstCentre('America/Caracas').queues };
    const changed = await asAdmin(world, 'PATCH', '/queues/averias', { wrapUpAlarmMs: 0 });
    expect([changed.statusCode, changed.json()]).toEqual([
      200,
      {
        ...{ name: 'averias', title: 'Averías', wrapUpAlarmMs: 0, autoAnswer: 'allows', maskNumbers: false },
        revealNumbers: false,
        ...{ recording: 'always', recordingPauseMs: 120_000 },
        ...{ ringMs: 15_000, refusedAgainMs: 5_000, awaitAgentMs: 10_000 },
        ...{ answerWithinMs: 20_000, announceEveryMs: 45_000 },
      },
    ]);
    expect((await asAdmin(world, 'GET', '/queues/averias')).json()).toEqual(changed.json());
    expect((await asAdmin(world, 'GET', '/queues/nowhere')).json().code).toBe('unknown-resource');
    const waits = { awaitAgentMs: 0, ringMs: 20_000, announceEveryMs: 0 };
    expect((await asAdmin(world, 'PATCH', '/queues/averias', waits)).json()).toMatchObject(waits);
    const forced = await asAdmin(world, 'PATCH', '/queues/averias', { autoAnswer: 'forces' });
    expect(forced.json()).toMatchObject({ wrapUpAlarmMs: 0, autoAnswer: 'forces' });
    const recording = { recording: 'on-demand', recordingPauseMs: 60_000 };
    const policy = await asAdmin(world, 'PATCH', '/queues/averias', recording);
    expect(policy.json()).toMatchObject({ ...recording, wrapUpAlarmMs: 0, autoAnswer: 'forces' });
    for (const wrong of [
      { wrapUpAlarmMs: -1 },
      { wrapUpAlarmMs: 1.5 },
      { autoAnswer: 'yes' },
      { title: 'Otra' },
      { recording: 'sometimes' },
      { recordingPauseMs: 9_999 },
      { recordingPauseMs: 300_001 },
      { awaitAgentMs: 60_001 },
      { awaitAgentMs: -1 },
      { ringMs: 4_999 },
      { announceEveryMs: 14_999 },
      { answerWithinMs: 0 },
      { refusedAgainMs: 600_001 },
    ]) {
      expect((await asAdmin(world, 'PATCH', '/queues/averias', wrong)).json().code).toBe('invalid-input');
    }
    const nowhere = await asAdmin(world, 'PATCH', '/queues/nowhere', { wrapUpAlarmMs: 0 });
    expect(nowhere.json().code).toBe('unknown-resource');
  });

  test('changes what holds for the whole centre, one thing without the others, and each is on record', async () => {
    const world = await webWorld();
    const asked = async (method: 'GET' | 'PATCH', payload?: object) =>
      (await asAdmin(world, method, '/policies', payload)).json();
    const first = {
      supervisionSeen: true,
      leaderMayLeave: true,
      announceRecording: true,
      directRecording: 'on-demand',
      directPauseMs: 120_000,
      internalTickets: 'never',
      debtStops: false,
      longCallMs: 14_400_000,
    };
    expect(await asked('GET')).toEqual(first);
    expect(await asked('PATCH', { supervisionSeen: false })).toEqual({ ...first, supervisionSeen: false });
    const change = { longCallMs: 600_000, debtStops: false, leaderMayLeave: false };
    expect(await asked('PATCH', change)).toEqual({
      ...first,
      supervisionSeen: false,
      leaderMayLeave: false,
      longCallMs: 600_000,
    });
    expect(world.records.centre.policies).toMatchObject({ supervisionSeen: false, longCallMs: 600_000 });
    const direct = { directRecording: 'always', directPauseMs: 60_000, internalTickets: 'from-ticket' };
    expect(await asked('PATCH', direct)).toMatchObject({ ...direct, leaderMayLeave: false });
    const wrong = [
      { supervisionSeen: 'no' },
      { longCallMs: 599_999 },
      { directPauseMs: 9_999 },
      { internalTickets: 'sometimes' },
      { outgoing: {} },
      { callCaps: {} },
    ];
    for (const each of wrong) expect((await asked('PATCH', each)).code).toBe('invalid-input');
    expect(world.records.audit.map(({ kind, data }) => ({ kind, data: JSON.parse(data) }))).toMatchObject([
      {
        kind: 'policies-changed',
        data: { before: { supervisionSeen: true }, after: { supervisionSeen: false } },
      },
      {
        kind: 'policies-changed',
        data: {
          before: { longCallMs: 14_400_000, leaderMayLeave: true },
          after: { longCallMs: 600_000, leaderMayLeave: false },
        },
      },
      { kind: 'policies-changed', data: { before: { directRecording: 'on-demand' }, after: direct } },
    ]);
  });

  test('adds a person, who can log in', async () => {
    const world = await webWorld();
    const added = await asAdmin(world, 'POST', '/people', nueva);
    expect(added.statusCode).toBe(201);
    expect(added.json()).toMatchObject({ username: 'nueva.agente', active: true, language: 'es' });
    expect(added.body).not.toContain('argon2');
    expect(await canLogIn(world, 'nueva.agente', PASSWORD)).toBe(true);
    expect((await asAdmin(world, 'POST', '/people', nueva)).json().code).toBe('already-exists');
  });

  test('gives a person a number of their own, which is neither a service’s nor anybody else’s', async () => {
    const world = await webWorld();
    const add = (username: string, extension: string) =>
      asAdmin(world, 'POST', '/people', { ...nueva, username, extension });
    const first = await add('una', '150');
    expect(first.json()).toMatchObject({ extension: '150' });
    expect((await add('otra', '150')).json().code).toBe('extension-taken');
    expect((await add('otra', '1')).statusCode).toBe(400);
    const change = (extension: string) =>
      asAdmin(world, 'PATCH', `/people/${first.json().id}`, { extension });
    expect((await change('')).json().extension).toBe('');
    expect((await change('151')).json().extension).toBe('151');
  });

  test('gives a person the areas of their queues, and a telephone as it is with their role, unless told', async () => {
    const world = await webWorld();
    const { queues } = firstCentre('America/Caracas');
    const ventas = { ...queues[0], name: 'ventas', area: 'comercial' } as (typeof queues)[number];
    world.records.centre = { ...world.records.centre, queues: [...queues, ventas] };
    const add = async (more: object) => {
      const username = `persona${world.records.people.size}`;
      return (await asAdmin(world, 'POST', '/people', { ...nueva, username, ...more })).json();
    };
    const both = await add({ queues: ['averias', 'ventas'] });
    expect(both).toMatchObject({ areas: ['averias', 'comercial'], telephone: true });
    expect(await add({ queues: ['averias'], areas: ['cor'] })).toMatchObject({ areas: ['cor'] });
    expect(await add({ role: 'supervisor', queues: [] })).toMatchObject({ areas: [], telephone: false });
    expect(await add({ role: 'supervisor', telephone: true })).toMatchObject({ telephone: true });

    const change = async (patch: object) =>
      (await asAdmin(world, 'PATCH', `/people/${both.id}`, patch)).json();
    expect(await change({ areas: ['averias', 'comercial', 'cor'] })).toMatchObject({
      queues: ['averias', 'ventas'],
    });
    // Those of queues that are left go, those of new ones come, and others stay.
    expect(await change({ queues: ['ventas'] })).toMatchObject({ areas: ['cor', 'comercial'] });
    expect(await change({ queues: ['averias'], areas: ['averias'] })).toMatchObject({ areas: ['averias'] });
    expect(await change({ role: 'supervisor' })).toMatchObject({ telephone: false, areas: ['averias'] });
    expect(await change({ role: 'agent', telephone: false })).toMatchObject({ telephone: false });
    expect(await change({ level: 3 })).toMatchObject({ telephone: false, level: 3 });
    expect((await asAdmin(world, 'POST', '/people', { ...nueva, role: 'level-2' })).json().code).toBe(
      'invalid-input',
    );
  });

  test('does not put an old name over the newer one of another admin', async () => {
    const world = await webWorld();
    const { id } = (await asAdmin(world, 'POST', '/people', nueva)).json();
    const rename = (displayName: string, shown: string) =>
      asAdmin(world, 'PATCH', `/people/${id}`, { displayName, before: { displayName: shown } });
    expect((await rename('Agente Nueve', 'Nueva Agente')).statusCode).toBe(200);
    const late = await rename('Agente N.', 'Nueva Agente');
    expect([late.statusCode, late.json().code, late.json().present]).toEqual([
      409,
      'changed-meanwhile',
      'Agente Nueve',
    ]);
  });

  test.each(['\u202Egnp.exe', 'Ana\u200B Perozo', 'Ana\u0007', 'Ana\nPerozo'])(
    'has a name that is seen: %j',
    async name => {
      const world = await webWorld();
      for (const [method, url, body] of [
        ['POST', '/people', { ...nueva, displayName: name }],
        ['PATCH', '/people/id-of-agente1', { displayName: name }],
      ] as const) {
        const refused = await asAdmin(world, method, url, body);
        expect([refused.statusCode, refused.json().faults[0].path]).toEqual([400, 'body.displayName']);
      }
    },
  );

  test('is told which password would be guessed', async () => {
    const world = await webWorld();
    const refused = await asAdmin(world, 'POST', '/people', { ...nueva, password: 'Password123' });
    expect(refused.statusCode).toBe(400);
    const [fault] = refused.json().faults;
    expect(fault.path).toBe('body.password');
    expect(fault.words.es).toContain('palabra o clave muy usada');
  });

  test.each([
    [{ role: 'supervisor' }, 204],
    [{ active: false }, 204],
    [{ password: 'another-horse-9' }, 204],
    [{ displayName: 'Otro Nombre' }, 200],
  ])('changing %j leaves old log-ins with %i', async (patch, status) => {
    const world = await webWorld();
    const cookie = await world.cookieOf('agente1');
    expect((await asAdmin(world, 'PATCH', '/people/id-of-agente1', patch)).statusCode).toBe(200);
    const after = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } });
    expect(after.statusCode).toBe(status);
  });

  test('cannot take the rights from oneself', async () => {
    const world = await webWorld();
    for (const patch of [{ active: false }, { role: 'agent' }]) {
      const refused = await asAdmin(world, 'PATCH', '/people/id-of-admin', patch);
      expect(refused.json().code).toBe('not-to-oneself');
    }
  });

  test('gives oneself no password at an open page: that asks for the present one', async () => {
    const world = await webWorld();
    const patch = { password: 'another-horse-9', displayName: 'Otro Nombre' };
    const refused = await asAdmin(world, 'PATCH', '/people/id-of-admin', patch);
    expect(refused.json().code).toBe('not-to-oneself');
    expect([await canLogIn(world, 'admin', PASSWORD), world.person('admin').displayName]).toEqual([
      true,
      'ADMIN',
    ]);
  });

  test('gets the account of a desk telephone, and of no other', async () => {
    const world = await webWorld();
    const account = (await asAdmin(world, 'GET', '/people/id-of-mesa/phone')).json();
    expect(account).toEqual({
      ...deskAccount(world.parts.config.serverKey, world.person('mesa')),
      server: 'sip:127.0.0.1:5060',
      iceServers: [],
    });
    expect(account.user).toBe('sp-mesa');
    expect((await asAdmin(world, 'GET', '/people/id-of-agente1/phone')).json().code).toBe('unknown-resource');
  });

  test('replaces the account of a desk telephone, which no web password touches, nor the other way round', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const account = async () => (await asAdmin(world, 'GET', '/people/id-of-mesa/phone')).json();
    const first = await account();
    await asAdmin(world, 'PATCH', '/people/id-of-mesa', { password: 'another-horse-9' });
    expect(await account()).toEqual(first);

    const cookie = await world.cookieOf('mesa');
    const asked = world.centre.commands.length;
    const replaced = await asAdmin(world, 'POST', '/people/id-of-mesa/phone/rotate', {});
    expect(replaced.statusCode).toBe(200);
    expect(replaced.json().user).toBe('sp2-mesa');
    expect(replaced.json().password).not.toBe(first.password);
    expect(await account()).toEqual(replaced.json());
    expect(world.centre.commands.slice(asked).map(one => one.command)).toEqual([{ do: 'refresh-sessions' }]);
    expect((await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode).toBe(
      200,
    );
    expect(await canLogIn(world, 'mesa', 'another-horse-9')).toBe(true);

    const browser = await asAdmin(world, 'POST', '/people/id-of-agente1/phone/rotate', {});
    expect(browser.json().code).toBe('unknown-resource');
  });
});
