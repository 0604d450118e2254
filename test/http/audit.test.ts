import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ChainRow } from '../../src/audit/chain.ts';
import { GATHER_MS } from '../../src/audit/gather.ts';
import { codeAt, stepAt } from '../../src/credentials/totp.ts';
import { AuditCardAnswer, AuditStateAnswer } from '../../src/http/answers/audit.ts';
import { listOf } from '../../src/http/answers/common.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { FIRST_POLICY } from '../../src/outgoing/policy.ts';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { fromBase32 } from '../kit/authenticator.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

type Row = Omit<ChainRow, 'data'> & { data: unknown };

/** What is in the log by now, without what stands in every row of a chain. */
async function logged(world: WebWorld): Promise<Row[]> {
  await turn();
  return world.records.audit.map(row => ({ ...row, data: JSON.parse(row.data) }));
}

function as(world: WebWorld, username: string) {
  return async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    world.web.app.inject({
      method,
      url: `/api/v1${url}`,
      remoteAddress: '203.0.113.9',
      headers: username === '' ? {} : { cookie: await world.cookieOf(username) },
      ...(payload ? { payload } : {}),
    });
}

describe('the log holds', () => {
  test('who logged in and out, and from where', async () => {
    const world = await webWorld();
    const entered = await as(world, '')('POST', '/session', { username: 'agente1', password: PASSWORD });
    expect(entered.statusCode).toBe(200);
    await as(world, 'agente1')('DELETE', '/session');
    const who = { person: 'id-of-agente1', address: '203.0.113.9' };
    expect(await logged(world)).toMatchObject([
      { kind: 'logged-in', ...who },
      { kind: 'logged-out', ...who },
    ]);
  });

  test('a second factor that was set, used, failed and removed, and by whom; no code and no secret', async () => {
    const world = await webWorld();
    const [agent, admin, nobody] = [as(world, 'agente1'), as(world, 'admin'), as(world, '')];
    const begun = (await agent('POST', '/me/second-factor/enrolment', { password: PASSWORD })).json();
    const code = () => codeAt(fromBase32(begun.secret), stepAt(world.clock.now()));
    const { enrolment } = begun;
    const codes = (await agent('POST', '/me/second-factor', { enrolment, code: code() })).json();
    const logIn = async (given: string) => {
      const asked = await nobody('POST', '/session', { username: 'agente1', password: PASSWORD });
      return nobody('POST', '/session/code', { ticket: asked.json().ticket, code: given });
    };
    await logIn('000000');
    world.clock.advance(30_000);
    await logIn(code());
    await logIn(codes.recoveryCodes[0]);
    await admin('DELETE', '/people/id-of-agente1/second-factor');
    await admin('PUT', '/log-in-policy', { secondFactor: ['admin'] });
    const rows = await logged(world);
    const [mine, theirs, subject] = ['id-of-agente1', 'id-of-admin', 'id-of-agente1'];
    expect(rows.map(row => [row.kind, row.person, row.subject, row.data])).toEqual([
      ['second-factor-set', mine, subject, {}],
      ['log-in-failed', null, subject, { step: 'code' }],
      ['logged-in', mine, null, { by: 'app' }],
      ['logged-in', mine, null, { by: 'recovery-code' }],
      ['second-factor-removed', theirs, subject, { by: 'admin' }],
      [
        'log-in-policy-changed',
        theirs,
        null,
        { before: { secondFactor: [] }, after: { secondFactor: ['admin'] } },
      ],
    ]);
    const text = JSON.stringify(rows);
    for (const secret of [begun.secret, ...codes.recoveryCodes]) expect(text).not.toContain(secret);
  });

  test('whose account was tried and from where, counted, and never a name that nobody has or a password', async () => {
    const world = await webWorld();
    const tryOut = as(world, '');
    for (let each = 0; each < 8; each += 1) {
      await tryOut('POST', '/session', { username: 'AGENTE1', password: 'not-this-one-1' });
      await tryOut('POST', '/session', { username: 'my-Secret-Password-9', password: 'x' });
    }
    await turn();
    world.clock.advance(GATHER_MS);
    const rows = await logged(world);
    const address = '203.0.113.9';
    const counted = rows.map(row => [row.kind, row.subject, row.data]);
    expect(counted).toContainEqual(['log-in-failed', 'id-of-agente1', {}]);
    expect(counted).toContainEqual(['log-in-failed', null, {}]);
    expect(counted).toContainEqual(['log-in-locked', 'id-of-agente1', {}]);
    expect(rows.every(row => row.person === null && row.address === address)).toBe(true);
    const times = rows.reduce((sum, row) => sum + ((row.data as { times?: number }).times ?? 1), 0);
    expect(times).toBe(16);
    const text = JSON.stringify(rows).toLowerCase();
    for (const secret of ['my-secret', 'not-this-one']) expect(text).not.toContain(secret);
  });

  test('what an admin changed of a person, before and after, and of a password only that', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const admin = as(world, 'admin');
    const password = 'another-horse-9';
    await admin('POST', '/people', {
      username: 'nueva',
      displayName: 'Nueva',
      role: 'agent',
      level: 1,
      queues: [],
      password,
    });
    await admin('PATCH', '/people/id-of-agente1', { role: 'supervisor', level: 1, password });
    await admin('POST', '/people/id-of-agente2/end-now');
    await admin('GET', '/people/id-of-mesa/phone');
    await admin('POST', '/people/id-of-mesa/phone/rotate');
    const rows = await logged(world);
    expect(rows.every(row => row.person === 'id-of-admin' && row.address === '203.0.113.9')).toBe(true);
    expect(rows).toMatchObject([
      { kind: 'person-added', data: { after: { username: 'nueva', role: 'agent' } } },
      {
        kind: 'person-changed',
        subject: 'id-of-agente1',
        data: { before: { role: 'agent' }, after: { role: 'supervisor' } },
      },
      { kind: 'password-set', subject: 'id-of-agente1', data: {} },
      { kind: 'ended-now', subject: 'id-of-agente2' },
      { kind: 'desk-account-shown', subject: 'id-of-mesa' },
      { kind: 'desk-account-replaced', subject: 'id-of-mesa' },
    ]);
    const text = JSON.stringify(rows);
    for (const secret of [password, 'argon2', 'passwordHash']) expect(text).not.toContain(secret);
  });

  test('that somebody changed their own password, or did not know it', async () => {
    const world = await webWorld();
    const next = 'another-horse-9';
    await as(world, 'agente1')('PUT', '/me/password', { present: 'not-this-one-1', next });
    await as(world, 'agente1')('PUT', '/me/password', { present: PASSWORD, next });
    const person = 'id-of-agente1';
    const rows = await logged(world);
    expect(rows).toMatchObject([
      { kind: 'refused', person, data: { code: 'wrong-password' } },
      { kind: 'password-set', person, subject: person },
    ]);
    expect(JSON.stringify(rows)).not.toContain(next);
  });

  test('what was tried and did not come to pass', async () => {
    const world = await webWorld();
    const person = { username: 'agente1', displayName: 'Otro', role: 'agent', level: 1, queues: [] };
    const added = await as(world, 'admin')('POST', '/people', { ...person, password: PASSWORD });
    expect(added.json().code).toBe('already-exists');
    expect(await logged(world)).toMatchObject([
      { kind: 'person-added' },
      { kind: 'not-done', data: { rows: [1], code: 'already-exists' } },
    ]);
  });

  test('how settings were and are', async () => {
    const world = await webWorld();
    world.records.centre = { ...world.records.centre, ...firstCentre('America/Caracas') };
    world.centre.show(smallCentre());
    const admin = as(world, 'admin');
    const old = world.records.centre.queues.find(queue => queue.name === 'averias')?.wrapUpAlarmMs;
    await admin('PATCH', '/queues/averias', { wrapUpAlarmMs: 90_000 });
    await admin('PATCH', '/queues/averias', { wrapUpAlarmMs: 90_000 });
    const policy = (await admin('GET', '/outgoing')).json();
    const caps = { ...FIRST_POLICY.caps, person: { atOnce: 1, perDay: 10 } };
    expect((await admin('PUT', '/outgoing', { ...policy, caps })).statusCode).toBe(200);
    await admin('POST', '/outgoing/release', { person: null });
    expect(await logged(world)).toMatchObject([
      {
        kind: 'queue-changed',
        subject: 'averias',
        data: { before: { wrapUpAlarmMs: old }, after: { wrapUpAlarmMs: 90_000 } },
      },
      { kind: 'outgoing-changed', data: { before: { caps: FIRST_POLICY.caps }, after: { caps } } },
      { kind: 'outgoing-released', subject: null },
    ]);
  });

  test('who was refused what, from an account and from another site', async () => {
    const world = await webWorld();
    await as(world, 'agente1')('GET', '/people');
    await world.web.app.inject({ url: '/api/v1/front', headers: { host: 'evil.example' } });
    await world.web.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'http://evil.example' },
      payload: { username: 'admin', password: 'x' },
    });
    // Pages run into these by themselves.
    await as(world, '')('GET', '/people');
    await as(world, 'nuevo')('GET', '/calls');
    expect(await logged(world)).toMatchObject([
      {
        kind: 'refused',
        person: 'id-of-agente1',
        data: { code: 'not-allowed', route: 'GET /api/v1/people' },
      },
      { kind: 'refused', person: null, data: { code: 'wrong-host', route: 'GET /api/v1/front' } },
      { kind: 'refused', person: null, data: { code: 'wrong-origin', route: 'POST /api/v1/session' } },
    ]);
  });

  test('the one-time link: who used it, and who tried one that is none', async () => {
    const world = await webWorld();
    world.records.people.delete('id-of-admin');
    const token = await world.web.firstAdmin.invite();
    const make = (link: string | null) =>
      as(world, '')('POST', '/first-admin', {
        token: link,
        username: 'root',
        displayName: 'R',
        password: PASSWORD,
      });
    expect((await make('x'.repeat(43))).statusCode).toBe(404);
    expect((await make(token)).statusCode).toBe(201);
    const rows = await logged(world);
    expect(rows).toMatchObject([
      { kind: 'first-admin-refused', address: '203.0.113.9' },
      { kind: 'first-admin-made', address: '203.0.113.9', data: { username: 'root' } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('who looked customers up, without what was typed', async () => {
    const world = await webWorld();
    await as(world, 'agente1')('GET', '/customers?text=perez');
    await as(world, 'agente1')('GET', '/customers/c1/history');
    const rows = await logged(world);
    expect(rows).toMatchObject([
      { kind: 'customer-searched', person: 'id-of-agente1', address: '203.0.113.9', subject: null },
      { kind: 'customer-viewed', subject: 'c1' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('perez');
  });
});

test('an admin whose deed cannot be written down is refused, and nothing is changed', async () => {
  const world = await webWorld();
  const patch = () => as(world, 'admin')('PATCH', '/people/id-of-agente1', { role: 'supervisor' });
  const { audit } = world.records;
  // The store is away for the log alone.
  Object.defineProperty(audit, 'push', {
    configurable: true,
    value: () => {
      throw new CauceError('store-away');
    },
  });
  expect((await patch()).json().code).toBe('store-away');
  expect(world.person('agente1').role).toBe('agent');
  Reflect.deleteProperty(audit, 'push');
  expect((await patch()).statusCode).toBe(200);
  expect(await logged(world)).toHaveLength(1);
});

describe('an admin', () => {
  async function filled(): Promise<WebWorld> {
    const world = await webWorld();
    world.records.people.set('evil', {
      person: { ...world.person('agente1'), id: 'evil', username: 'evil', displayName: '=cmd|calc' },
      passwordHash: '',
    });
    const admin = as(world, 'admin');
    for (const level of [2, 3, 2]) await admin('PATCH', '/people/evil', { level });
    await admin('PATCH', '/people/id-of-agente1', { password: 'another-horse-9' });
    return world;
  }

  test('reads the log newest first, with names, as the document promises', async () => {
    const world = await filled();
    const answer = await as(world, 'admin')('GET', '/audit?limit=2');
    const list = listOf(AuditCardAnswer).parse(answer.json());
    expect(list).toEqual(answer.json());
    expect(list).toMatchObject({
      total: 4,
      items: [
        { seq: 4, kind: 'password-set', personName: 'ADMIN', subjectName: 'AGENTE1' },
        { seq: 3, kind: 'person-changed', data: { before: { level: 3 }, after: { level: 2 } } },
      ],
    });
    const next = (await as(world, 'admin')('GET', '/audit?limit=2&before=3')).json();
    expect(next.items.map((card: { seq: number }) => card.seq)).toEqual([2, 1]);
    const about = (await as(world, 'admin')('GET', '/audit?person=evil&kind=person-changed')).json();
    expect(about.total).toBe(3);
    expect((await as(world, 'admin')('GET', `/audit?from=${world.clock.now() + 1}`)).json().total).toBe(0);
    for (const wrong of ['kind=nothing', 'limit=0', 'before=x', 'from=-1', 'other=1'])
      expect((await as(world, 'admin')('GET', `/audit?${wrong}`)).statusCode).toBe(400);
  });

  test('takes it along as CSV in which no cell is a formula, and that is a row', async () => {
    const world = await filled();
    const answer = await as(world, 'admin')('GET', '/audit/export?kind=person-changed');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="audit-2026-11-22\.csv"$/);
    const lines = answer.body.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain(`"'=cmd|calc"`);
    const rows = await logged(world);
    expect(rows.at(-1)).toMatchObject({
      kind: 'exported',
      person: 'id-of-admin',
      data: { rows: 3, filter: { kind: 'person-changed' } },
    });
    expect((await as(world, 'admin')('GET', '/audit/export')).body.split('\r\n')).toHaveLength(8);
  });

  test('takes along more than is read in one step', async () => {
    const world = await webWorld();
    await world.parts.audit.carryOut(
      { person: null, address: null },
      Array.from({ length: 1_200 }, () => ({ kind: 'logged-in', subject: null, data: {} }) as const),
      async () => undefined,
    );
    const { body } = await as(world, 'admin')('GET', '/audit/export');
    const numbers = body
      .split('\r\n')
      .slice(1, -1)
      .map(line => Number(line.split('"')[1]));
    expect(numbers).toEqual(Array.from({ length: 1_201 }, (_, index) => 1_201 - index));
  });

  test('sees how the chain stands, and has it looked at anew', async () => {
    const world = await filled();
    const check = async () => {
      await as(world, 'admin')('POST', '/audit/check');
      await turn();
      return AuditStateAnswer.parse((await as(world, 'admin')('GET', '/audit/state')).json());
    };
    expect(await check()).toMatchObject({ checked: { seq: 4 }, faults: [], checking: false });
    const rows = world.records.audit;
    rows[1] = { ...(rows[1] as ChainRow), address: '192.0.2.1' };
    expect((await check()).faults).toEqual([
      { seq: 2, why: 'changed', words: { es: 'la fila 2 fue cambiada', en: 'row 2 was changed' } },
    ]);
  });
});
