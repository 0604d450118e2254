import { describe, expect, test } from 'vitest';
import { problemOf } from '../../src/http/problems.ts';
import { CATALOGUE, CauceError, type ErrorCode } from '../../src/kit/errors.ts';
import { webWorld } from './web-world.ts';

describe('a body that fails its schema', () => {
  const tries = [
    ['/api/v1/agents/me/will', { will: { kind: 'asleep' } }, ['body.will.kind']],
    ['/api/v1/agents/me/will', { will: { kind: 'break' } }, ['body.will.code']],
    ['/api/v1/agents/me/will', { will: { kind: 'ready' }, extra: 1 }, ['body']],
    [
      '/api/v1/tickets/OA-2026-000001/actions',
      { action: 'note', version: -1 },
      ['body.version', 'body.text'],
    ],
  ] as const;
  test.each(tries)('%s %j names its faults', async (url, payload, paths) => {
    const world = await webWorld();
    const response = await world.web.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { cookie: await world.cookieOf('agente1') },
    });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(response.json().faults.map((fault: { path: string }) => fault.path)).toEqual(paths);
  });

  test('so does a query with an unknown field or a limit beyond the page', async () => {
    const world = await webWorld();
    const headers = { cookie: await world.cookieOf('agente1') };
    for (const url of [
      '/api/v1/tickets?limit=201',
      '/api/v1/tickets?colour=red',
      '/api/v1/calls?offset=-1',
    ]) {
      const response = await world.web.app.inject({ url, headers });
      expect(response.statusCode, url).toBe(400);
      expect(response.json().faults[0].path).toMatch(/^querystring/);
    }
  });
});

describe('whatever goes wrong is a problem of the catalogue', () => {
  const headers = { 'content-type': 'application/json' };
  const tries = [
    [{ method: 'POST', url: '/api/v1/session', headers, payload: '{"username":' }, 400, 'invalid-input'],
    [{ method: 'POST', url: '/api/v1/session', headers, payload: '' }, 400, 'invalid-input'],
    [
      { method: 'POST', url: '/api/v1/session', headers, payload: `{"username":"${'x'.repeat(70_000)}"}` },
      413,
      'invalid-input',
    ],
    [
      { method: 'POST', url: '/api/v1/session', headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
      'invalid-input',
    ],
    [
      { method: 'POST', url: '/api/v1/session', headers, payload: '{"__proto__":{"admin":true}}' },
      400,
      'invalid-input',
    ],
    [
      { method: 'POST', url: '/api/v1/session', headers, payload: '{"username":"a\\u0000","password":"b"}' },
      400,
      'invalid-input',
    ],
    [{ method: 'GET', url: '/api/v1/tickets?text=%00' }, 400, 'invalid-input'],
    [{ method: 'GET', url: '/api/v1/nowhere' }, 404, 'unknown-resource'],
    [{ method: 'PUT', url: '/api/v1/session' }, 404, 'unknown-resource'],
    [{ method: 'GET', url: '/%c0%ae%c0%ae/etc/passwd' }, 400, 'invalid-input'],
    [{ method: 'GET', url: '/..%2f..%2fetc/passwd' }, 404, 'unknown-resource'],
  ] as const;
  test.each(tries)('%j', async (request, status, code) => {
    const world = await webWorld();
    const response = await world.web.app.inject({ ...request });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ status, code });
    expect(response.json().detail).toEqual({ es: expect.any(String), en: expect.any(String) });
  });

  test('a fault of our own says nothing about itself', async () => {
    const world = await webWorld();
    world.parts.tickets.list = async () => {
      throw new Error('secret table missing');
    };
    const response = await world.web.app.inject({
      url: '/api/v1/tickets',
      headers: { cookie: await world.cookieOf('agente1') },
    });
    expect(response.statusCode).toBe(500);
    expect(response.json().code).toBe('internal');
    expect(response.body).not.toContain('secret');
  });

  test('a part that is away is a 503 with the time to come again', async () => {
    const world = await webWorld();
    const headers = { cookie: await world.cookieOf('agente1') };
    const queues = await world.web.app.inject({ url: '/api/v1/queues', headers });
    expect(queues.json().code).toBe('calls-away');
    world.parts.tickets.list = async () => {
      throw new CauceError('store-away');
    };
    const tickets = await world.web.app.inject({ url: '/api/v1/tickets', headers });
    expect(tickets.json().code).toBe('store-away');
    for (const response of [queues, tickets]) {
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('2');
    }
  });
});

test('every code of the catalogue has a status of an error and words in both languages', () => {
  for (const code of Object.keys(CATALOGUE) as ErrorCode[]) {
    const problem = problemOf(new CauceError(code));
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.detail.es).not.toBe(problem.detail.en);
  }
});
