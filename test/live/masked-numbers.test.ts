import { expect, test } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import type { CallEntry, CallFact } from '../../src/calls/events.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { ACCESS } from '../../src/http/access.ts';
import { can } from '../../src/rights/capabilities.ts';
import type { CentrePicture } from '../../src/supervision/events.ts';
import { agentPicture, callPicture, queuePicture } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';
import { type LiveWorld, liveWorld } from './live-world.ts';

/**
 * An agent of a queue that masks numbers reads none: in no answer of any route that they may ask, and in no message of the
 * live feed. The digits are looked for in everything, whatever stands between them.
 */
const NUMBER = '+584145550101';
const DIGITS = '5550101';
const shows = (text: string): boolean => text.replace(/[\s().\-/]/g, '').includes(DIGITS);

const FACTS: readonly CallFact[] = [
  {
    kind: 'call-arrived',
    at: 1_000,
    direction: 'in',
    ticket: justOpened.number,
    opensTicket: true,
    callerNumber: NUMBER,
    callerName: '0414 555 0101',
    dialled: '*626',
    from: 'trunk',
    agent: null,
  },
  { kind: 'caller-identified', at: 1_000, customer: 'k1', by: 'line' },
  { kind: 'queued', at: 1_500, queue: 'averias', topic: 'fault', priority: 1 },
  { kind: 'answered', at: 2_000, agent: 'id-of-agente1', waitedMs: 500 },
  {
    kind: 'recording-started',
    at: 2_000,
    recording: 'calls/c1-1',
    agent: 'id-of-agente1',
  },
  { kind: 'recording-ended', at: 3_000, recording: 'calls/c1-1', ok: true },
];
const MADE: CallFact = {
  ...(FACTS[0] as Extract<CallFact, { kind: 'call-arrived' }>),
  direction: 'out',
  opensTicket: false,
  dialled: NUMBER,
  agent: 'id-of-agente1',
};

const [someone] = DEMO_CUSTOMERS;
if (!someone) throw new Error('the demo has no customers');
const customer = { ...someone, id: 'k1', name: 'Ana Ejemplo' };

function picture(maskNumbers: boolean): CentrePicture {
  const talk = callPicture('c1', {
    phase: 'talking',
    agent: 'id-of-agente1',
    ticket: justOpened.number,
    callerName: '0414-555.01.01',
    customer: {
      id: 'k1',
      name: 'Ana Ejemplo',
      document: 'V-11222333',
      segment: 'person',
      line: NUMBER,
      service: 'mobile',
      accountState: 'current',
      debt: null,
    },
    transfer: { from: 'id-of-agente2', note: 'Llamarla al 0414 555 01 01', at: 1 },
    position: null,
  });
  return {
    agents: [
      agentPicture('agente1', { work: { kind: 'talking', call: 'c1', since: 1 } }),
      agentPicture('agente2'),
    ],
    calls: [
      talk,
      callPicture('c2'),
      callPicture('c3', { direction: 'out', phase: 'dialling', dialled: NUMBER, agent: 'id-of-agente1' }),
    ],
    queues: [queuePicture('averias', { maskNumbers })],
    alarms: [],
  };
}

async function world(): Promise<LiveWorld> {
  const made = await liveWorld();
  const { records } = made;
  records.customers.set('k1', customer);
  const entries = (call: string, facts: readonly CallFact[], from: number): CallEntry[] =>
    facts.map((fact, at) => ({ node: 'n', seq: from + at, at: fact.at, call, fact }));
  await memoryCalls(records).save([...entries('c1', FACTS, 1), ...entries('c9', [MADE], 20)]);
  records.tickets.set(justOpened.number, {
    ...justOpened,
    callerNumber: NUMBER,
    customerId: 'k1',
    state: 'in-progress',
    assignee: 'id-of-agente1',
    openedBy: 'c1',
  });
  for (const call of ['c1', 'c9']) records.ticketOf.set(call, justOpened.number);
  return made;
}

/** Every route that an agent may read, with something real in its path. */
function readable(): string[] {
  const agent = { role: 'agent', level: 1, telephone: true } as const;
  const path: Readonly<Record<string, string>> = {
    '/calls/:id': '/calls/c1',
    '/tickets/:number': `/tickets/${justOpened.number}`,
    '/tickets/:number/customer': `/tickets/${justOpened.number}/customer`,
    '/customers': `/customers?text=Ejemplo`,
    '/customers/:id': '/customers/k1',
    '/customers/:id/history': '/customers/k1/history',
  };
  return Object.entries(ACCESS).flatMap(([route, rule]) => {
    const [method, url = ''] = route.split(' ');
    if (method !== 'GET' || !url.startsWith('/api/v1/')) return [];
    const isTheirs =
      rule === 'anyone' ||
      rule === 'joining' ||
      (rule !== 'guests' && rule !== 'monitors' && can(agent, rule));
    const short = url.slice('/api/v1'.length);
    // Sound, and no text; and a guest's lines, which are the demo's own.
    return isTheirs && !short.endsWith('/audio') ? [path[short] ?? short] : [];
  });
}

