import { describe, expect, test } from 'vitest';
import { codeAt, stepAt } from '../../src/credentials/totp.ts';
import { fromBase32 } from '../kit/authenticator.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

type Answer = Awaited<ReturnType<typeof post>>;

function post(
  world: WebWorld,
  url: string,
  payload: object,
  { cookie = '', from = '127.0.0.1' }: { cookie?: string; from?: string } = {},
) {
  return world.web.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload,
    remoteAddress: from,
    ...(cookie ? { headers: { cookie } } : {}),
  });
}

const logIn = (world: WebWorld, username: string, more?: Parameters<typeof post>[3]) =>
  post(world, '/session', { username, password: PASSWORD }, more);

/** All cookies an answer sets, as a browser sends them back. */
const cookiesOf = (answer: Answer) =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(line => line.split(';')[0])
    .join('; ');

/** An app with this secret; each code it is asked for is of a new step. */
function app(world: WebWorld, secret: string) {
  return {
    code: () => codeAt(fromBase32(secret), stepAt(world.clock.now())),
    next() {
      world.clock.advance(30_000);
      return this.code();
    },
  };
}

/** Somebody who has switched it on for themselves. */
async function enrolled(world: WebWorld, username: string) {
  const cookie = await world.cookieOf(username);
  const begun = (await post(world, '/me/second-factor/enrolment', { password: PASSWORD }, { cookie })).json();
  const device = app(world, begun.secret);
  const confirmed = await post(
    world,
    '/me/second-factor',
    { enrolment: begun.enrolment, code: device.code() },
    { cookie },
  );
  const { recoveryCodes } = confirmed.json<{ recoveryCodes: string[] }>();
  return { cookie, device, recoveryCodes, secret: begun.secret as string };
}

/** A centre without the demo: supervisors and admins must have one. */
const strictWorld = () => webWorld({ config: { demo: false } });

describe('in the demo', () => {
  test('nobody must have a second factor, and anybody may', async () => {
    const world = await webWorld();
    expect((await logIn(world, 'admin')).statusCode).toBe(200);
    const { device } = await enrolled(world, 'agente1');
    const asked = await logIn(world, 'agente1');
    expect([asked.statusCode, asked.json().missing]).toEqual([202, 'code']);
    expect(Object.keys(asked.json()).sort()).toEqual(['missing', 'ticket']);
    expect(asked.headers['set-cookie']).toBeUndefined();
    const entered = await post(world, '/session/code', { ticket: asked.json().ticket, code: device.next() });
    expect(entered.statusCode).toBe(200);
    expect(entered.json().person.username).toBe('agente1');
    const me = await world.web.app.inject({
      url: '/api/v1/session',
      headers: { cookie: cookiesOf(entered) },
    });
    expect(me.json().person.username).toBe('agente1');
  });
});

test('whoever switches it on is alone with their account: the other log-ins end, this one and those of others stay', async () => {
  const world = await webWorld();
  const [other, theirs] = [await world.cookieOf('agente1'), await world.cookieOf('agente2')];
  const { cookie } = await enrolled(world, 'agente1');
  const isIn = async (one: string) =>
    (await world.web.app.inject({ url: '/api/v1/session', headers: { cookie: one } })).statusCode === 200;
  expect([await isIn(cookie), await isIn(other), await isIn(theirs)]).toEqual([true, false, true]);
});

