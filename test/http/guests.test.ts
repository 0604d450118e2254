import { describe, expect, test } from 'vitest';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { FirstAdmin } from '../../src/http/first-admin.ts';
import { UNKNOWN_LINE } from '../../src/http/guest-lines.ts';
import { PASSWORD, type WebWorld, webWorld } from './web-world.ts';

async function demoWorld(): Promise<WebWorld> {
  const world = await webWorld();
  for (const customer of DEMO_CUSTOMERS) world.records.customers.set(customer.id, customer);
  world.records.centre = {
    ...world.records.centre,
    numbers: [{ number: '*626', flow: 'averias-626' }],
  };
  return world;
}

function takeLine(world: WebWorld, line: string | null, cookie?: string) {
  return world.web.app.inject({
    method: 'POST',
    url: '/api/v1/guest-session',
    payload: { line },
    ...(cookie ? { headers: { cookie } } : {}),
  });
}

describe('a guest of /call', () => {
  test('sees the demo lines with what is said of them, without a name', async () => {
    const world = await demoWorld();
    const { items, total } = (await world.web.app.inject({ url: '/api/v1/guest-lines' })).json();
    expect(total).toBe(items.length);
    expect(items).toContainEqual({
      line: '+584145550102',
      about: { es: 'Cliente con deuda, línea móvil', en: 'Customer in debt, mobile line' },
    });
    expect(items.at(-1).about.en).toBe('Unknown line');
    const mobiles = items
      .map(({ line }: { line: string }) => line)
      .filter((line: string) => /^\+584145550/.test(line));
    expect(mobiles).toEqual(mobiles.toSorted());
    for (const customer of DEMO_CUSTOMERS) expect(JSON.stringify(items)).not.toContain(customer.name);
  });

  test('takes a line and gets a telephone of its own, beside the log-in of an agent in the same browser', async () => {
    const world = await demoWorld();
    const agent = await world.cookieOf('agente1');
    const pass = await takeLine(world, '+584145550101', agent);
    expect(pass.statusCode).toBe(200);
    expect(pass.json()).toMatchObject({
      line: '+584145550101',
      services: [{ number: '*626', title: { es: 'Flujo averias-626' } }],
    });
    expect(pass.json().phone.user).toMatch(/^gc-[0-9a-f]{12}$/);
    const cookie = String(pass.headers['set-cookie']);
    expect(cookie).toMatch(/^cauce-guest=.*HttpOnly; SameSite=Strict$/);
    const me = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie: agent } });
    expect(me.json().person.username).toBe('agente1');
  });

  test('is no person: nothing but the telephone is open to it', async () => {
    const world = await demoWorld();
    const cookie = String((await takeLine(world, '+584145550101')).headers['set-cookie']).split(';')[0] ?? '';
    const asPerson = cookie.replace('cauce-guest=', 'cauce=');
    for (const headers of [{ cookie }, { cookie: asPerson }]) {
      expect((await world.web.app.inject({ url: '/api/v1/tickets', headers })).statusCode).toBe(401);
      expect((await world.web.app.inject({ url: '/api/v1/session', headers })).statusCode).toBe(204);
    }
  });

  test('cannot take a line that is not on the list', async () => {
    const world = await demoWorld();
    expect((await takeLine(world, '+584140000000')).json().code).toBe('unknown-resource');
  });

  test('calls without a number where there is no demo: no customer is listed, and nobody’s line can be taken', async () => {
    const world = await webWorld({ config: { demo: false, webCalls: true } });
    for (const customer of DEMO_CUSTOMERS) world.records.customers.set(customer.id, customer);
    expect((await world.web.app.inject({ url: '/api/v1/guest-lines' })).json()).toEqual({
      items: [],
      total: 0,
    });
    expect((await takeLine(world, '+584145550101')).json().code).toBe('unknown-resource');
    expect((await takeLine(world, UNKNOWN_LINE)).json().code).toBe('unknown-resource');
    expect((await takeLine(world, '')).statusCode).toBe(400);
    const pass = await takeLine(world, null);
    expect([pass.statusCode, pass.json().line]).toEqual([200, null]);
    expect([...world.records.sessions.values()].map(({ session }) => session.line)).toContain(null);
  });

  test('proves nothing with a code that was said to nobody, and is answered as if it had been', async () => {
    const world = await webWorld({ config: { demo: false, webCalls: true } });
    world.centre.show({ agents: [], calls: [], queues: [], alarms: [] });
    const cookie = String((await takeLine(world, null)).headers['set-cookie']).split(';')[0] ?? '';
    const ask = async (url: string, payload: object) =>
      (
        await world.web.app.inject({
          method: 'POST',
          url: `/api/v1/guest-session/${url}`,
          payload,
          headers: { cookie },
        })
      ).json();
    const code = () => {
      const last = world.centre.commands.at(-1)?.command;
      return last?.do === 'prove-line' ? last.code : '';
    };
    world.centre.answer({ ok: true });
    expect(await ask('proof', { line: '0414-5550101' })).toEqual({ ok: true });
    expect((await ask('proof/code', { code: code() })).code).toBe('wrong-proof');
    world.centre.answer({ ok: true, call: 'cauce1-proof-1' });
    expect(await ask('proof', { line: '0414-5550101' })).toEqual({ ok: true });
    const heard = code();
    // The one that was heard is good still when no more are said to the line.
    world.centre.answer({ ok: true });
    await ask('proof', { line: '0414-5550101' });
    expect((await ask('proof/code', { code: heard })).line).toBe('+584145550101');
  });

  test('proves a line with the code that was said there, and calls from it', async () => {
    const world = await webWorld({ config: { demo: false, webCalls: true } });
    world.centre.show({ agents: [], calls: [], queues: [], alarms: [] });
    world.centre.answer({ ok: true, call: 'cauce1-proof-1' });
    const cookieOf = (answer: { headers: Record<string, unknown> }) =>
      String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const cookie = cookieOf(await takeLine(world, null));
    const ask = (url: string, payload: object, headers: Record<string, string> = { cookie }) =>
      world.web.app.inject({ method: 'POST', url: `/api/v1/guest-session/${url}`, payload, headers });
    const said = () => {
      const last = world.centre.commands.at(-1)?.command;
      return last?.do === 'prove-line' ? last : null;
    };
    expect((await ask('proof', { line: '04145550101' }, {})).statusCode).toBe(401);
    expect((await ask('proof', { line: 'nobody' })).json().code).toBe('invalid-input');
    expect((await ask('proof/code', { code: '000000' })).json().code).toBe('wrong-proof');
    expect((await ask('proof', { line: '0414-5550101' })).json()).toEqual({ ok: true });
    expect(said()).toMatchObject({ line: '+584145550101', code: expect.stringMatching(/^\d{6}$/) });

    // Five wrong ones, and the right one is good for nothing.
    const right = said()?.code ?? '';
    const wrong = right === '000000' ? '111111' : '000000';
    for (let n = 0; n < 5; n += 1) expect((await ask('proof/code', { code: wrong })).statusCode).toBe(422);
    expect((await ask('proof/code', { code: right })).json().code).toBe('wrong-proof');

    // It lives ten minutes.
    await ask('proof', { line: '0414-5550101' });
    world.clock.advance(10 * 60_000);
    expect((await ask('proof/code', { code: said()?.code })).json().code).toBe('wrong-proof');

    await ask('proof', { line: '0414-5550101' });
    const code = said()?.code;
    const other = cookieOf(await takeLine(world, null));
    expect((await ask('proof/code', { code }, { cookie: other })).json().code).toBe('wrong-proof');
    const pass = await ask('proof/code', { code });
    expect([pass.statusCode, pass.json().line]).toEqual([200, '+584145550101']);
    expect((await ask('proof/code', { code }, { cookie: cookieOf(pass) })).json().code).toBe('wrong-proof');
  });

  test('is told what is nobody’s secret: that no code can be said', async () => {
    const world = await webWorld({ config: { demo: false, webCalls: true } });
    world.centre.show({ agents: [], calls: [], queues: [], alarms: [] });
    const cookie = String((await takeLine(world, null)).headers['set-cookie']).split(';')[0] ?? '';
    world.centre.answer({ ok: false, code: 'too-many-tries' });
    const payload = { line: '04145550101' };
    const url = '/api/v1/guest-session/proof';
    const refused = await world.web.app.inject({ method: 'POST', url, payload, headers: { cookie } });
    expect([refused.statusCode, Number(refused.headers['retry-after'])]).toEqual([429, 900]);
  });

  test('gets thirty telephones an address in ten minutes and is told when to come again', async () => {
    const world = await demoWorld();
    for (let n = 0; n < 30; n += 1) expect((await takeLine(world, '+584145550101')).statusCode).toBe(200);
    const refused = await takeLine(world, '+584145550101');
    expect(refused.statusCode).toBe(429);
    expect(refused.json().code).toBe('too-many-tries');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500);
  });
});

