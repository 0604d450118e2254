import { describe, expect, test } from 'vitest';
import { memoryTickets } from '../../src/adapters/memory/tickets.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import {
  CustomerHistoryAnswer,
  CustomerOnTicketAnswer,
  CustomerRecordAnswer,
} from '../../src/http/answers/customers.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened, ticketCard } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

/** A ticket on which no area of an agent works, or has worked. */
const NOT_THEIRS = { area: 'x', homeArea: 'x', workedIn: [] };

async function world(): Promise<WebWorld> {
  const web = await webWorld();
  for (const customer of DEMO_CUSTOMERS) web.records.customers.set(customer.id, customer);
  web.centre.show(smallCentre());
  return web;
}

async function ask(
  web: WebWorld,
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
) {
  const answer = await web.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: await web.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

describe('customers', () => {
  test.each([
    ['panaderia', 'demo-panaderia'],
    ['0414-5550103', 'demo-panaderia'],
    ['J-00000103-1', 'demo-panaderia'],
    ['C-0103', 'demo-panaderia'],
    ['101', 'demo-ana'],
  ])('are found by %s', async (text, id) => {
    const found = await ask(await world(), 'agente1', 'GET', `/customers?text=${encodeURIComponent(text)}`);
    expect(found.body.items.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(found.body.total).toBe(1);
  });

  test('are not searched by too little, and no more than a page of them is shown', async () => {
    const web = await world();
    for (const text of ['a', '%25', '7'])
      expect(await ask(web, 'agente1', 'GET', `/customers?text=${text}`)).toMatchObject({
        status: 422,
        body: { code: 'search-too-short', detail: { es: 'Escriba al menos 3 letras o 4 dígitos.' } },
      });
    expect((await ask(web, 'agente1', 'GET', '/customers?text=ejemplo&limit=2')).body.items.length).toBe(2);
    expect((await ask(web, 'agente1', 'GET', '/customers?text=ejemplo&limit=500')).status).toBe(400);
    expect((await ask(web, 'agente1', 'GET', '/customers')).status).toBe(400);
  });

  test('are written down with a document, and a telephone that reaches them', async () => {
    const web = await world();
    const made = await ask(web, 'agente1', 'POST', '/customers', {
      name: 'Nora Nueva',
      document: 'v 12.345.678',
      number: '0414-5550777',
      account: 'C-0900',
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Nora Nueva',
        document: 'V-12345678',
        segment: 'person',
        account: 'C-0900',
        lines: ['+584145550777'],
      },
    });
    expect(web.records.customers.get(made.body.id)).toMatchObject({
      account: { state: 'unknown' },
      contract: null,
    });
    const more = await ask(web, 'nivel2', 'POST', `/customers/${made.body.id}/lines`, {
      number: '0212 555 0777',
    });
    expect(more.body.lines).toEqual(['+584145550777', '+582125550777']);
    expect(web.records.customerDeeds).toMatchObject([
      { deed: 'created', person: 'id-of-agente1', customer: made.body.id },
      { deed: 'line-added', person: 'id-of-nivel2', detail: '+582125550777' },
    ]);
  });

  test.each([
    [{ name: 'Nora', document: '12345678' }, 422, 'document-not-valid'],
    [{ name: 'Nora', document: 'V-12345678', number: '123' }, 422, 'number-not-valid'],
    [{ name: 'Nora', document: 'V-12345678', number: '*626' }, 422, 'number-not-valid'],
    [{ name: 'Nora', document: 'v00000101' }, 409, 'customer-exists'],
    [{ name: ' ', document: 'V-12345678' }, 400, 'invalid-input'],
    [{ name: '123', document: 'V-12345678' }, 400, 'invalid-input'],
    [{ name: 'No\u202era', document: 'V-12345678' }, 400, 'invalid-input'],
    [{ name: 'x'.repeat(81), document: 'V-12345678' }, 400, 'invalid-input'],
  ])('%j is refused', async (body, status, code) => {
    const web = await world();
    const before = web.records.customers.size;
    expect(await ask(web, 'agente1', 'POST', '/customers', body)).toMatchObject({ status, body: { code } });
    expect(web.records.customers.size).toBe(before);
  });

  test('have names and numbers as long as people count them, and what is too long says by how much', async () => {
    const web = await world();
    const name = `A${'e\u0301'.repeat(79)}`;
    const made = await ask(web, 'agente1', 'POST', '/customers', { name, document: 'V-12345678' });
    expect(made).toMatchObject({ status: 201, body: { name } });
    for (const [field, most] of [
      ['name', 80],
      ['document', 30],
      ['number', 30],
      ['account', 40],
    ] as const) {
      const body = { name: 'Nora', document: 'V-12345679', [field]: 'a'.repeat(most + 2) };
      const { status, body: problem } = await ask(web, 'agente1', 'POST', '/customers', body);
      expect([status, problem.faults[0].path]).toEqual([400, `body.${field}`]);
      expect(problem.faults[0].words.es).toBe(`Sobran 2 caracteres: caben ${most}.`);
    }
  });

  test.each(['/customers', '/tickets', '/recordings'])(
    'and whatever else is searched at %s: a text too long says so',
    async url => {
      const web = await world();
      const over = await ask(web, 'supervisor', 'GET', `${url}?text=${'a'.repeat(101)}`);
      expect(over.status).toBe(400);
      expect(over.body.faults[0].words.es).toBe('Sobra 1 carácter: caben 100.');
      const most = await ask(web, 'supervisor', 'GET', `${url}?text=${'%C3%B1'.repeat(100)}`);
      expect(most.status).toBe(200);
    },
  );

  test('have a page: who they are, their account and contract, for who serves them', async () => {
    const web = await world();
    const page = await ask(web, 'agente1', 'GET', '/customers/demo-panaderia');
    expect(CustomerRecordAnswer.safeParse(page.body).data).toEqual(page.body);
    expect(page.body).toMatchObject({
      name: 'Panadería Ejemplo',
      lines: [{ line: '+584145550103' }, { line: '+582125550103' }, { line: '+582125550113' }],
    });
    expect((await ask(web, 'agente1', 'GET', '/customers/nobody')).body.code).toBe('unknown-resource');
    expect((await ask(web, 'admin', 'GET', '/customers/demo-panaderia')).body.code).toBe('not-allowed');
  });

  test('have a history, of which everybody reads what is in their sight', async () => {
    const web = await world();
    web.records.tickets.set(justOpened.number, {
      ...justOpened,
      customerId: 'demo-ana',
      ...NOT_THEIRS,
    });
    const read = (who: string, query = '') => ask(web, who, 'GET', `/customers/demo-ana/history${query}`);
    const whole = await read('supervisor');
    expect(CustomerHistoryAnswer.safeParse(whole.body).data).toEqual(whole.body);
    expect(whole.body).toMatchObject({
      items: [{ kind: 'ticket', key: `ticket:${justOpened.number}`, ticket: { number: justOpened.number } }],
      next: null,
    });
    expect((await read('supervisor', '?kinds=note,call')).body.items).toEqual([]);
    expect((await read('supervisor', '?kinds=ticket')).body.items).toHaveLength(1);
    expect((await read('supervisor', `?before=${justOpened.openedAt}~a`)).body.items).toEqual([]);
    for (const wrong of [
      'kinds=all',
      'kinds=call,call',
      'before=now',
      'before=1',
      'limit=0',
      'limit=101',
      'x=1',
    ])
      expect([wrong, (await read('supervisor', `?${wrong}`)).status]).toEqual([wrong, 400]);
    expect((await read('agente2')).body).toEqual({ items: [], next: null });
  });

  test('are shown on a ticket as they were when it became theirs, and as they are today', async () => {
    const web = await world();
    const read = (who: string) => ask(web, who, 'GET', `/tickets/${justOpened.number}/customer`);
    web.records.tickets.set(justOpened.number, { ...justOpened, ...NOT_THEIRS });
    expect((await read('supervisor')).body).toEqual({ onTicket: null, today: null });
    const ana = web.records.customers.get('demo-ana');
    if (ana === undefined) throw new Error('the demo has no Ana');
    const given = { ...justOpened, ...NOT_THEIRS, customerId: ana.id, version: 2 };
    await memoryTickets(web.records).save(given, 1, [], []);
    web.records.customers.set(ana.id, { ...ana, account: { id: 'C-9', state: 'unknown' } });
    const { body } = await read('supervisor');
    expect(CustomerOnTicketAnswer.safeParse(body).data).toEqual(body);
    expect(body).toMatchObject({
      onTicket: { at: given.updatedAt, name: 'Ana Ejemplo', account: ana.account },
      today: { name: 'Ana Ejemplo', account: { id: 'C-9', state: 'unknown' } },
    });
    web.records.ticketCustomers.clear();
    web.records.customers.delete(ana.id);
    expect((await read('supervisor')).body).toEqual({ onTicket: null, today: null });
    expect((await read('agente2')).body.code).toBe('not-in-sight');
    expect((await ask(web, 'supervisor', 'GET', '/tickets/OA-none/customer')).body.code).toBe(
      'unknown-resource',
    );
  });

  test('who looked at whom is kept', async () => {
    const web = await world();
    await ask(web, 'supervisor', 'GET', '/customers?text=panaderia');
    await ask(web, 'supervisor', 'GET', '/customers/demo-panaderia/history');
    expect(web.records.customerDeeds).toMatchObject([
      { deed: 'searched', person: 'id-of-supervisor', customer: null, detail: 'panaderia' },
      { deed: 'viewed', person: 'id-of-supervisor', customer: 'demo-panaderia' },
    ]);
  });

  test('one look is kept once, however often it reads, and a later or another one again', async () => {
    const web = await world();
    const looks = async (who: string, what = '') => {
      await ask(web, who, 'GET', `/customers/demo-panaderia${what}`);
      return web.records.customerDeeds.filter(one => one.deed === 'viewed').map(one => one.person);
    };
    expect(await looks('agente1')).toEqual(['id-of-agente1']);
    expect(await looks('agente1', '/history')).toEqual(['id-of-agente1']);
    expect(await looks('agente2', '/history')).toEqual(['id-of-agente1', 'id-of-agente2']);
    web.clock.advance(600_000);
    expect(await looks('agente1', '/history?limit=5')).toHaveLength(3);
    expect(await looks('agente1')).toHaveLength(3);
  });
});

describe('lists', () => {
  test.each(['tickets', 'recordings'])('of %s are not searched by too little', async list => {
    const web = await world();
    for (const text of ['a', '9', '--'])
      expect((await ask(web, 'supervisor', 'GET', `/${list}?text=${text}`)).body.code).toBe(
        'search-too-short',
      );
    expect((await ask(web, 'supervisor', 'GET', `/${list}?text=`)).status).toBe(200);
    expect((await ask(web, 'supervisor', 'GET', `/${list}?text=panaderia`)).status).toBe(200);
  });
});

describe('the caller of a call', () => {
  test('is named by its agent alone, with the key that makes it once', async () => {
    const web = await world();
    const picture = smallCentre();
    const call = picture.calls.find(one => one.agent === 'id-of-agente1')?.id ?? '';
    expect(call).not.toBe('');
    const put = (who: string, customer: unknown) =>
      ask(web, who, 'PUT', `/calls/${call}/customer`, { customer });
    expect((await put('agente1', 'demo-ana')).status).toBe(200);
    expect((await put('agente1', null)).status).toBe(200);
    expect((await put('agente2', 'demo-ana')).body.code).toBe('not-your-call');
    expect((await put('agente1', '')).status).toBe(400);
    expect(web.centre.commands.map(one => one.command)).toMatchObject([
      { do: 'identify-caller', agent: 'id-of-agente1', call, customer: 'demo-ana' },
      { do: 'identify-caller', agent: 'id-of-agente1', call, customer: null },
    ]);
  });
});

test('a ticket is given to another customer by who works on it, and its page says who did', async () => {
  const web = await world();
  const card = ticketCard();
  web.records.tickets.set(card.number, {
    ...card,
    state: 'in-progress',
    solution: '',
    customerId: 'demo-ana',
    customerAt: null,
    openedBy: null,
    homeArea: 'averias',
    levelEntry: 1,
    solvedLevel: null,
    workedIn: [],
    highestLevel: 1,
    contactTries: 0,
    decidedVersion: 1,
  });
  const act = (who: string, customer: string | null, instead: string | null) =>
    ask(web, who, 'POST', `/tickets/${card.number}/actions`, {
      action: 'identify',
      version: card.version,
      customer,
      instead,
    });
  expect((await act('agente1', 'nobody', 'demo-ana')).body.code).toBe('unknown-resource');
  expect((await act('admin', 'demo-luis', 'demo-ana')).body.code).toBe('not-allowed');
  const changed = await act('agente1', 'demo-luis', 'demo-ana');
  expect(changed.body).toMatchObject({ customerId: 'demo-luis', customerName: 'Luis Ejemplo' });
  expect(changed.body.timeline.at(-1).words.es).toBe('AGENTE1 indicó que la orden es de Luis Ejemplo.');
  expect(changed.body.customerAt).toBeUndefined();
  expect((await act('agente1', null, 'demo-ana')).body.code).toBe('changed-meanwhile');
});

test('a ticket from a withheld number is called back at a telephone of its customer', async () => {
  const web = await world();
  const card = ticketCard({ callerNumber: '' });
  const ticket = {
    ...card,
    solution: '',
    customerId: null,
    customerAt: null,
    openedBy: null,
    homeArea: 'averias',
    levelEntry: 1,
    solvedLevel: null,
    workedIn: [],
    highestLevel: 1,
    contactTries: 0,
    decidedVersion: 1,
  };
  const rung = async (customerId: string | null) => {
    web.records.tickets.set(card.number, { ...ticket, customerId });
    const { body } = await ask(web, 'agente1', 'POST', `/tickets/${card.number}/call-back`, {});
    return body.code ?? web.centre.commands.at(-1)?.command;
  };
  expect(await rung('demo-panaderia')).toMatchObject({ number: '+584145550103', customer: 'demo-panaderia' });
  await ask(web, 'agente1', 'POST', '/customers/demo-panaderia/lines', { number: '0212-5550999' });
  expect(await rung('demo-panaderia')).toMatchObject({ number: '+582125550999' });
  expect(await rung(null)).toBe('no-number');
});