describe('in a centre of its own', () => {
  test('supervisors and admins set it up at their first log-in, agents need not', async () => {
    const world = await strictWorld();
    expect((await logIn(world, 'agente1')).statusCode).toBe(200);
    for (const username of ['supervisor', 'admin']) {
      const asked = await logIn(world, username);
      expect([asked.statusCode, asked.json().missing]).toEqual([202, 'setup']);
      expect(asked.headers['set-cookie']).toBeUndefined();
      const { ticket } = asked.json();
      const begun = (await post(world, '/session/enrolment', { ticket })).json();
      expect(begun.uri).toContain(`secret=${begun.secret}`);
      const device = app(world, begun.secret);
      const { enrolment } = begun;
      const wrong = await post(world, '/session/enrolment/confirm', { ticket, enrolment, code: '000000' });
      expect(wrong.json().code).toBe('wrong-code');
      const code = `${device.code().slice(0, 3)} ${device.code().slice(3)}`;
      const done = await post(world, '/session/enrolment/confirm', { ticket, enrolment, code });
      expect(done.json().recoveryCodes).toHaveLength(10);
      expect(done.json().who.person.username).toBe(username);
      expect(cookiesOf(done)).toContain('cauce=');
      // What opened this session opens no other one.
      const again = await post(world, '/session/enrolment/confirm', { ticket, enrolment, code });
      expect(again.statusCode).toBeGreaterThanOrEqual(400);
      expect((await logIn(world, username)).json().missing).toBe('code');
    }
  });

  test('an admin chooses the roles; who must have it cannot switch it off', async () => {
    const world = await strictWorld();
    const admin = await world.cookieOf('admin');
    const { cookie, device } = await enrolled(world, 'supervisor');
    const off = () =>
      post(world, '/me/second-factor/off', { password: PASSWORD, code: device.next() }, { cookie });
    expect((await off()).json().code).toBe('second-factor-required');
    const put = await world.web.app.inject({
      method: 'PUT',
      url: '/api/v1/log-in-policy',
      headers: { cookie: admin },
      payload: { secondFactor: ['agent', 'agent'] },
    });
    expect(put.json()).toEqual({ secondFactor: ['agent'] });
    expect((await off()).json()).toEqual({ ok: true });
    expect((await logIn(world, 'supervisor')).statusCode).toBe(200);
    expect((await logIn(world, 'agente1')).json().missing).toBe('setup');
  });
});

describe('a code', () => {
  async function asked() {
    const world = await webWorld();
    const { device, recoveryCodes } = await enrolled(world, 'supervisor');
    const ticket = async () => (await logIn(world, 'supervisor')).json().ticket as string;
    return { world, device, recoveryCodes, ticket };
  }

  test('is good once, also when it comes twice at once, and a recovery code too', async () => {
    const { world, device, recoveryCodes, ticket } = await asked();
    const [recovery = ''] = recoveryCodes;
    for (const code of [device.next(), recovery.toUpperCase()]) {
      const tickets = [await ticket(), await ticket()];
      const answers = await Promise.all(
        tickets.map(each => post(world, '/session/code', { ticket: each, code })),
      );
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 422]);
      const later = await post(world, '/session/code', { ticket: await ticket(), code });
      expect(later.json().code).toBe('wrong-code');
    }
    const cookie = await world.cookieOf('supervisor');
    const state = await world.web.app.inject({ url: '/api/v1/me/second-factor', headers: { cookie } });
    expect(state.json()).toMatchObject({ on: true, required: false, recoveryCodesLeft: 9 });
  });

  test('opens no second session with the same ticket, none after five minutes or another password', async () => {
    const { world, device, ticket } = await asked();
    const first = await ticket();
    expect((await post(world, '/session/code', { ticket: first, code: device.next() })).statusCode).toBe(200);
    const twice = await post(world, '/session/code', { ticket: first, code: device.next() });
    expect(twice.json().code).toBe('log-in-over');

    const old = await ticket();
    world.clock.advance(5 * 60_000);
    expect((await post(world, '/session/code', { ticket: old, code: device.code() })).json().code).toBe(
      'log-in-over',
    );

    const before = await ticket();
    await world.parts.people.change(world.person('supervisor').id, {
      passwordHash: await world.parts.passwords.hash('tortuga.verde.camina'),
    });
    const after = await post(world, '/session/code', { ticket: before, code: device.next() });
    expect(after.json().code).toBe('log-in-over');
  });

  test('is no ticket of another kind or of nobody, and a ticket alone opens nothing', async () => {
    const { world, device, ticket } = await asked();
    const mine = await ticket();
    expect((await post(world, '/session/enrolment', { ticket: mine })).json().code).toBe('log-in-over');
    const forged = await post(world, '/session/code', {
      ticket: `${mine.slice(0, -2)}AA`,
      code: device.next(),
    });
    expect(forged.json().code).toBe('log-in-over');
    const me = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie: `cauce=${mine}` } });
    expect(me.statusCode).toBe(204);
  });

  test('is not guessed: five tries from one place, then a wait; nobody else waits', async () => {
    const { world, device, ticket } = await asked();
    const one = await ticket();
    // Seven at once, as a machine would.
    const guesses = Array.from({ length: 7 }, () =>
      post(world, '/session/code', { ticket: one, code: '000000' }, { from: '192.0.2.1' }),
    );
    const codes = (await Promise.all(guesses)).map(answer => answer.json().code);
    expect(codes.filter(code => code === 'wrong-code')).toHaveLength(5);
    expect(codes.filter(code => code === 'too-many-tries')).toHaveLength(2);
    const elsewhere = await post(
      world,
      '/session/code',
      { ticket: await ticket(), code: device.next() },
      { from: '192.0.2.2' },
    );
    expect(elsewhere.statusCode).toBe(200);
  });

  test('may be guessed from everywhere: the person still gets in where they were before, or by a recovery code', async () => {
    const { world, device, recoveryCodes, ticket } = await asked();
    const home = await post(
      world,
      '/session/code',
      { ticket: await ticket(), code: device.next() },
      { from: '198.51.100.7' },
    );
    const cookie = cookiesOf(home)
      .split('; ')
      .filter(each => each.startsWith('cauce-device='))
      .join('');
    const outcomes = [];
    for (let n = 0; n < 30; n += 1) {
      const from = `192.0.2.${n + 1}`;
      const tried = await post(world, '/session/code', { ticket: await ticket(), code: '000000' }, { from });
      outcomes.push(tried.json().code);
    }
    expect(outcomes.filter(code => code === 'wrong-code')).toHaveLength(20);
    expect(outcomes.at(-1)).toBe('too-many-tries');
    const enter = async (code: string, more: Parameters<typeof post>[3]) =>
      (await post(world, '/session/code', { ticket: await ticket(), code }, more)).statusCode;
    expect(await enter(device.next(), { from: '203.0.113.9' })).toBe(429);
    expect(await enter(device.code(), { from: '203.0.113.9', cookie })).toBe(200);
    expect(await enter(recoveryCodes[3] ?? '', { from: '203.0.113.9' })).toBe(200);
  });
});

