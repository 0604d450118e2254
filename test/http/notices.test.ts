import { describe, expect, test } from 'vitest';
import type { SentNotice } from '../../src/http/shapes/notices.ts';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { type LiveWorld, liveWorld } from '../live/live-world.ts';
import { smallCentre } from '../supervision/pictures.ts';

const HOUR = 3_600_000;
/** Before a page that says nothing is taken for gone, ms. */
const SOON = 4_000;
const TEXT = 'Avería en Maracay';

async function scene(): Promise<LiveWorld> {
  const world = await liveWorld();
  world.records.centre = { ...world.records.centre, queues: firstCentre('America/Caracas').queues };
  world.records.centre = { ...world.records.centre, areas: [{ name: 'cor', title: 'COR' }] };
  world.centre.show(smallCentre());
  return world;
}

async function ask<Body = { code?: string }>(
  world: LiveWorld,
  who: string,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await world.web.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: await world.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const send = (world: LiveWorld, given: object = {}) =>
  ask<SentNotice>(world, 'supervisor', 'POST', '/notices', { text: TEXT, importance: 'warning', ...given });

const statusOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('a notice', () => {
  test('is told at once to those whom it is for, goes aside on all pages of who has read it, and ends', async () => {
    const world = await scene();
    const [first, second, boss] = [
      await world.page('agente1'),
      await world.page('agente1'),
      await world.page('supervisor'),
    ];
    for (const page of [first, second, boss]) expect((await page.next('snapshot')).notices).toEqual([]);
    const { status, body } = await send(world, { queues: ['averias'], until: world.clock.now() + SOON });
    expect(status).toBe(201);
    expect(body.readers.map(({ id, readAt }) => [id, readAt])).toEqual(
      ['agente1', 'agente2', 'mesa', 'nivel2', 'nuevo'].map(name => [`id-of-${name}`, null]),
    );
    const card = { id: body.id, text: TEXT, importance: 'warning', by: 'SUPERVISOR', read: false };
    for (const page of [first, second]) expect((await page.next('notices')).notices).toMatchObject([card]);
    // Who sees everything is told that there is something new, and reads the list.
    expect((await boss.next('notices')).notices).toEqual([]);

    expect((await ask(world, 'agente1', 'POST', `/notices/${body.id}/read`)).status).toBe(200);
    for (const page of [first, second])
      expect((await page.next('notices')).notices).toMatchObject([{ ...card, read: true }]);
    await boss.next('notices');
    const { body: list } = await ask<{ items: SentNotice[] }>(world, 'supervisor', 'GET', '/notices');
    expect(list.items[0]?.readers[0]).toEqual({
      id: 'id-of-agente1',
      name: 'AGENTE1',
      readAt: world.clock.now(),
    });
    // Who logs in later reads it.
    expect((await (await world.page('agente2')).next('snapshot')).notices).toMatchObject([card]);

    world.clock.advance(SOON);
    expect((await first.next('notices')).notices).toEqual([]);
    expect(statusOf(await ask(world, 'agente2', 'POST', `/notices/${body.id}/read`))).toEqual([
      404,
      'unknown-resource',
    ]);
  });

  test('stands until the end of the day where nothing else is said, and until it is withdrawn; both are on record', async () => {
    const world = await scene();
    const page = await world.page('agente1');
    await page.next('snapshot');
    const { body } = await send(world);
    const zone = new Intl.DateTimeFormat('es', { timeZone: 'America/Caracas', timeStyle: 'short' });
    expect(zone.format(body.until)).toBe('0:00');
    expect(body.until - world.clock.now()).toBeLessThanOrEqual(24 * HOUR);
    expect((await page.next('notices')).notices).toHaveLength(1);
    expect((await ask(world, 'supervisor', 'DELETE', `/notices/${body.id}`)).status).toBe(200);
    expect((await page.next('notices')).notices).toEqual([]);
    const again = await ask(world, 'supervisor', 'DELETE', `/notices/${body.id}`);
    expect(statusOf(again)).toEqual([404, 'unknown-resource']);
    const rows = world.records.audit.filter(({ kind }) => kind.startsWith('notice'));
    expect(rows.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['notice-sent', body.id],
      ['notice-withdrawn', body.id],
      ['notice-withdrawn', body.id],
    ]);
    expect(rows[0]?.data).toContain(TEXT);
  });

  test('is none of another queue’s agents', async () => {
    const world = await scene();
    const agent = world.records.people.get('id-of-agente2');
    if (agent)
      world.records.people.set('id-of-agente2', {
        ...agent,
        person: { ...agent.person, queues: ['comercial'], areas: ['cor'] },
      });
    const [averias, comercial] = [await world.page('agente1'), await world.page('agente2')];
    for (const page of [averias, comercial]) await page.next('snapshot');
    await send(world, { text: 'para averías', queues: ['averias'] });
    await send(world, { text: 'para el COR', areas: ['cor'] });
    const texts = async (page: typeof averias) =>
      (await page.next('notices')).notices.map(({ text }) => text);
    expect([await texts(averias), await texts(averias)]).toEqual([['para averías'], ['para averías']]);
    expect([await texts(comercial), await texts(comercial)]).toEqual([[], ['para el COR']]);
  });

  test('that cannot be is refused with what is wrong', async () => {
    const world = await scene();
    const now = world.clock.now();
    expect(statusOf((await send(world, { until: now })) as never)).toEqual([409, 'moment-passed']);
    const late = await send(world, { until: now + 8 * 24 * HOUR });
    expect(statusOf(late as never)).toEqual([409, 'too-far-ahead']);
    expect(statusOf((await send(world, { queues: ['ninguna'] })) as never)).toEqual([
      404,
      'unknown-resource',
    ]);
    expect(statusOf((await send(world, { text: 'x'.repeat(281) })) as never)).toEqual([400, 'invalid-input']);
    expect((await send(world, { text: 'ñ😀'.repeat(140) })).status).toBe(201);
    for (let count = 1; count < 20; count += 1) await send(world);
    expect(statusOf((await send(world)) as never)).toEqual([409, 'notices-full']);
  });
});
