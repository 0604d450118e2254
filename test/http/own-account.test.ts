import { describe, expect, test } from 'vitest';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

const NEXT = 'tortuga.verde.camina';

function change(world: WebWorld, cookie: string, present: string, next: string) {
  return world.web.app.inject({
    method: 'PUT',
    url: '/api/v1/me/password',
    headers: { cookie },
    payload: { present, next },
  });
}

async function canLogIn(world: WebWorld, password: string): Promise<boolean> {
  const payload = { username: 'agente1', password };
  const answer = await world.web.app.inject({ method: 'POST', url: '/api/v1/session', payload });
  return answer.statusCode === 200;
}

const isIn = async (world: WebWorld, cookie: string) =>
  (await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode === 200;

describe('my own password', () => {
  test('changes with the present one; my other log-ins end, this one and those of others stay', async () => {
    const world = await webWorld();
    const [mine, other, theirs] = [
      await world.cookieOf('agente1'),
      await world.cookieOf('agente1'),
      await world.cookieOf('agente2'),
    ];
    expect((await change(world, mine, PASSWORD, NEXT)).json()).toEqual({ ok: true });
    expect([await isIn(world, mine), await isIn(world, other), await isIn(world, theirs)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([await canLogIn(world, PASSWORD), await canLogIn(world, NEXT)]).toEqual([false, true]);
  });

  test('stays when the present one is wrong, and tries for it are few', async () => {
    const world = await webWorld();
    const mine = await world.cookieOf('agente1');
    for (let tries = 0; tries < 5; tries += 1) {
      const refused = await change(world, mine, `wrong-${tries}`, NEXT);
      expect([refused.statusCode, refused.json().code]).toEqual([422, 'wrong-password']);
    }
    expect((await change(world, mine, PASSWORD, NEXT)).json().code).toBe('too-many-tries');
    // Neither is the person locked out by that, nor somebody else.
    expect(await canLogIn(world, PASSWORD)).toBe(true);
    const theirs = await world.cookieOf('agente2');
    expect((await change(world, theirs, PASSWORD, NEXT)).statusCode).toBe(200);
    world.clock.advance(300_000);
    expect((await change(world, mine, PASSWORD, NEXT)).statusCode).toBe(200);
  });

  test('changes five times in a quarter of an hour: each one begins the tries of codes anew', async () => {
    const world = await webWorld();
    const mine = await world.cookieOf('agente1');
    const passwords = [PASSWORD, ...Array.from({ length: 6 }, (_, nth) => `${NEXT}.${nth}`)];
    const codes: number[] = [];
    for (const [nth, present] of passwords.slice(0, -1).entries()) {
      codes.push((await change(world, mine, present, passwords[nth + 1] ?? '')).statusCode);
    }
    expect(codes).toEqual([200, 200, 200, 200, 200, 429]);
    world.clock.advance(15 * 60_000);
    expect((await change(world, mine, passwords[5] ?? '', NEXT)).statusCode).toBe(200);
  });

  test.each([
    ['Welcome2026!', 'muy usada'],
    ['agente1-agente1', 'su usuario'],
    [PASSWORD, 'ya tiene'],
  ])('%s is refused at its field, with why', async (next, why) => {
    const world = await webWorld();
    const refused = await change(world, await world.cookieOf('agente1'), PASSWORD, next);
    expect(refused.statusCode).toBe(400);
    const [fault] = refused.json().faults;
    expect([fault.path, fault.words.es]).toEqual(['body.next', expect.stringContaining(why)]);
    expect(await canLogIn(world, PASSWORD)).toBe(true);
  });
});

describe('my own keys of the desk', () => {
  const set = (world: WebWorld, cookie: string, keys: object) =>
    world.web.app.inject({ method: 'PUT', url: '/api/v1/me/keys', headers: { cookie }, payload: { keys } });
  const keysOf = async (world: WebWorld, cookie: string) =>
    (await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } })).json().keys;

  test('are kept with me: another log-in of mine has them, nobody else', async () => {
    const world = await webWorld();
    const mine = await world.cookieOf('agente1');
    expect(await keysOf(world, mine)).toEqual({});
    expect((await set(world, mine, { hold: 'Control+F2' })).json()).toEqual({ ok: true });
    expect(await keysOf(world, mine)).toEqual({ hold: 'Control+F2' });
    expect(await keysOf(world, await world.cookieOf('agente1'))).toEqual({ hold: 'Control+F2' });
    expect(await keysOf(world, await world.cookieOf('agente2'))).toEqual({});
    await set(world, mine, {});
    expect(await keysOf(world, mine)).toEqual({});
  });

  test.each([
    [{ hold: 'Control+w' }],
    [{ hold: 'Alt+K', swap: 'Alt+K' }],
    [{ hold: 'F5' }],
    [{ nothing: 'F6' }],
    [{ back: 'F9' }],
    [{ hold: 7 }],
  ])('are refused where they cannot be, and the old ones stay: %j', async keys => {
    const world = await webWorld();
    const mine = await world.cookieOf('agente1');
    await set(world, mine, { mute: 'Alt+M' });
    const refused = await set(world, mine, keys);
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'invalid-input']);
    expect(await keysOf(world, mine)).toEqual({ mute: 'Alt+M' });
  });
});
