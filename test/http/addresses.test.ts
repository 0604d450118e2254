import { describe, expect, test } from 'vitest';
import { TRIES_PER_ACCOUNT_AND_ADDRESS } from '../../src/http/log-in-budgets.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const PROXY = '10.0.0.5';
const TOKEN = 'k'.repeat(32);

/** A failed log-in as a proxy passes it on for a client. */
function tryFrom(world: WebWorld, client: string, peer = PROXY) {
  return world.web.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: peer,
    headers: { 'x-forwarded-for': client },
    payload: { username: 'agente1', password: 'not-this-one' },
  });
}

describe('the address of a client behind a proxy', () => {
  test('is what the proxy says where the operator trusts it: one guesser does not lock the others out', async () => {
    const world = await webWorld({ config: { trustedProxies: [PROXY] } });
    for (let i = 0; i < TRIES_PER_ACCOUNT_AND_ADDRESS; i += 1) await tryFrom(world, '203.0.113.7');
    expect((await tryFrom(world, '203.0.113.7')).statusCode).toBe(429);
    expect((await tryFrom(world, '203.0.113.8')).statusCode).toBe(401);
  });

  test('is the same on whatever port, which some proxies tell too', async () => {
    const world = await webWorld({ config: { trustedProxies: [PROXY] } });
    const guesser = ['203.0.113.7', '[2001:db8::7]'];
    for (let i = 0; i < TRIES_PER_ACCOUNT_AND_ADDRESS; i += 1) {
      for (const address of guesser) await tryFrom(world, `${address}:${50_000 + i}`);
    }
    for (const address of guesser) expect((await tryFrom(world, `${address}:1`)).statusCode).toBe(429);
    expect((await tryFrom(world, '203.0.113.8:50000')).statusCode).toBe(401);
  });

  test('is believed of nobody else: a guesser gets no new tries by inventing addresses', async () => {
    const world = await webWorld({ config: { trustedProxies: ['10.0.0.6'] } });
    for (let i = 0; i < TRIES_PER_ACCOUNT_AND_ADDRESS; i += 1) await tryFrom(world, `203.0.113.${i}`);
    expect((await tryFrom(world, '203.0.113.99')).statusCode).toBe(429);
  });

  test('is believed of nobody at all by default', async () => {
    const world = await webWorld();
    for (let i = 0; i < TRIES_PER_ACCOUNT_AND_ADDRESS; i += 1) await tryFrom(world, `203.0.113.${i}`);
    expect((await tryFrom(world, '203.0.113.99')).statusCode).toBe(429);
  });
});

describe('an address of IPv6', () => {
  test('is counted with its whole /64, in the log-in and in the rate of requests', async () => {
    const world = await webWorld();
    const address = (n: number) => `2001:db8:1:2::${n.toString(16)}`;
    for (let n = 0; n < TRIES_PER_ACCOUNT_AND_ADDRESS; n += 1) await tryFrom(world, 'none', address(n));
    expect((await tryFrom(world, 'none', address(99))).statusCode).toBe(429);
    expect((await tryFrom(world, 'none', '2001:db8:1:3::1')).statusCode).toBe(401);

    const guess = (remoteAddress: string) =>
      world.web.app.inject({
        method: 'POST',
        url: '/api/v1/first-admin',
        remoteAddress,
        payload: { token: 'x', username: 'jefa', displayName: 'Jefa', password: 'barco-azul-lento-9' },
      });
    for (let n = 0; n < 20; n += 1) expect((await guess(address(n))).statusCode).toBe(404);
    expect((await guess(address(99))).statusCode).toBe(429);
    for (let n = 0; n < 20; n += 1) expect((await guess('::ffff:203.0.113.9')).statusCode).toBe(404);
    expect((await guess('203.0.113.9')).statusCode).toBe(429);
  });
});

describe('/metrics', () => {
  const ask = async (world: WebWorld, remoteAddress: string, headers: Record<string, string> = {}) =>
    (await world.web.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

  test('answers programs on this machine, and nobody else without a token', async () => {
    const world = await webWorld();
    expect(await ask(world, '127.0.0.1')).toBe(200);
    expect(await ask(world, '::1')).toBe(200);
    expect(await ask(world, '::ffff:127.0.0.1')).toBe(200);
    expect(await ask(world, '10.0.0.9')).toBe(403);
    expect(await ask(world, '10.0.0.9', { authorization: 'Bearer null' })).toBe(403);
    expect(await ask(world, '10.0.0.9', { cookie: await world.cookieOf('admin') })).toBe(403);
  });

  test('answers from anywhere against the token, which must be right even from this machine', async () => {
    const world = await webWorld({ config: { metricsToken: TOKEN } });
    expect(await ask(world, '10.0.0.9', { authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await ask(world, '10.0.0.9', { authorization: `Bearer ${TOKEN}x` })).toBe(403);
    expect(await ask(world, '127.0.0.1', { authorization: 'Bearer wrong' })).toBe(403);
    expect(await ask(world, '127.0.0.1')).toBe(200);
  });

  test('is not opened to everybody by a proxy on this machine', async () => {
    const asked = { 'x-forwarded-for': '203.0.113.7' };
    expect(await ask(await webWorld(), '127.0.0.1', asked)).toBe(403);
    expect(await ask(await webWorld({ config: { trustedProxies: ['127.0.0.1'] } }), '127.0.0.1', asked)).toBe(
      403,
    );
  });
});