describe('a lost device', () => {
  test('is removed by an admin for somebody else, never for themselves; their log-ins end', async () => {
    const world = await webWorld();
    const { cookie } = await enrolled(world, 'supervisor');
    const own = await enrolled(world, 'admin');
    const remove = (id: string) =>
      world.web.app.inject({
        method: 'DELETE',
        url: `/api/v1/people/${id}/second-factor`,
        headers: { cookie: own.cookie },
      });
    const admin = world.person('admin').id;
    expect((await remove(admin)).json().code).toBe('not-to-oneself');
    expect((await remove('nobody')).json().code).toBe('unknown-resource');
    expect((await remove(world.person('agente1').id)).json().code).toBe('step-not-possible');
    const supervisor = world.person('supervisor').id;
    expect((await remove(supervisor)).json()).toEqual({ ok: true });
    const after = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } });
    expect(after.statusCode).toBe(204);
    expect((await logIn(world, 'supervisor')).statusCode).toBe(200);
  });

  test('is replaced by ten new recovery codes, for the password and a code only', async () => {
    const world = await webWorld();
    const { cookie, device, recoveryCodes } = await enrolled(world, 'agente1');
    const renew = (password: string, code: string) =>
      post(world, '/me/second-factor/recovery-codes', { password, code }, { cookie });
    expect((await renew('not-the-password', device.next())).json().code).toBe('wrong-password');
    expect((await renew(PASSWORD, '000000')).json().code).toBe('wrong-code');
    const renewed = (await renew(PASSWORD, device.next())).json().recoveryCodes as string[];
    expect(renewed.filter(code => recoveryCodes.includes(code))).toEqual([]);
    const { ticket } = (await logIn(world, 'agente1')).json();
    const old = await post(world, '/session/code', { ticket, code: recoveryCodes[0] ?? '' });
    expect(old.json().code).toBe('wrong-code');
    expect((await post(world, '/session/code', { ticket, code: renewed[0] ?? '' })).statusCode).toBe(200);
  });

  test('is not made up at an open page: the password, right as often as one likes, gives no more tries of codes', async () => {
    const world = await webWorld();
    const { cookie, device } = await enrolled(world, 'agente1');
    const guess = async (code: string) =>
      (
        await post(world, '/me/second-factor/recovery-codes', { password: PASSWORD, code }, { cookie })
      ).json();
    const answers: string[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      answers.push((await guess('000000')).code);
      // Each of these asks for the password alone, and it is the right one.
      const begun = await post(world, '/me/second-factor/enrolment', { password: PASSWORD }, { cookie });
      const same = await world.web.app.inject({
        method: 'PUT',
        url: '/api/v1/me/password',
        headers: { cookie },
        payload: { present: PASSWORD, next: PASSWORD },
      });
      expect([begun.json().code, same.json().code]).toEqual(['step-not-possible', 'invalid-input']);
    }
    expect(answers).toEqual([...Array(5).fill('wrong-code'), ...Array(3).fill('too-many-tries')]);
    world.clock.advance(300_000);
    expect((await guess(device.next())).recoveryCodes).toHaveLength(10);
  });
});

