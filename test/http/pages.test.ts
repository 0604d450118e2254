import { describe, expect, test } from 'vitest';
import { PAGES } from '../../src/http/page-routes.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { webWorld } from './web-world.ts';

describe('the pages', () => {
  test.each(PAGES)('%s is the one page of the softphone, asked for again each time', async page => {
    const world = await webWorld();
    const response = await world.web.app.inject({ url: page });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<title>Cauce</title>');
    expect(response.headers['cache-control']).toBe('no-cache');
  });

  test('a ticket’s address as people write it leads to the ticket', async () => {
    const world = await webWorld();
    const response = await world.web.app.inject({ url: '/tickets/OA-2026-000001' });
    expect([response.statusCode, response.headers.location]).toEqual([302, '/tickets?number=OA-2026-000001']);
    const odd = await world.web.app.inject({ url: '/tickets/%2F%2Fx%3Fy%0d%0aa:b' });
    expect(odd.headers.location).toBe('/tickets?number=%2F%2Fx%3Fy%0D%0Aa%3Ab');
  });

  test('load files with a hash in their name once and for all', async () => {
    const world = await webWorld();
    const response = await world.web.app.inject({ url: '/assets/app-1234.js' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

describe('an address that leads nowhere', () => {
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test.each(['/nada', '/supervisor/nada', '/admin/nada', '/manual/es/nada.html'])(
    'shows a browser that there is no page, and the way back: %s',
    async url => {
      const world = await webWorld();
      const look = (language?: string) =>
        world.web.app.inject({
          url,
          headers: { accept: BROWSER, ...(language ? { 'accept-language': language } : {}) },
        });
      const shown = await look('es-VE,es;q=0.9,en;q=0.8');
      expect([shown.statusCode, shown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(shown.body).toContain('<html lang="es">');
      expect(shown.body).toContain('Esta página no existe');
      expect(shown.body).toContain('<a href="/">');
      expect(shown.headers['cache-control']).toBe('no-store');
      expect((await look('de, en-GB;q=0.8, es;q=0.5')).body).toContain('This page does not exist');
      expect((await look()).body).toContain('Esta página no existe');
    },
  );

  test.each([
    ['/nada', 'application/json'],
    ['/nada', '*/*'],
    ['/nada', undefined],
    ['/assets/nada.js', '*/*'],
    ['/api/v1/nada', BROWSER],
    ['/api', BROWSER],
  ])('is a problem of the catalogue for a program: %s, which takes %s', async (url, accept) => {
    const world = await webWorld();
    const answer = await world.web.app.inject({ url, headers: accept === undefined ? {} : { accept } });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'unknown-resource']);
  });
});

describe('what browsers are told to forbid', () => {
  const urls = [...PAGES, '/api/docs', '/api/v1/session', '/nowhere', '/health/live'];
  test.each(urls)('on %s', async url => {
    const world = await webWorld();
    const { headers } = await world.web.app.inject({ url, headers: { host: 'cauce.example.org:8080' } });
    expect(String(headers['content-security-policy']).split(';')).toEqual([
      "default-src 'self'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "media-src 'self' blob: data:",
      "worker-src 'self' blob:",
      "connect-src 'self' ws://cauce.example.org:8080",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(headers['permissions-policy']).toBe(
      'microphone=(self), hid=(self), camera=(), geolocation=(), usb=(), payment=()',
    );
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('a host that is none does not get into a header', async () => {
    const world = await webWorld();
    const { headers } = await world.web.app.inject({ url: '/', headers: { host: 'x; script-src *' } });
    expect(headers['content-security-policy']).not.toContain('script-src *');
  });

  test('answers about people are kept by no cache', async () => {
    const world = await webWorld();
    const { headers } = await world.web.app.inject({
      url: '/api/v1/session',
      headers: { cookie: await world.cookieOf('agente1') },
    });
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('health', () => {
  test('is ready when every part answers', async () => {
    const world = await webWorld();
    world.centre.show({ agents: [], calls: [], queues: [], alarms: [] });
    world.centre.startServing();
    const response = await world.web.app.inject({ url: '/health/ready' });
    expect(response.statusCode).toBe(200);
    expect(response.json().ready).toBe(true);
  });

  test('is not ready before calls are served, though the process that will serve them answers', async () => {
    const world = await webWorld();
    world.centre.show({ agents: [], calls: [], queues: [], alarms: [] });
    const response = await world.web.app.inject({ url: '/health/ready' });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({
      ready: false,
      components: { database: 'up', redis: 'up', calls: 'away', asterisk: 'up' },
    });
  });

  test('names the part that is away; the process itself lives', async () => {
    const world = await webWorld({
      parts: {
        probes: { database: async () => false, redis: async () => true, asterisk: async () => true },
      },
    });
    const response = await world.web.app.inject({ url: '/health/ready' });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({
      ready: false,
      components: { database: 'away', redis: 'up', calls: 'away', asterisk: 'up' },
    });
    expect((await world.web.app.inject({ url: '/health/live' })).statusCode).toBe(200);
  });
});

test('metrics tell what the centre does, and name nobody', async () => {
  const world = await webWorld();
  world.centre.show(smallCentre());
  await world.web.app.inject({ url: '/nowhere' });
  const { body, headers } = await world.web.app.inject({ url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain');
  for (const line of [
    'cauce_calls{phase="talking"} 1',
    'cauce_calls{phase="waiting"} 1',
    'cauce_calls{phase="welcome"} 0',
    'cauce_agents{work="idle"} 1',
    'cauce_agents{work="talking"} 1',
    'cauce_waiting{queue="averias"} 1',
    'cauce_calls_link 1',
    'cauce_live_sockets 0',
    'cauce_http_refused_total{status="404"} 1',
  ]) {
    expect(body).toContain(line);
  }
  expect(body).toContain('cauce_web_nodejs_eventloop_lag_seconds');
  expect(body).not.toMatch(/agente1|58414/);
});