describe('the first administrator', () => {
  const form = (token: string, fields: Record<string, string> = {}) => ({
    method: 'POST' as const,
    url: '/api/v1/first-admin',
    payload: { token, username: 'jefa', displayName: 'La <b>Jefa</b>', password: PASSWORD, ...fields },
  });

  async function emptyCentre(): Promise<WebWorld & { token: string }> {
    const world = await webWorld();
    world.records.people.clear();
    return { ...world, token: (await world.web.firstAdmin.invite()) ?? '' };
  }

  test('is made with the one-time link, which is dead then', async () => {
    const { web, token } = await emptyCentre();
    const made = await web.app.inject(form(token));
    expect([made.statusCode, made.json().role]).toEqual([201, 'admin']);
    const inside = await web.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { username: 'jefa', password: PASSWORD },
    });
    expect(inside.json().person.role).toBe('admin');
    expect((await web.app.inject(form(token, { username: 'otra' }))).statusCode).toBe(404);
  });

  test('is asked again for a weak password or a bad name; the link stays open', async () => {
    const { web, token } = await emptyCentre();
    const faulty: Record<string, string>[] = [
      { password: 'short' },
      { password: 'password123' },
      { username: 'a b' },
    ];
    for (const fields of faulty) {
      const again = await web.app.inject(form(token, fields));
      expect([again.statusCode, again.json().faults.map((fault: { path: string }) => fault.path)]).toEqual([
        400,
        [`body.${Object.keys(fields)[0]}`],
      ]);
    }
    expect((await web.app.inject(form(token))).statusCode).toBe(201);
  });

  test('is made once even when two use the link at the same moment', async () => {
    const world = await emptyCentre();
    const answers = await Promise.all([
      world.web.app.inject(form(world.token)),
      world.web.app.inject(form(world.token, { username: 'otra' })),
    ]);
    expect(answers.filter(answer => answer.statusCode === 201)).toHaveLength(1);
    expect(world.records.people.size).toBe(1);
  });

  test('is one, though the links of two processes are used at the same moment', async () => {
    const { parts, records } = await emptyCentre();
    const [one, two] = [0, 1].map(() => new FirstAdmin(parts.people, parts.passwords));
    const links = [await one?.invite(), await two?.invite()];
    const form = { displayName: 'Jefa', password: PASSWORD };
    const made = await Promise.allSettled([
      ...['a', 'b', 'c'].map(name => one?.admit(links[0] ?? '', { ...form, username: `uno-${name}` })),
      ...['a', 'b', 'c'].map(name => two?.admit(links[1] ?? '', { ...form, username: `dos-${name}` })),
    ]);
    expect(made.filter(each => each.status === 'fulfilled')).toHaveLength(1);
    expect(records.people.size).toBe(1);
    expect([one?.isOpen(links[0] ?? ''), two?.isOpen(links[1] ?? '')]).toEqual([false, false]);
  });

  test('needs no link where there is one already, and no guess opens it', async () => {
    const world = await webWorld();
    expect(await new FirstAdmin(world.parts.people, world.parts.passwords).invite()).toBeNull();
    expect((await world.web.app.inject(form('A'.repeat(43)))).statusCode).toBe(404);
  });
});

test.each([
  [{ demo: true, webCalls: false }, true],
  [{ demo: false, webCalls: true }, true],
  [{ demo: false, webCalls: false }, false],
])('with %j the page before the log-in knows whether guests may call: %s', async (settings, guests) => {
  const { web } = await webWorld({ config: settings });
  expect((await web.app.inject({ url: '/api/v1/front' })).json()).toEqual({ guests });
});
