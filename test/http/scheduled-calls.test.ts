import { describe, expect, test } from 'vitest';
import { memoryJobBook } from '../../src/adapters/memory/jobs.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import type { ScheduledCard } from '../../src/http/shapes/scheduled-calls.ts';
import { scheduledCallJobs } from '../../src/scheduled-calls/scheduled-jobs.ts';
import { type LiveWorld, liveWorld } from '../live/live-world.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { justOpened } from '../tickets/pictures.ts';

const HOUR = 3_600_000;
const TICKET = 'OA-2026-000077';
const LINE = '+584145550101';

async function scene(): Promise<LiveWorld> {
  const world = await liveWorld();
  world.centre.show(smallCentre());
  world.records.tickets.set(TICKET, {
    ...justOpened,
    number: TICKET,
    state: 'in-progress',
    assignee: 'id-of-agente1',
    callerNumber: LINE,
    customerName: 'Luis Ejemplo',
    openedBy: 'c-77',
    workedIn: ['averias'],
    highestLevel: 1,
  } as never);
  world.records.ticketOf.set('c-77', TICKET);
  for (const customer of DEMO_CUSTOMERS) world.records.customers.set(customer.id, customer);
  return world;
}

async function ask<Body = { code?: string }>(
  world: LiveWorld,
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body & { code?: string } }> {
  const answer = await world.web.app.inject({
    method,
    url: `/api/v1/scheduled-calls${url}`,
    headers: { cookie: await world.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function promised(world: LiveWorld, given: object = {}): Promise<ScheduledCard> {
  const dueAt = world.clock.now() + HOUR;
  const { status, body } = await ask<ScheduledCard>(world, 'agente1', 'POST', '', {
    ...{ ticket: TICKET, dueAt, note: 'Prueba de línea' },
    ...given,
  });
  expect(status).toBe(201);
  return body;
}

const open = async (world: LiveWorld, who = 'agente1') =>
  (await ask<{ items: ScheduledCard[] }>(world, who, 'GET', '')).body.items;

describe('a call that is promised', () => {
  test('is its agent’s alone, at the number of its ticket, and goes on the timeline', async () => {
    const world = await scene();
    const card = await promised(world);
    expect(card).toMatchObject({
      ...{ ticket: TICKET, line: LINE, customerName: 'Luis Ejemplo', personName: 'AGENTE1' },
      ...{ tries: 0, remindedAt: null, closed: null, version: 1 },
    });
    expect(await open(world)).toEqual([card]);
    expect(await open(world, 'agente2')).toEqual([]);
    const foreign = await ask(world, 'agente2', 'POST', `/${card.id}/close`, { how: 'done', version: 1 });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'unknown-resource']);
    const jobs = [...world.records.jobs.values()].map(({ job, runAt }) => [job.name, runAt]);
    expect(jobs).toEqual([
      ['scheduled-call-due', card.dueAt],
      ['note-on-ticket', world.clock.now()],
    ]);
  });

  test('is read on its ticket by all who see that, with whose it is; by nobody else', async () => {
    const world = await scene();
    const card = await promised(world);
    await promised(world, { ticket: undefined, line: '04145550102' });
    const onTicket = async (who: string, ticket = TICKET) => {
      const url = `/api/v1/tickets/${ticket}/scheduled-calls`;
      const answer = await world.web.app.inject({ url, headers: { cookie: await world.cookieOf(who) } });
      return answer.json<{ items?: ScheduledCard[]; code?: string }>();
    };
    expect((await onTicket('agente1')).items).toEqual([card]);
    expect((await onTicket('supervisor')).items).toEqual([card]);
    const ticket = world.records.tickets.get(TICKET);
    if (ticket === undefined) throw new Error('there is no such ticket');
    const away = { area: 'nivel-2', homeArea: 'nivel-2', workedIn: ['nivel-2'] };
    world.records.tickets.set(TICKET, { ...ticket, ...away });
    expect(await onTicket('agente2')).toMatchObject({ code: 'not-in-sight' });
    expect(await onTicket('supervisor', 'OA-2026-999999')).toMatchObject({ code: 'unknown-resource' });
  });

  test('is told when its moment has come; put off, the old job finds nothing to do', async () => {
    const world = await scene();
    const page = await world.page('agente1');
    const other = await world.page('agente2');
    for (const one of [page, other]) await one.next('snapshot');
    const card = await promised(world);
    await page.next('scheduled-calls');
    const book = memoryJobBook(world.records);
    const jobs = scheduledCallJobs({ scheduled: world.parts.scheduledCalls, book, clock: world.clock });
    const due = { name: 'scheduled-call-due', scheduled: card.id, dueAt: card.dueAt } as const;
    await jobs['scheduled-call-due'](due, `scheduled-call-due.${card.id}.${card.dueAt}`);
    await page.next('scheduled-calls');
    const [reminded] = await open(world);
    expect(reminded?.remindedAt).not.toBeNull();
    const later = world.clock.now() + 2 * HOUR;
    const put = await ask<ScheduledCard>(world, 'agente1', 'PATCH', `/${card.id}`, {
      version: 2,
      dueAt: later,
    });
    expect(put.body).toMatchObject({ dueAt: later, remindedAt: null, version: 3 });
    await jobs['scheduled-call-due'](due, 'again');
    expect((await open(world))[0]?.remindedAt).toBeNull();
    expect(other.heard.map(({ kind }) => kind)).not.toContain('scheduled-calls');
    const stale = await ask(world, 'agente1', 'PATCH', `/${card.id}`, { version: 2, dueAt: later + 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'changed-meanwhile']);
  });

  test('is made by the road of a call-back to its ticket, or of a call to a number', async () => {
    const world = await scene();
    world.centre.answer({ ok: true, call: 'c-new' });
    const card = await promised(world, { line: '0212-555 01 05' });
    expect((await ask(world, 'agente1', 'POST', `/${card.id}/call`)).body).toEqual({ call: 'c-new' });
    const free = await promised(world, { ticket: undefined, line: '04145550102' });
    await ask(world, 'agente1', 'POST', `/${free.id}/call`);
    expect(world.centre.commands.map(({ command }) => command)).toMatchObject([
      {
        ...{ do: 'call-back', agent: 'id-of-agente1', ticket: TICKET, number: '+582125550105' },
        scheduled: card.id,
      },
      { do: 'call-out', agent: 'id-of-agente1', number: '+584145550102', scheduled: free.id },
    ]);
  });

  test('is discarded with a reason, once, and stays in the list of those that are over', async () => {
    const world = await scene();
    const { id } = await promised(world);
    const without = await ask(world, 'agente1', 'POST', `/${id}/close`, {
      how: 'discarded',
      version: 1,
      why: '',
    });
    expect(without.status).toBe(400);
    const why = 'Ya vino a la oficina.';
    const closed = await ask(world, 'agente1', 'POST', `/${id}/close`, { how: 'discarded', version: 1, why });
    expect(closed.status).toBe(200);
    expect(await open(world)).toEqual([]);
    const again = await ask(world, 'agente1', 'POST', `/${id}/call`);
    expect([again.status, again.body.code]).toEqual([410, 'scheduled-closed']);
    const { items } = (await ask<{ items: ScheduledCard[] }>(world, 'agente1', 'GET', '?state=closed')).body;
    expect(items.map(each => each.closed)).toEqual([{ how: 'discarded', at: world.clock.now(), why }]);
  });

  test('that cannot be is refused with what is wrong', async () => {
    const world = await scene();
    const now = world.clock.now();
    const code = async (given: object) => (await ask(world, 'agente1', 'POST', '', given)).body.code;
    expect(await code({ ticket: TICKET, dueAt: now })).toBe('moment-passed');
    expect(await code({ ticket: TICKET, dueAt: now + 61 * 24 * HOUR })).toBe('too-far-ahead');
    expect(await code({ ticket: TICKET, dueAt: now + HOUR, line: '•••••••101' })).toBe('number-not-valid');
    expect(await code({ ticket: 'OA-2026-999999', dueAt: now + HOUR })).toBe('unknown-resource');
    expect(await code({ dueAt: now + HOUR })).toBe('invalid-input');
  });

  test('to a number that one may not call is refused when it is promised, and whose it is names it', async () => {
    const world = await scene();
    const dueAt = world.clock.now() + HOUR;
    const code = async (line: string) => (await ask(world, 'agente1', 'POST', '', { dueAt, line })).body.code;
    // As it is dialled: letters are keys, and 1222 is a short number.
    expect(await code('12ab')).toBe('outgoing-class');
    expect(await code('0212-555 77 99')).toBe('outgoing-not-own');
    expect(await code('*626')).toBe('outgoing-not-a-number');
    expect(await code('911')).toBe('outgoing-emergency');
    const card = await promised(world, { ticket: undefined, line: '0414-555 01 02' });
    const owner = DEMO_CUSTOMERS.find(({ lines }) => lines.some(({ number }) => number === '+584145550102'));
    expect(card).toMatchObject({ line: '+584145550102', customerName: owner?.name });
    const changed = await ask(world, 'agente1', 'PATCH', `/${card.id}`, { version: 1, line: '12ab' });
    expect(changed.body.code).toBe('outgoing-class');
    expect((await open(world))[0]?.line).toBe('+584145550102');
  });
});

describe('a promised call that nobody makes', () => {
  test('is seen by a supervisor of its agent, and given to another one of theirs, which is on record', async () => {
    const world = await scene();
    const card = await promised(world, { dueAt: world.clock.now() + 1_000 });
    const overdue = async () =>
      (await ask<{ items: ScheduledCard[] }>(world, 'supervisor', 'GET', '/overdue')).body.items;
    world.clock.advance(2 * HOUR);
    expect(await overdue()).toEqual([]);
    world.clock.advance(1_001);
    expect(await overdue()).toMatchObject([{ id: card.id, personName: 'AGENTE1' }]);
    const give = (person: string) =>
      ask(world, 'supervisor', 'POST', `/${card.id}/give`, { version: card.version, person });
    expect((await give('id-of-supervisor')).body.code).toBe('unknown-resource');
    expect((await give('id-of-agente2')).status).toBe(200);
    expect(await open(world)).toEqual([]);
    expect(await open(world, 'agente2')).toMatchObject([
      { id: card.id, madeBy: 'id-of-agente1', remindedAt: world.clock.now() },
    ]);
    expect(world.records.audit.filter(({ kind }) => kind === 'scheduled-call-given')).toMatchObject([
      { subject: 'id-of-agente2' },
    ]);
  });
});
