import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { ACCESS, type Rule } from '../../src/http/access.ts';
import { guardAccess } from '../../src/http/access-guard.ts';
import type { Api } from '../../src/http/api.ts';
import { OwnAddresses } from '../../src/http/own-addresses.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { webWorld } from './web-world.ts';

const ROLES = ['agente1', 'nivel2', 'supervisor', 'admin'] as const;
type Who = (typeof ROLES)[number] | 'nobody' | 'nuevo';
const EVERYBODY: readonly Who[] = [...ROLES, 'nobody', 'nuevo'];

/** What the table promises, told a second time and in other words. */
const MAY: Readonly<Record<Rule, readonly Who[]>> = {
  anyone: EVERYBODY,
  guests: EVERYBODY,
  joining: [...ROLES, 'nuevo'],
  'own-account': ROLES,
  'see-centre': ROLES,
  'read-tickets': ROLES,
  'work-on-tickets': ROLES,
  'see-wallboard': ['supervisor', 'admin'],
  'set-thresholds': ['supervisor', 'admin'],
  'read-recordings': ROLES,
  'download-recordings': ['supervisor', 'admin'],
  'read-listens': ['supervisor', 'admin'],
  telephone: ['agente1', 'nivel2'],
  'serve-customers': ['agente1', 'nivel2', 'supervisor'],
  'read-contacts': ROLES,
  'edit-shared-contacts': ['supervisor', 'admin'],
  'see-everything': ['supervisor', 'admin'],
  'supervise-calls': ['supervisor', 'admin'],
  'direct-tickets': ['supervisor', 'admin'],
  'direct-agents': ['supervisor'],
  'read-notices': ['agente1', 'nivel2'],
  'send-notices': ['supervisor'],
  'hear-own-calls': ROLES,
  'hear-areas': ['nivel2'],
  'contact-customers': ['agente1', 'supervisor', 'admin'],
  'see-numbers': ['nivel2', 'supervisor', 'admin'],
  'set-up-people': ['admin'],
  'set-up-queues': ['admin'],
  'set-up-policies': ['admin'],
  'set-up-outgoing': ['admin'],
  'read-audit': ['admin'],
  // Requests of this test come from this machine.
  monitors: EVERYBODY,
};
const REFUSALS = new Set(['not-logged-in', 'not-allowed', 'confidentiality-not-accepted']);

describe('every route for every role', () => {
  for (const [route, rule] of Object.entries(ACCESS)) {
    test(`${route} is for ${MAY[rule].join(', ')}`, async () => {
      const world = await webWorld();
      world.centre.show(smallCentre());
      const [method = '', path = ''] = route.split(' ');
      for (const who of EVERYBODY) {
        const response = await world.web.app.inject({
          method: method as 'GET',
          url: path
            .replace(/\/:(id|name)$/, '/not-there')
            .replace('/:id', '/not-there')
            .replace('/:number', '/OA-2026-999999'),
          headers: who === 'nobody' ? {} : { cookie: await world.cookieOf(who) },
        });
        const code = response.headers['content-type']?.toString().startsWith('application/problem+json')
          ? response.json().code
          : null;
        if (MAY[rule].includes(who)) expect(REFUSALS.has(code), `${who}: ${code}`).toBe(false);
        else expect(code, who).toBe(refusalOf(who));
      }
    });
  }

  function refusalOf(who: Who): string {
    if (who === 'nobody') return 'not-logged-in';
    return who === 'nuevo' ? 'confidentiality-not-accepted' : 'not-allowed';
  }
});

test('a route without a rule does not compile, and keeps the server from starting', async () => {
  const { parts, web } = await webWorld();
  const app: Api = fastify();
  guardAccess(app, parts, web.sessions, new OwnAddresses(parts.config));
  // @ts-expect-error: the table has no such path
  expect(() => app.get('/secrets', {}, () => 'all of them')).toThrow('add it to access.ts');
  // @ts-expect-error: nor this one by this method
  expect(() => app.put('/queues', {}, () => 'all of them')).toThrow('add it to access.ts');
  expect(() => app.get('/health/live', {}, () => 'known')).not.toThrow();
});

test('every rule belongs to a route that exists', async () => {
  const { web } = await webWorld();
  for (const route of Object.keys(ACCESS)) {
    const [method = '', url = ''] = route.split(' ');
    expect(web.app.hasRoute({ method: method as 'GET', url }), route).toBe(true);
  }
});

test('guests exist only where the configuration has them', async () => {
  const world = await webWorld({ config: { demo: false, webCalls: false } });
  const response = await world.web.app.inject({ url: '/api/v1/guest-lines' });
  expect(response.statusCode).toBe(403);
});

describe('requests of other sites', () => {
  const tries = [
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://localhost' }, 200],
    [{}, 200],
  ] as const;
  test.each(tries)('%j gets %i when it would change something', async (headers, status) => {
    const world = await webWorld();
    world.centre.show(smallCentre());
    const response = await world.web.app.inject({
      method: 'POST',
      url: '/api/v1/agents/me/will',
      headers: { ...headers, cookie: await world.cookieOf('agente1') },
      payload: { will: { kind: 'ready' } },
    });
    expect(response.statusCode).toBe(status);
  });

  test('change nothing for nobody either: no log-in, no guest, no first administrator', async () => {
    const world = await webWorld();
    const changing = Object.keys(ACCESS).filter(route => !route.startsWith('GET '));
    expect(changing.length).toBeGreaterThan(30);
    const foreign = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:81' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      for (const route of changing) {
        const [method = '', path = ''] = route.split(' ');
        const url = path.replace(/:\w+/g, 'id-of-mesa');
        const answer = await world.web.app.inject({ method: method as 'POST', url, headers, payload: {} });
        expect([route, answer.json().code]).toEqual([route, 'wrong-origin']);
      }
    }
  });

  test('make nobody look at anything: that would be written down in their name', async () => {
    const world = await webWorld();
    const cookie = await world.cookieOf('admin');
    const before = world.records.audit.length;
    const needsSomebody = Object.entries(ACCESS).filter(
      ([route, rule]) => route.startsWith('GET ') && !['anyone', 'guests', 'monitors'].includes(rule),
    );
    expect(needsSomebody.length).toBeGreaterThan(15);
    // Another port or name of ours is the same site to a browser, and the cookie comes with it.
    for (const site of ['same-site', 'cross-site'])
      for (const [route] of needsSomebody) {
        const url = (route.split(' ')[1] ?? '').replace(/:\w+/, 'id-of-mesa');
        const answer = await world.web.app.inject({ url, headers: { cookie, 'sec-fetch-site': site } });
        expect([url, answer.json().code]).toEqual([url, 'wrong-origin']);
      }
    const kinds = new Set(world.records.audit.slice(before).map(({ kind }) => kind));
    expect([...kinds]).toEqual(['refused']);
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    const url = '/api/v1/people/id-of-mesa/phone';
    expect((await world.web.app.inject({ url, headers: own })).statusCode).toBe(200);
  });
});
