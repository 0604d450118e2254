import { describe, expect, test } from 'vitest';
import { memoryThrottle } from '../../src/adapters/memory/throttle.ts';
import { hashPassword, verifyPassword } from '../../src/adapters/passwords/argon2.ts';
import { CallsInHand } from '../../src/http/calls-in-hand.ts';
import type { Passwords } from '../../src/http/parts.ts';
import { SessionDesk } from '../../src/http/session-desk.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

function logIn(world: WebWorld, username: string, password: string, cookie?: string) {
  return world.web.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { username, password },
    ...(cookie ? { headers: { cookie } } : {}),
  });
}

/** What the browser is to keep for the session. */
function cookieFrom(response: { headers: Record<string, unknown> }): string {
  const [first = ''] = [response.headers['set-cookie']].flat();
  return String(first);
}

describe('logging in', () => {
  test('sets a cookie that scripts and other sites cannot use, and keeps only its digest', async () => {
    const world = await webWorld();
    const response = await logIn(world, 'agente1', PASSWORD);
    expect(response.statusCode).toBe(200);
    const cookie = cookieFrom(response);
    expect(cookie).toMatch(/^cauce=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = cookie.slice('cauce='.length, cookie.indexOf(';'));
    expect(JSON.stringify([...world.records.sessions.values()])).not.toContain(token);
  });

  test('answers who I am, with the telephone account of this log-in', async () => {
    const world = await webWorld();
    const me = (await logIn(world, 'AGENTE1', PASSWORD)).json();
    expect(me).toMatchObject({
      person: { username: 'agente1', role: 'agent' },
      confidentialityAccepted: true,
      phone: { server: 'ws://localhost:80/sip', iceServers: [] },
    });
    expect(me.phone.user).toMatch(/^ag-[0-9a-f]{12}$/);
    expect(JSON.stringify(me)).not.toContain('argon2');
  });

  test('asks the calls process for the line before it answers', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    await logIn(world, 'agente1', PASSWORD);
    expect(world.centre.commands.map(one => one.command)).toEqual([{ do: 'refresh-sessions' }]);
  });

  test('works while the calls process is away', async () => {
    const world = await webWorld();
    expect((await logIn(world, 'agente1', PASSWORD)).statusCode).toBe(200);
  });

  test('gives no browser telephone to supervisors and desk telephones', async () => {
    const world = await webWorld();
    expect((await logIn(world, 'supervisor', PASSWORD)).json().phone).toBeNull();
    expect((await logIn(world, 'mesa', PASSWORD)).json().phone).toBeNull();
  });

  test('ends the log-in the browser had before', async () => {
    const world = await webWorld();
    const old = await world.cookieOf('agente1');
    await logIn(world, 'agente1', PASSWORD, old);
    const response = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie: old } });
    expect([response.statusCode, response.body]).toEqual([204, '']);
  });
});

describe('a wrong password', () => {
  test('gets the same answer and the same work whether the name exists, is wrong or is not active', async () => {
    const verified: (string | null)[] = [];
    const passwords: Passwords = {
      hash: hashPassword,
      async verify(hash, password) {
        verified.push(hash);
        return verifyPassword(hash, password);
      },
    };
    const world = await webWorld({ parts: { passwords } });
    const gone = world.person('agente2');
    world.records.people.set(gone.id, {
      person: { ...gone, active: false },
      passwordHash: await hashPassword(PASSWORD),
    });
    const answers = [
      await logIn(world, 'agente1', 'not-the-password'),
      await logIn(world, 'nobody-here', 'not-the-password'),
      await logIn(world, 'agente2', PASSWORD),
    ];
    expect(verified).toHaveLength(3);
    expect(verified[1]).toBeNull();
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.body).toBe(answers[0]?.body);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(answers[0]?.json().code).toBe('wrong-credentials');
  });

  test('is refused after five tries for one account from one address, also with the right one', async () => {
    const world = await webWorld();
    for (let tries = 0; tries < 5; tries += 1) await logIn(world, 'agente1', `wrong-${tries}`);
    const refused = await logIn(world, 'agente1', PASSWORD);
    expect(refused.statusCode).toBe(429);
    expect(refused.json().code).toBe('too-many-tries');
    expect(Number(refused.headers['retry-after'])).toBe(300);
    expect((await logIn(world, 'agente2', PASSWORD)).statusCode).toBe(200);
    world.clock.advance(300_000);
    expect((await logIn(world, 'agente1', PASSWORD)).statusCode).toBe(200);
  });

  test('cannot slip under the limit by trying many at once', async () => {
    const world = await webWorld();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => logIn(world, 'agente1', `wrong-${n}`)),
    );
    expect(answers.filter(answer => answer.statusCode === 401)).toHaveLength(5);
    expect(answers.filter(answer => answer.statusCode === 429)).toHaveLength(7);
  });

  test('is forgotten once the right one was given', async () => {
    const throttle = memoryThrottle(fakeClock());
    const world = await webWorld({ parts: { throttle } });
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await logIn(world, 'agente1', `wrong-${tries}`);
      expect((await logIn(world, 'agente1', PASSWORD)).statusCode).toBe(200);
    }
  });
});

