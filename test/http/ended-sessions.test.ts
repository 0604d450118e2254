import { beforeEach, describe, expect, test } from 'vitest';
import { ACCESS, OF_LAST_CALL } from '../../src/http/access.ts';
import { SESSIONS_PER_PERSON } from '../../src/http/session-desk.ts';
import { agentPicture, callPicture, smallCentre } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

/** Sessions that end while their person is in a call: what they keep, and that they keep nothing else. */

let world: WebWorld;
let cookie: string;
let line: string;

const TICKET = justOpened.number;

beforeEach(async () => {
  world = await webWorld();
  world.records.tickets.set(TICKET, justOpened);
  cookie = await world.cookieOf('agente1');
  world.centre.show(smallCentre());
  line = (await ask('GET', '/session')).json().phone.user;
  talks();
});

/** agente1 talks on `c1` at the telephone of the test's session. */
function talks(change: Parameters<typeof callPicture>[1] = {}): void {
  world.centre.change({
    agents: [agentPicture('agente1', { work: { kind: 'talking', call: 'c1', since: 3_000 } })],
    calls: [
      callPicture('c1', {
        phase: 'talking',
        agent: 'id-of-agente1',
        line,
        ticket: TICKET,
        position: null,
        ...change,
      }),
    ],
  });
}

/** The calls process has heard of the end, and says what is kept. */
function leaves(work: 'talking' | 'wrap-up' = 'talking'): void {
  const kept = { call: 'c1', lines: [line] };
  world.centre.change({
    agents: [agentPicture('agente1', { work: { kind: work, call: 'c1', since: 3_000 }, leaving: kept })],
  });
}

const ask = (method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, payload?: object, as = cookie) =>
  world.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: as },
    ...(payload ? { payload } : {}),
  });

async function patch(change: object): Promise<void> {
  const answer = await ask('PATCH', '/people/id-of-agente1', change, await world.cookieOf('admin'));
  expect(answer.statusCode).toBe(200);
}