test('the last admin, without telephone and codes, gets in by a file on the machine and the password, and sets it up anew', async () => {
  let named: string | null = null;
  const world = await webWorld({
    config: { demo: false },
    parts: {
      resetOnMachine: async username => {
        const isMeant = username === named;
        if (isMeant) named = null;
        return isMeant;
      },
    },
  });
  await enrolled(world, 'admin');
  await enrolled(world, 'supervisor');
  expect((await logIn(world, 'admin')).json().missing).toBe('code');
  named = 'admin';
  const wrong = { username: 'admin', password: 'not-the-password' };
  expect((await post(world, '/session', wrong)).json().code).toBe('wrong-credentials');
  expect((await logIn(world, 'supervisor')).json().missing).toBe('code');
  expect((await logIn(world, 'admin')).json().missing).toBe('setup');
  expect(named).toBeNull();
});

test('an enrolment is its person’s, for a quarter of an hour, and only where there is no app yet', async () => {
  const world = await webWorld();
  const [mine, theirs] = [await world.cookieOf('agente1'), await world.cookieOf('agente2')];
  const begin = async (cookie: string) =>
    (await post(world, '/me/second-factor/enrolment', { password: PASSWORD }, { cookie })).json();
  const confirm = async (cookie: string, { secret, enrolment }: { secret: string; enrolment: string }) =>
    (
      await post(world, '/me/second-factor', { enrolment, code: app(world, secret).code() }, { cookie })
    ).json();
  const refused = await post(world, '/me/second-factor/enrolment', { password: 'x' }, { cookie: mine });
  expect(refused.json().code).toBe('wrong-password');
  const [first, second] = [await begin(mine), await begin(mine)];
  expect((await confirm(theirs, first)).code).toBe('enrolment-over');
  world.clock.advance(15 * 60_000);
  expect((await confirm(mine, first)).code).toBe('enrolment-over');
  const [third, fourth] = [await begin(mine), await begin(mine)];
  expect(second.secret).not.toBe(third.secret);
  expect((await confirm(mine, third)).recoveryCodes).toHaveLength(10);
  expect((await confirm(mine, fourth)).code).toBe('step-not-possible');
  expect((await begin(mine)).code).toBe('step-not-possible');
});

test('no secret and no recovery code is kept as it is', async () => {
  const world = await webWorld();
  const { secret, recoveryCodes } = await enrolled(world, 'agente1');
  const kept = await world.parts.secondFactors.get(world.person('agente1').id);
  const bytes = kept?.secret ?? Buffer.alloc(0);
  expect(bytes.length).toBeGreaterThan(20);
  expect(bytes.includes(fromBase32(secret))).toBe(false);
  for (const code of recoveryCodes) expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''));
});