test('no answer of a route that an agent of such a queue may read has the digits, and a supervisor’s have them', async () => {
  const web = await world();
  web.centre.show(picture(true));
  const read = async (who: string, url: string) => {
    const cookie = await web.cookieOf(who);
    return (await web.web.app.inject({ url: `/api/v1${url}`, headers: { cookie } })).body;
  };
  const shown: Record<string, string[]> = { agente1: [], supervisor: [] };
  for (const url of readable())
    for (const who of ['agente1', 'supervisor']) if (shows(await read(who, url))) shown[who]?.push(url);
  expect(shown).toEqual({
    agente1: [],
    supervisor: [
      '/calls',
      '/calls/c1',
      '/customers?text=Ejemplo',
      '/customers/k1',
      '/customers/k1/history',
      `/tickets/${justOpened.number}`,
      `/tickets/${justOpened.number}/customer`,
      '/recordings',
      '/tickets',
    ].toSorted((a, b) => readable().indexOf(a) - readable().indexOf(b)),
  });
});

test('no search finds what is masked by some of its digits, nor by as many whole numbers as one likes', async () => {
  const web = await world();
  web.centre.show(picture(true));
  // Its document and its account are no secret.
  const account = { ...customer.account, id: 'CT-7777' };
  web.records.customers.set('k1', { ...customer, document: 'V-33222777', account });
  const lists = ['/customers', '/tickets', '/recordings'];
  const find = async (who: string, list: string, typed: string) => {
    const headers = { cookie: await web.cookieOf(who) };
    const url = `/api/v1${list}?text=${encodeURIComponent(typed)}`;
    return (await web.web.app.inject({ url, headers })).json();
  };
  const digits = NUMBER.slice(1);
  const parts = [4, 5, 7, 9].flatMap(length =>
    Array.from({ length: digits.length - length + 1 }, (_, from) => digits.slice(from, from + length)),
  );
  for (const list of lists) {
    for (const typed of [...parts, `Ejemplo ${DIGITS}`, '555-01.01', `0${digits.slice(2, -1)}`])
      expect([list, typed, (await find('agente1', list, typed)).total]).toEqual([list, typed, 0]);
    expect((await find('supervisor', list, digits.slice(3, 8))).total).toBeGreaterThan(0);
    expect((await find('agente1', list, '0414-555.01.01')).total).toBeGreaterThan(0);
    expect((await find('agente1', list, 'Ejemplo')).total).toBeGreaterThan(0);
  }
  // The customers' numbers are said to agents, some in an hour: no more are tried.
  const tried: string[] = [];
  for (let last = 0; last < 30; last++) {
    const { code = 'found' } = await find('agente1', lists[last % 3] ?? '', `04145551${100 + last}`);
    tried.push(code);
  }
  const left = tried.filter(code => code === 'found').length;
  expect([left > 0, left <= 20]).toEqual([true, true]);
  expect(tried).toEqual(tried.map((_, at) => (at < left ? 'found' : 'too-many-tries')));
  web.clock.advance(30_000);
  expect((await find('agente1', '/customers', '0414-555.01.01')).total).toBeGreaterThan(0);
  expect((await find('agente1', '/customers', 'Ejemplo')).total).toBeGreaterThan(0);
  expect((await find('supervisor', '/customers', NUMBER)).total).toBeGreaterThan(0);
});

test('what an agent does is answered without the digits, too, and a call-back goes to the whole number', async () => {
  const web = await world();
  web.centre.show(picture(true));
  const cookie = await web.cookieOf('agente1');
  const post = (url: string, payload: object) =>
    web.web.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { cookie }, payload });
  const noted = await post(`/tickets/${justOpened.number}/actions`, {
    action: 'note',
    version: justOpened.version,
    text: 'Devolver la llamada al 0414-5550101.',
  });
  expect([noted.statusCode, shows(noted.body)]).toEqual([200, false]);
  expect(noted.json()).toMatchObject({ callerNumber: '••••••••••101' });
  const line = await post('/customers/k1/lines', { number: '02125550103' });
  expect([line.statusCode, shows(line.body)]).toEqual([200, false]);
  web.centre.answer({ ok: true, call: 'c7' });
  await post(`/tickets/${justOpened.number}/call-back`, {});
  await post('/calls', { again: 'c9' });
  expect(web.centre.commands.map(({ command }) => command)).toMatchObject([
    { do: 'call-back', number: NUMBER },
    { do: 'call-out', number: NUMBER },
  ]);
});

