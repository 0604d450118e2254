import { describe, expect, test } from 'vitest';
import { ACCESS } from '../../src/http/access.ts';
import { CATALOGUE } from '../../src/kit/errors.ts';
import { webWorld } from './web-world.ts';

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, unknown>; security: unknown[] }>>;
};

async function documentOf(): Promise<Document> {
  const world = await webWorld();
  const response = await world.web.app.inject({ url: '/api/openapi.json' });
  expect(response.statusCode).toBe(200);
  return response.json();
}

describe('the API document', () => {
  test('has every route of the access table below /api/v1', async () => {
    const document = await documentOf();
    expect(document.openapi).toBe('3.1.0');
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const due = Object.keys(ACCESS).filter(route => route.includes('/api/v1/'));
    expect(told.filter(route => route.includes('/api/v1/')).sort()).toEqual(due.sort());
  });

  test('tells which routes need a log-in', async () => {
    const { paths } = await documentOf();
    expect(paths['/api/v1/session']?.post?.security).toEqual([]);
    expect(paths['/api/v1/tickets']?.get?.security).toEqual([{ session: [] }]);
  });

  test('holds every code of the catalogue', async () => {
    const document = JSON.stringify((await documentOf()).paths);
    expect(Object.keys(CATALOGUE).filter(code => !document.includes(`"${code}"`))).toEqual([]);
  });

  test('is readable for people, without a script', async () => {
    const world = await webWorld();
    const page = await world.web.app.inject({ url: '/api/docs' });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('/api/v1/tickets/{number}');
    expect(page.body).not.toContain('<script');
  });
});
