import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { ACCESS } from '../../src/http/access.ts';
import { AgentAnswer } from '../../src/http/answers/agents.ts';
import { CallAnswer, CallDetailAnswer } from '../../src/http/answers/calls.ts';
import { listOf } from '../../src/http/answers/common.ts';
import { GuestLineAnswer, GuestPassAnswer } from '../../src/http/answers/guests.ts';
import { PersonAnswer } from '../../src/http/answers/people.ts';
import { QueueAnswer } from '../../src/http/answers/queues.ts';
import { WhoAmIAnswer } from '../../src/http/answers/session.ts';
import { TicketAnswer, TicketPageAnswer } from '../../src/http/answers/tickets.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened as ticket } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

async function fullWorld(): Promise<WebWorld> {
  const world = await webWorld();
  world.centre.show(smallCentre());
  world.centre.startServing();
  world.records.tickets.set(ticket.number, ticket);
  for (const customer of DEMO_CUSTOMERS) world.records.customers.set(customer.id, customer);
  return world;
}

describe('what the API answers is what its document promises', () => {
  const routes: readonly [string, z.ZodType, object | null][] = [
    ['/session', WhoAmIAnswer, null],
    ['/agents', listOf(AgentAnswer), null],
    ['/queues', listOf(QueueAnswer), null],
    ['/calls', listOf(CallAnswer), null],
    ['/calls/c1', CallDetailAnswer, null],
    ['/tickets', listOf(TicketAnswer), null],
    ['/tickets/OA-2026-000001', TicketPageAnswer, null],
    ['/tickets/OA-2026-000001/actions', TicketPageAnswer, { action: 'note', version: 1, text: 'hola' }],
    ['/people', listOf(PersonAnswer), null],
    ['/guest-lines', listOf(GuestLineAnswer), null],
    ['/guest-session', GuestPassAnswer, { line: '+584145550101' }],
  ];
  test.each(routes)('%s', async (path, shape, payload) => {
    const world = await fullWorld();
    const response = await world.web.app.inject({
      method: payload ? 'POST' : 'GET',
      url: `/api/v1${path}`,
      headers: { cookie: await world.cookieOf('admin') },
      ...(payload ? { payload } : {}),
    });
    expect(response.statusCode).toBe(200);
    const parsed = shape.safeParse(response.json());
    expect(parsed.error?.issues ?? []).toEqual([]);
    // Nothing is answered that the document does not name.
    expect(parsed.data).toEqual(response.json());
  });
});

test('whatever is sent, the server does not break', async () => {
  const world = await fullWorld();
  const cookies = [await world.cookieOf('admin'), await world.cookieOf('agente1'), ''];
  const routes = Object.keys(ACCESS).filter(route => !route.endsWith('/session'));
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('c1', 'OA-2026-000001', 'id-of-agente1', "' or 1=1 --", '../..', '%00', 'null'),
  );
  const body = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'action',
        'version',
        'text',
        'will',
        'number',
        'disposition',
        'role',
        'active',
        'queues',
      ),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.constantFrom(...cookies),
      word,
      word,
      body,
      async (route, cookie, place, query, payload) => {
        const [method = '', path = ''] = route.split(' ');
        const url = path.replace(/:\w+/, encodeURIComponent(place));
        const response = await world.web.app.inject({
          method: method as 'GET',
          url: `${url}?text=${encodeURIComponent(query)}`,
          headers: { cookie, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { payload: JSON.stringify(payload) }),
        });
        expect(response.statusCode, `${route}: ${response.body}`).toBeLessThan(500);
      },
    ),
    { numRuns: 600 },
  );
});
