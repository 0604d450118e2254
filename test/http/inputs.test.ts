import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCESS, type Rule } from '../../src/http/access.ts';
import { can } from '../../src/rights/capabilities.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened as ticket } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly [key: string]: unknown;
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
/** A route as the document of the API tells it: `POST`, `/api/v1/tickets/{number}/actions`. */
type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
} & Operation;

async function documented(world: WebWorld): Promise<Route[]> {
  const { paths } = (await world.web.app.inject({ url: '/api/openapi.json' })).json() as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase() as Route['method'],
      path,
    })),
  );
}

/** Somebody whom the access table lets through to the route. */
function whoFor(rule: Rule): string | null {
  if (rule === 'anyone' || rule === 'guests' || rule === 'monitors') return null;
  if (rule === 'joining') return 'supervisor';
  const people = { supervisor: 'supervisor', admin: 'admin', agente1: 'agent' } as const;
  const holders = Object.entries(people).filter(([name, role]) =>
    can({ role, level: 1, telephone: name === 'agente1' }, rule),
  );
  return holders[0]?.[0] ?? null;
}

async function fullWorld() {
  const world = await webWorld();
  world.centre.show(smallCentre());
  world.records.tickets.set(ticket.number, ticket);
  const cookies = new Map<string, string>();
  for (const name of ['admin', 'supervisor', 'agente1']) cookies.set(name, await world.cookieOf(name));
  const routes = await documented(world);
  const ask = async (route: Route, query: string, payload?: string) => {
    const name = whoFor(ACCESS[`${route.method} ${route.path.replace(/\{(\w+)\}/g, ':$1')}`] ?? 'anyone');
    return world.web.app.inject({
      method: route.method,
      url: `${route.path.replace('{number}', ticket.number).replace(/\{\w+\}/g, 'c1')}${query}`,
      headers: {
        cookie: name === null ? '' : (cookies.get(name) ?? ''),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
  };
  return { routes, ask };
}

const queryOf = (route: Route): string[] =>
  (route.parameters ?? []).filter(each => each.in === 'query').map(({ name }) => name);
const bodyOf = (route: Route): Schema | undefined => route.requestBody?.content['application/json']?.schema;

/** Where an object of a schema takes fields that it does not name; records, whose names are data, name none. */
function openObjects(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties } = schema as Schema;
  const here = properties !== undefined && additionalProperties !== false ? [place] : [];
  return [
    ...here,
    ...Object.entries(schema).flatMap(([name, inner]) => openObjects(inner, `${place}.${name}`)),
  ];
}

describe('a field that nobody knows', () => {
  test('is taken by no body of any route', async () => {
    const { routes } = await fullWorld();
    const bodies = routes.filter(route => bodyOf(route) !== undefined);
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.flatMap(each => openObjects(bodyOf(each), `${each.method} ${each.path}`))).toEqual([]);
  });

  test('is taken by no query of any route', async () => {
    const { routes, ask } = await fullWorld();
    const asked = routes.filter(route => queryOf(route).length > 0);
    expect(asked.length).toBeGreaterThan(5);
    for (const route of asked) {
      const answer = await ask(route, '?nobodyKnowsThis=1');
      expect(answer.statusCode, route.path).toBe(400);
      const faults: { path: string }[] = answer.json().faults;
      expect(
        faults.map(({ path }) => path),
        route.path,
      ).toContain('querystring');
    }
  });
});

describe('whatever is in a query that the document names', () => {
  test('no route breaks, and no number goes beyond its page', async () => {
    const { routes, ask } = await fullWorld();
    const fields = routes.flatMap(route => queryOf(route).map(name => ({ route, name })));
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '-1',
        '1e309',
        '0x10',
        '9007199254740993',
        'NaN',
        '',
        ' ',
        '%',
        '\\',
        '_',
        "'",
        '[]',
        '\u0000',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), value, async ({ route, name }, text) => {
        const { statusCode, body } = await ask(route, `?${name}=${encodeURIComponent(text)}`);
        expect(statusCode, `${route.path} ${name}: ${body}`).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
    for (const { route, name } of fields.filter(each => ['limit', 'offset'].includes(each.name))) {
      for (const text of ['-1', '99999999']) {
        expect((await ask(route, `?${name}=${text}`)).statusCode, `${route.path} ${name}=${text}`).toBe(400);
      }
    }
  });
});

describe('a body that is nested as deep as its length allows', () => {
  const DEEP = 12_000;
  const shapes = {
    lists: `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
    objects: `${'{"a":'.repeat(DEEP / 2)}1${'}'.repeat(DEEP / 2)}`,
    'a list in a field that is known': `{"text":${'['.repeat(DEEP)}${']'.repeat(DEEP)},"username":[[]]}`,
    'lists that do not end': '['.repeat(60_000),
  };
  test.each(Object.entries(shapes))(
    'of %s is refused by every route that reads one',
    async (_what, payload) => {
      const { routes, ask } = await fullWorld();
      for (const route of routes.filter(each => bodyOf(each) !== undefined)) {
        const { statusCode, body } = await ask(route, '', payload);
        expect(statusCode, `${route.method} ${route.path}: ${body.slice(0, 200)}`).toBe(400);
      }
    },
  );
});