describe('a session that ends in a talk', () => {
  test.each([
    ['by a new password', () => patch({ password: 'another-horse-9' })],
    ['by a new role', () => patch({ role: 'supervisor' })],
    ['by the role admin', () => patch({ role: 'admin' })],
    ['because its person is not active any more', () => patch({ active: false })],
    [
      'by a log-out in another tab',
      async () => expect((await ask('DELETE', '/session')).statusCode).toBe(204),
    ],
    ['by the clock', async () => world.clock.advance(12 * 3_600_000)],
  ])('%s keeps the call, and says so', async (_, ends) => {
    await ends();
    leaves();
    const who = await ask('GET', '/session');
    expect([who.statusCode, who.json().ending, who.json().phone?.user]).toEqual([200, 'c1', line]);
    for (const verb of ['hold', 'resume', 'hang-up', 'rejoin']) {
      expect((await ask('POST', `/calls/c1/${verb}`)).json(), verb).toEqual({ ok: true });
    }
    expect((await ask('POST', '/calls/c1/disposition', { disposition: 'solved' })).json()).toEqual({
      ok: true,
    });
    expect((await ask('GET', '/people')).json().code).toBe('session-ending');
    expect((await ask('POST', '/agents/me/will', { will: { kind: 'ready' } })).json().code).toBe(
      'session-ending',
    );
  });

  test('keeps a call that its person has answered while the caller hears the notice, none that only rings', async () => {
    talks({ phase: 'offered', agentUp: true });
    await patch({ password: 'another-horse-9' });
    expect((await ask('GET', '/session')).json().ending).toBe('c1');
    leaves();
    expect((await ask('POST', '/calls/c1/hang-up')).json()).toEqual({ ok: true });
    talks({ phase: 'offered' });
    expect((await ask('GET', '/session')).statusCode).toBe(204);
  });

  test('writes the summary of the call’s ticket, and a note where that is refused, and takes no other step', async () => {
    await patch({ password: 'another-horse-9' });
    leaves();
    const page = (await ask('GET', `/tickets/${TICKET}`)).json();
    expect(page.actions).toEqual(['describe', 'note']);
    expect(page.effects).toEqual(['none']);
    const { version } = page;
    const step = (body: object) => ask('POST', `/tickets/${TICKET}/actions`, { version, ...body });
    expect((await step({ action: 'take' })).json().code).toBe('session-ending');
    expect((await step({ action: 'describe', summary: 'No enciende el módem.' })).json()).toMatchObject({
      summary: 'No enciende el módem.',
      actions: ['describe', 'note'],
    });
    const stale = { action: 'describe', summary: 'Luces apagadas.', base: '' };
    expect((await step(stale)).json().code).toBe('changed-meanwhile');
    const noted = await step({ action: 'note', text: 'Luces apagadas.' });
    expect([noted.statusCode, noted.json().timeline?.at(-1)?.fact]).toEqual([
      200,
      { kind: 'noted', by: 'id-of-agente1', text: 'Luces apagadas.' },
    ]);
  });

  test('keeps the wrap-up, then nothing at all', async () => {
    await patch({ active: false });
    leaves('wrap-up');
    expect((await ask('GET', '/session')).json().ending).toBe('c1');
    world.centre.change({}, { agents: ['id-of-agente1'], calls: ['c1'] });
    expect((await ask('GET', '/session')).statusCode).toBe(204);
    expect((await ask('POST', '/calls/c1/disposition', { disposition: 'solved' })).json().code).toBe(
      'not-logged-in',
    );
    expect([...world.records.sessions.values()].map(one => one.session.personId)).not.toContain(
      'id-of-agente1',
    );
  });

  test('keeps it before the calls process has heard of the end, for a moment', async () => {
    await patch({ password: 'another-horse-9' });
    expect((await ask('POST', '/calls/c1/hold')).json()).toEqual({ ok: true });
    world.clock.advance(10_000);
    expect((await ask('POST', '/calls/c1/hold')).json().code).toBe('not-logged-in');
  });

  test('keeps it while the calls process is away', async () => {
    await patch({ password: 'another-horse-9' });
    world.centre.leave();
    world.clock.advance(60_000);
    expect((await ask('GET', '/session')).json().ending).toBe('c1');
  });

  test('has no part in the next call of its person, who logged in elsewhere', async () => {
    await patch({ password: 'another-horse-9' });
    talks({ line: 'ag-another' });
    expect((await ask('POST', '/calls/c1/hold')).json().code).toBe('not-logged-in');
  });

  test('has nothing but what rings taken back', async () => {
    world.centre.change({
      agents: [agentPicture('agente1', { work: { kind: 'offered', call: 'c1', since: 3_000 } })],
      calls: [callPicture('c1', { phase: 'offered', agent: 'id-of-agente1', line })],
    });
    await patch({ password: 'another-horse-9' });
    expect((await ask('GET', '/session')).statusCode).toBe(204);
  });
});

describe('a session that ended in a talk, at every route', () => {
  test.each(Object.entries(ACCESS).filter(([, rule]) => rule !== 'anyone'))('%s', async route => {
    await patch({ role: 'admin' });
    leaves();
    const [method = '', path = ''] = route.split(' ');
    const call = (id: string, number: string) =>
      world.web.app.inject({
        method: method as 'GET',
        url: path.replace(':id', id).replace(':name', 'averias').replace(':number', number),
        headers: { cookie },
        ...(path.endsWith('/actions') ? { payload: { action: 'take', version: 1 } } : {}),
      });
    const code = async (id: string, number: string) => {
      const answer = await call(id, number);
      return answer.headers['content-type']?.toString().startsWith('application/problem+json')
        ? answer.json().code
        : null;
    };
    const rule = OF_LAST_CALL[route];
    // No rule of another role opens anything: `guests` and `monitors` ask for no session at all.
    const asksNobody = ACCESS[route] === 'guests' || ACCESS[route] === 'monitors';
    if (asksNobody) return;
    if (rule === undefined || path.endsWith('/actions')) {
      expect(await code('c1', TICKET)).toBe('session-ending');
    } else {
      expect(['session-ending', 'not-logged-in', 'not-allowed']).not.toContain(await code('c1', TICKET));
    }
    if (rule !== 'session' && rule !== 'choices') {
      expect(await code('c2', 'OA-2026-000999')).toBe('session-ending');
    }
  });
});