describe('a device on which somebody has logged in', () => {
  test('is known by a cookie that scripts cannot read, and lets its owner in while a stranger guesses', async () => {
    const world = await webWorld();
    const first = await logIn(world, 'agente1', PASSWORD);
    const device = first.cookies.find(({ name }) => name === 'cauce-device');
    expect(device).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 90 * 86_400 });
    for (let tries = 0; tries < 30; tries += 1) await logIn(world, 'agente1', `wrong-${tries}`);
    expect((await logIn(world, 'agente1', PASSWORD)).statusCode).toBe(429);
    const cookie = `cauce-device=${device?.value}`;
    expect((await logIn(world, 'agente1', PASSWORD, cookie)).statusCode).toBe(200);
  });

  test('is not known by a log-in that failed', async () => {
    const world = await webWorld();
    expect((await logIn(world, 'agente1', 'wrong')).headers['set-cookie']).toBeUndefined();
  });
});

describe('the confidentiality text', () => {
  test('comes before everything else at the first log-in', async () => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const first = await logIn(world, 'nuevo', PASSWORD);
    expect(first.json()).toMatchObject({ confidentialityAccepted: false, phone: null });
    const cookie = cookieFrom(first).split(';')[0] ?? '';
    const headers = { cookie };

    const before = await world.web.app.inject({ url: '/api/v1/queues', headers });
    expect(before.statusCode).toBe(403);
    expect(before.json().code).toBe('confidentiality-not-accepted');

    const accepting = await world.web.app.inject({
      method: 'POST',
      url: '/api/v1/session/confidentiality',
      headers,
      payload: { accepted: true },
    });
    expect(accepting.json()).toMatchObject({ confidentialityAccepted: true });
    expect(accepting.json().phone.user).toMatch(/^ag-/);
    expect(world.person('nuevo').confidentialityAcceptedAt).toBe(world.clock.now());
    expect((await world.web.app.inject({ url: '/api/v1/queues', headers })).statusCode).toBe(200);
  });
});

describe('a session', () => {
  const ask = (world: WebWorld, cookie: string) =>
    world.web.app.inject({ url: '/api/v1/session', headers: { cookie } });

  test('ends by logging out', async () => {
    const world = await webWorld();
    const cookie = await world.cookieOf('agente1');
    const out = await world.web.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie },
    });
    expect(out.statusCode).toBe(204);
    expect(cookieFrom(out)).toContain('cauce=;');
    expect((await ask(world, cookie)).statusCode).toBe(204);
  });

  test('ends twelve hours after the log-in, however busy it is', async () => {
    const world = await webWorld();
    const cookie = await world.cookieOf('agente1');
    for (let hour = 0; hour < 11; hour += 1) {
      world.clock.advance(3_600_000);
      expect((await ask(world, cookie)).statusCode).toBe(200);
    }
    world.clock.advance(3_600_000);
    expect((await ask(world, cookie)).statusCode).toBe(204);
  });

  test('ends when nothing is heard of it for two hours', async () => {
    const world = await webWorld();
    const cookie = await world.cookieOf('agente1');
    expect((await ask(world, cookie)).statusCode).toBe(200);
    world.clock.advance(2 * 3_600_000 + 1);
    expect((await ask(world, cookie)).statusCode).toBe(204);
    expect(world.records.sessions.size).toBe(0);
  });

  test('that was known in the last minute outlives an absent database; an unknown one hears that it is away', async () => {
    let away = false;
    const world = await webWorld();
    const { byToken } = world.parts.sessions;
    world.parts.sessions.byToken = async (hash, now) => {
      if (away) throw new CauceError('store-away');
      return byToken(hash, now);
    };
    const known = await world.cookieOf('agente1');
    const stranger = await new SessionDesk(
      world.parts.sessions,
      world.parts.people,
      world.clock,
      new CallsInHand(world.centre, world.parts.config.serverKey),
    ).openForPerson(world.person('agente2'));
    const unknown = `cauce=${stranger.token}`;
    // Nothing but an open page: no request of it for an hour, yet it stays known.
    for (let minute = 0; minute < 60; minute += 1) {
      world.clock.advance(60_000);
      await new Promise(resolve => setImmediate(resolve));
    }
    away = true;
    expect((await ask(world, known)).statusCode).toBe(200);
    const refused = await ask(world, unknown);
    expect(refused.statusCode).toBe(503);
    expect(refused.json().code).toBe('store-away');
    world.clock.advance(10 * 60_000);
    expect((await ask(world, known)).statusCode).toBe(200);
    away = false;
    expect((await ask(world, unknown)).statusCode).toBe(200);
  });
});
