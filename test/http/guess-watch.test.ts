import { describe, expect, test } from 'vitest';
import { LogInTickets } from '../../src/credentials/log-in-ticket.ts';
import {
  FAILED_BY_ACCOUNT,
  FAILED_BY_ADDRESS,
  FAILED_IN_ALL,
  type FailedTry,
  GUESSING,
  guessingLately,
  WRONG_CODES,
} from '../../src/http/guess-watch.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const PROXY = '10.0.0.5';
const MINUTE = 60_000;

describe('failed tries to log in', () => {
  const tries = (count: number, of: (n: number) => Partial<FailedTry>): FailedTry[] =>
    Array.from({ length: count }, (_, n) => ({
      at: 0,
      account: `p${n}`,
      address: `203.0.113.${n}`,
      step: 'password',
      ...of(n),
    }));

  test.each([
    ['for one account from many addresses', FAILED_BY_ACCOUNT, () => ({ account: 'ana' }), 'accounts', 'ana'],
    ['from one address for many accounts', FAILED_BY_ADDRESS, () => ({ address: 'x' }), 'addresses', 'x'],
    [
      'from one address for names that nobody has',
      FAILED_BY_ADDRESS,
      () => ({ address: 'x', account: null }),
      'addresses',
      'x',
    ],
    [
      'of codes after the right password',
      WRONG_CODES,
      () => ({ account: 'ana', step: 'code' as const }),
      'known',
      'ana',
    ],
  ] as const)('%s are an alarm, one fewer is none', (_, limit, of, where, name) => {
    expect(guessingLately(tries(limit, of), MINUTE)?.[where]).toEqual([[name, limit]]);
    expect(guessingLately(tries(limit - 1, of), MINUTE)).toBeNull();
    expect(guessingLately(tries(limit, of), 10 * MINUTE)).toBeNull();
  });

  test('of many for many are an alarm that names nobody', () => {
    const all = tries(FAILED_IN_ALL, () => ({}));
    expect(guessingLately(all, MINUTE)).toEqual({
      count: FAILED_IN_ALL,
      accounts: [],
      addresses: [],
      known: [],
    });
    expect(guessingLately(all.slice(1), MINUTE)).toBeNull();
  });
});

describe('the alarm of guessed passwords', () => {
  const logIn = (world: WebWorld, username: string, client: string) =>
    world.web.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: PROXY,
      headers: { 'x-forwarded-for': client },
      payload: { username, password: 'not-this-one' },
    });
  const behindProxy = { config: { trustedProxies: [PROXY] } };
  const alarm = (world: WebWorld) => world.records.alarms.get(GUESSING);
  const later = async (world: WebWorld, ms: number) => {
    // Whose account it was is looked up beside the answer.
    await new Promise(resolve => setImmediate(resolve));
    world.clock.advance(ms);
    await new Promise(resolve => setImmediate(resolve));
  };

  test('stands while somebody guesses, says whose password and from where, and nothing that nobody is called', async () => {
    const world = await webWorld(behindProxy);
    for (let n = 0; n < FAILED_BY_ACCOUNT; n += 1) await logIn(world, 'Agente1', `203.0.113.${n}`);
    for (let n = 0; n < FAILED_BY_ADDRESS; n += 1)
      await logIn(world, `Secret-${n}-7h!`, '[2001:db8::1]:4711');
    await later(world, 2_000);
    const said = alarm(world);
    expect(said).toMatchObject({ severity: 'warning' });
    for (const words of Object.values(said?.words ?? {})) {
      expect(words).toContain(`agente1 (${FAILED_BY_ACCOUNT})`);
      expect(words).toContain(`2001:db8:0:0::/64 (${FAILED_BY_ADDRESS})`);
      expect(words).not.toMatch(/Secret/i);
    }
    for (let half = 0; half < 21; half += 1) await later(world, 30_000);
    expect(alarm(world)).toBeUndefined();
  });

  test('counts the tries that are not looked at any more', async () => {
    const world = await webWorld();
    for (let n = 0; n < FAILED_BY_ACCOUNT; n += 1) await logIn(world, 'agente1', '');
    await later(world, 2_000);
    expect(alarm(world)?.words.en).toContain('agente1');
  });

  test('is critical where the password was right and the codes are wrong', async () => {
    const world = await webWorld(behindProxy);
    const { parts } = world;
    const known = await parts.people.credentials('admin');
    const ticket = new LogInTickets(parts.config.serverKey).issue(
      'code',
      world.person('admin').id,
      known?.passwordHash ?? '',
      world.clock.now(),
    );
    for (let n = 0; n < WRONG_CODES; n += 1) {
      const { statusCode } = await world.web.app.inject({
        method: 'POST',
        url: '/api/v1/session/code',
        remoteAddress: PROXY,
        headers: { 'x-forwarded-for': `203.0.113.${n}` },
        payload: { ticket, code: '123456' },
      });
      expect(statusCode).toBeGreaterThanOrEqual(400);
    }
    await later(world, 2_000);
    expect(alarm(world)).toMatchObject({ severity: 'critical' });
    expect(alarm(world)?.words.es).toContain(`Sabe la contraseña de admin (${WRONG_CODES})`);
  });

  test('of an earlier process is taken away, and one that the book did not take is told again', async () => {
    let away = false;
    const told: string[] = [];
    const book = async (what: string) => {
      if (away) throw new CauceError('store-away');
      told.push(what);
    };
    const alarms = { raise: () => book('raise'), clear: () => book('clear') };
    const world = await webWorld({ ...behindProxy, parts: { alarms } });
    await waitUntil(() => told.length === 1, { what: 'the old one is taken away' });
    expect(told).toEqual(['clear']);
    away = true;
    for (let n = 0; n < FAILED_BY_ACCOUNT; n += 1) await logIn(world, 'agente1', `203.0.113.${n}`);
    await later(world, 2_000);
    away = false;
    await later(world, 30_000);
    expect(told).toEqual(['clear', 'raise']);
  });
});