describe('one log-in too many', () => {
  test('ends the oldest of the same person, and none of anybody else', async () => {
    const world = await webWorld();
    const other = await world.cookieOf('agente2');
    const cookies: string[] = [];
    for (let n = 0; n < SESSIONS_PER_PERSON + 2; n += 1) {
      cookies.push(await world.cookieOf('agente1'));
      world.clock.advance(1);
    }
    const statuses = await Promise.all(
      [other, ...cookies].map(async cookie => {
        const answer = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } });
        return answer.statusCode;
      }),
    );
    expect(statuses).toEqual([200, 204, 204, ...Array.from({ length: SESSIONS_PER_PERSON }, () => 200)]);
  });

  test('is not let in by many at once', async () => {
    const world = await webWorld();
    await Promise.all(Array.from({ length: 3 * SESSIONS_PER_PERSON }, () => world.cookieOf('agente1')));
    expect(await world.parts.sessions.live(world.clock.now())).toHaveLength(SESSIONS_PER_PERSON);
  });
});

describe('logging in and out around a talk', () => {
  const logIn = (username: string, as = cookie) =>
    world.web.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { cookie: as },
      payload: { username, password: 'correct-horse-7' },
    });

  test.each(['agente1', 'agente2'])('%s cannot log in where somebody talks', async username => {
    const refused = await logIn(username);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'browser-in-call']);
    await ask('DELETE', '/session');
    leaves();
    expect((await logIn(username)).json().code).toBe('browser-in-call');
    leaves('wrap-up');
    world.centre.change({ calls: [callPicture('c1', { phase: 'ending', agent: 'id-of-agente1', line })] });
    expect((await logIn(username)).statusCode).toBe(200);
  });

  test('the cookie stays while the session keeps a call, and goes with a second log-out in the wrap-up', async () => {
    const out = await ask('DELETE', '/session');
    expect(out.headers['set-cookie']).toBeUndefined();
    leaves();
    expect((await ask('DELETE', '/session')).headers['set-cookie']).toBeUndefined();
    expect((await ask('GET', '/session')).json().ending).toBe('c1');
    leaves('wrap-up');
    world.centre.change({ calls: [callPicture('c1', { phase: 'ending', agent: 'id-of-agente1', line })] });
    const again = await ask('DELETE', '/session');
    expect([again.statusCode, String(again.headers['set-cookie'])]).toEqual([
      204,
      expect.stringContaining('cauce=;'),
    ]);
    expect((await ask('GET', '/session')).statusCode).toBe(204);
  });
});

describe('an admin who ends it now', () => {
  test('leaves nothing of the sessions, and has the call taken away', async () => {
    const admin = await world.cookieOf('admin');
    await patch({ active: false });
    leaves();
    expect((await ask('POST', '/people/id-of-agente1/end-now', undefined, admin)).json()).toEqual({
      ok: true,
    });
    expect(world.centre.commands.at(-1)?.command).toEqual({ do: 'end-now', agent: 'id-of-agente1' });
    expect((await ask('GET', '/session')).statusCode).toBe(204);
    expect((await ask('POST', '/calls/c1/hang-up')).json().code).toBe('not-logged-in');
  });

  test('is told when nobody is meant, or oneself, or the calls process is away', async () => {
    const admin = await world.cookieOf('admin');
    const end = async (id: string) =>
      (await ask('POST', `/people/${id}/end-now`, undefined, admin)).json().code;
    expect(await end('nobody')).toBe('unknown-resource');
    expect(await end('id-of-admin')).toBe('not-to-oneself');
    world.centre.leave();
    expect(await end('id-of-agente1')).toBe('calls-away');
  });
});