test('the number of the call that one has is shown with a reason where the queue permits it, and that is on record', async () => {
  const web = await world();
  const shown = picture(true);
  const permits = { ...shown, queues: [queuePicture('averias', { maskNumbers: true, revealNumbers: true })] };
  const reason = 'Devolver la llamada desde otro teléfono';
  const ask = async (who: string, call: string, payload: object = { reason }) => {
    const headers = { cookie: await web.cookieOf(who) };
    const url = `/api/v1/calls/${call}/number`;
    return (await web.web.app.inject({ method: 'POST', url, headers, payload })).json();
  };
  web.centre.show(shown);
  expect((await ask('agente1', 'c1')).code).toBe('number-stays-hidden');
  web.centre.show(permits);
  expect((await ask('agente1', 'c1', { reason: ' x ' })).code).toBe('invalid-input');
  // Who gave it on has it no more; anybody else never had.
  expect((await ask('agente2', 'c1')).code).toBe('already-given-on');
  expect((await ask('supervisor', 'c1')).code).toBe('not-allowed');
  expect(await ask('agente1', 'c1')).toEqual({ revealed: NUMBER });
  const told = web.records.audit.filter(({ kind }) => kind === 'number-revealed');
  expect(told.map(({ person, data }) => [person, JSON.parse(data)])).toEqual([
    ['id-of-agente1', { call: 'c1', ticket: justOpened.number, reason }],
  ]);
  expect(shows(JSON.stringify(told))).toBe(false);
  // Not while it rings: there is nothing to do with it but to answer.
  const rings = callPicture('c1', { phase: 'offered', agent: 'id-of-agente1', position: null });
  web.centre.change({ calls: [rings] });
  expect((await ask('agente1', 'c1')).code).toBe('not-in-talk');
  expect((await ask('agente1', 'c9')).code).toBe('call-gone');
});

test('the number of the own call is written down with a customer as it is shown, and is the whole one; of others’ it is none', async () => {
  const web = await world();
  web.centre.show(picture(true));
  const write = async (who: string, document: string) => {
    const payload = { name: 'Nueva Clienta', document, number: '••••••••••101' };
    const headers = { cookie: await web.cookieOf(who) };
    return web.web.app.inject({ method: 'POST', url: '/api/v1/customers', headers, payload });
  };
  const written = await write('agente1', 'V-11222334');
  expect([written.statusCode, written.json().lines]).toEqual([201, ['••••••••••101']]);
  expect(web.records.customers.get(written.json().id)?.lines).toMatchObject([{ number: NUMBER }]);
  expect((await write('agente2', 'V-11222335')).json().code).toBe('number-not-valid');
});

test('no live message has them, from the ring to the end, and a page is told anew when the queue changes its mind', async () => {
  const web = await world();
  web.centre.show(picture(true));
  const [agent, supervisor] = [await web.page('agente1'), await web.page('supervisor')];
  const [snapshot, whole] = [await agent.next('snapshot'), await supervisor.next('snapshot')];
  expect([shows(JSON.stringify(snapshot)), shows(JSON.stringify(whole))]).toEqual([false, true]);
  expect(snapshot.picture.calls.find(({ id }) => id === 'c1')).toMatchObject({
    callerNumber: '••••••••••101',
    customer: { name: 'Ana Ejemplo', document: 'V-11222333', line: '••••••••••101' },
    transfer: { note: 'Llamarla al ••••101' },
  });
  web.centre.change({
    calls: [callPicture('c1', { phase: 'talking', agent: 'id-of-agente1', onHold: true, position: null })],
  });
  const change = await agent.next('change');
  expect([change.put.calls?.[0]?.onHold, shows(JSON.stringify(change))]).toEqual([true, false]);
  web.records.changes.emit('tickets', justOpened.number);
  expect(shows(JSON.stringify(await agent.next('ticket')))).toBe(false);
  expect(shows(JSON.stringify(await supervisor.next('ticket')))).toBe(true);
  expect(agent.heard.some(message => shows(JSON.stringify(message)))).toBe(false);

  web.centre.change({ queues: [queuePicture('averias', { maskNumbers: false })] });
  expect(shows(JSON.stringify(await agent.next('snapshot')))).toBe(true);
  web.centre.change({ queues: [queuePicture('averias', { maskNumbers: true })] });
  expect(shows(JSON.stringify(await agent.next('snapshot')))).toBe(false);
});
