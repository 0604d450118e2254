import { describe, expect, test } from 'vitest';
import { SHED_FILES, SHED_ROUTES } from '../../src/http/shed-routes.ts';
import { BEHIND_MS, CALM_MS, KEEPS_UP, type LoadState, loadAfter } from '../../src/http/web-load.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

/** Whether the web is behind after looks with these delays, ms. */
function isBehind(lags: readonly number[], from: LoadState = KEEPS_UP): boolean {
  return lags.reduce((state, lag) => loadAfter(state, lag, false), from).behind;
}

describe('the web is behind', () => {
  const late = BEHIND_MS + 1;
  const behind: LoadState = { behind: true, looks: 0 };

  test('when even the least delay was long twice in a row', () => {
    expect(isBehind([late, 0, late, 0, late])).toBe(false);
    expect(isBehind([late, late])).toBe(true);
  });

  test('until it has kept up for two seconds', () => {
    const calm = Array.from({ length: 8 }, () => CALM_MS - 1);
    expect(isBehind(calm.slice(1), behind)).toBe(true);
    expect(isBehind(calm, behind)).toBe(false);
    expect(isBehind([...calm.slice(1), CALM_MS, ...calm.slice(1)], behind)).toBe(true);
  });

  test('as long as calls have to be refused, however well it does itself', () => {
    expect(loadAfter(KEEPS_UP, 0, true).behind).toBe(true);
    expect(loadAfter({ behind: true, looks: 7 }, 0, true)).toEqual(behind);
  });
});

describe('while it is behind', () => {
  const lag = { ms: 0 };

  async function get(world: WebWorld, url: string, who = 'supervisor') {
    return world.web.app.inject({ url: `/api/v1${url}`, headers: { cookie: await world.cookieOf(who) } });
  }

  test('searches, statistics and long lists wait, and what belongs to calls goes on', async () => {
    lag.ms = 0;
    const world = await webWorld({ parts: { loopMs: () => lag.ms } });
    world.centre.show(smallCentre());
    const waiting = [
      '/calls',
      '/calls/outcomes',
      '/customers?text=ejemplo',
      '/recordings',
      '/tickets?text=ejemplo',
    ];
    for (const url of waiting) expect((await get(world, url)).statusCode, url).toBe(200);
    lag.ms = 200;
    world.clock.advance(500);
    for (const url of waiting) {
      const answer = await get(world, url);
      expect(answer.statusCode, url).toBe(503);
      expect(answer.headers).toMatchObject({
        'retry-after': '5',
        'content-type': 'application/problem+json; charset=utf-8',
      });
      expect(answer.json()).toMatchObject({ code: 'overloaded', status: 503 });
    }
    for (const url of ['/calls?live=1', '/tickets', '/queues', '/agents', '/session'])
      expect((await get(world, url)).statusCode, url).toBe(200);
    // Who may not ask at all hears that, and not that they should come again.
    expect((await get(world, '/audit', 'agente1')).statusCode).toBe(403);
    lag.ms = 0;
    world.clock.advance(2_000);
    for (const url of waiting) expect((await get(world, url)).statusCode, url).toBe(200);
  });

  test('the alarm of the call process alone makes them wait', async () => {
    const world = await webWorld();
    const words = { es: 'Sobrecarga', en: 'Overload' };
    world.centre.show({
      ...smallCentre(),
      alarms: [{ id: 'overload', severity: 'critical', words, since: 0 }],
    });
    world.clock.advance(250);
    expect((await get(world, '/calls/outcomes')).statusCode).toBe(503);
  });

  test('each route that waits is a route that there is, and its document says so', async () => {
    const { app } = (await webWorld()).web;
    const document = (await app.inject({ url: '/api/openapi.json' })).json();
    const waiting = [
      ...Object.keys(SHED_ROUTES).map(url => [url, 'get'] as const),
      ...[...SHED_FILES].map(url => [url, 'post'] as const),
    ];
    for (const [url, method] of waiting) {
      const route = document.paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method];
      expect(JSON.stringify(route?.responses?.['503']), url).toContain('overloaded');
    }
  });
});
