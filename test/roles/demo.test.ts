import { beforeEach, describe, expect, test } from 'vitest';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { businessCalendarShape } from '../../src/kit/business-calendar.ts';
import { makeLog } from '../../src/kit/log.ts';
import { loadDemo } from '../../src/roles/demo.ts';
import { furnish } from '../../src/roles/first-centre.ts';
import { memoryWorld, type RecordsWorld } from '../contracts/records-world.ts';

let world: RecordsWorld;
beforeEach(() => {
  world = memoryWorld(memoryRecords());
});

const load = async (password: string | null) => {
  await furnish(world.seed, 'America/Caracas');
  await loadDemo(
    {
      ...world,
      hash: async text => `hashed ${text}`,
      verify: async (hash, text) => hash === `hashed ${text}`,
      log: makeLog('test', 'silent'),
    },
    password,
  );
};

const sharedNames = async () => (await world.contacts.page(null, null, 100)).map(({ name }) => name);

describe('a new centre without the demo', () => {
  test('can be called as soon as there are people: it has queues, hours, *626 and dispositions', async () => {
    await furnish(world.seed, 'America/Caracas');
    const centre = await world.centre.load();
    expect(centre.queues.map(queue => queue.name)).toEqual(['averias', 'comercial', 'nivel-2']);
    expect(centre.numbers).toEqual([{ number: '*626', flow: 'averias-626' }]);
    expect(centre.dispositions.length).toBeGreaterThan(0);
    expect(centre.people).toEqual([]);
    expect(await world.customers.findByLine('+584145550101')).toEqual([]);
  });

  test('is furnished once: what is changed since stays so', async () => {
    await furnish(world.seed, 'America/Caracas');
    await world.centre.changeQueue('averias', { wrapUpAlarmMs: 0 });
    await furnish(world.seed, 'America/Caracas');
    const [faults] = (await world.centre.load()).queues;
    expect(faults).toMatchObject({ name: 'averias', wrapUpAlarmMs: 0 });
  });
});

describe('a first start with the demo centre', () => {
  test('has queues, hours, the number *626, six log-ins and customers', async () => {
    await load('clave');
    const centre = await world.centre.load();
    expect(centre.queues.map(queue => queue.name)).toEqual(['averias', 'comercial', 'nivel-2']);
    expect(centre.numbers).toEqual([{ number: '*626', flow: 'averias-626' }]);
    expect(
      centre.people.map(one => `${one.username} ${one.role} ${one.level} ${one.queues.join(' ')}`),
    ).toEqual([
      'admin admin 1 ',
      'agente1 agent 1 averias comercial',
      'agente2 agent 1 averias comercial',
      'agente3 agent 1 averias comercial',
      'nivel2 agent 2 nivel-2',
      'supervisor supervisor 2 ',
    ]);
    expect(await world.customers.findByLine('+584145550101')).toMatchObject([{ name: 'Ana Ejemplo' }]);
    for (const { spec } of centre.calendars) expect(businessCalendarShape.safeParse(spec).success).toBe(true);
    expect(await sharedNames()).toContain('Soporte nivel 2');
    const known = new Set(['always', ...centre.calendars.map(one => one.name)]);
    expect(centre.queues.filter(queue => !known.has(queue.calendar))).toEqual([]);
  });

  test('has shared contacts whose numbers are somebody’s there, and does not add them again once they are gone', async () => {
    await load(null);
    await load('clave');
    const contacts = await world.contacts.page(null, null, 100);
    const extensions = (await world.people.list()).flatMap(({ extension }) => extension ?? []);
    expect(contacts.length).toBe(5);
    for (const { numbers } of contacts)
      for (const { number } of numbers)
        expect(extensions.includes(number) || (await world.customers.findByLine(number)).length > 0).toBe(
          true,
        );
    for (const { id } of contacts) await world.contacts.remove(id);
    await load('clave');
    expect(await sharedNames()).toEqual([]);
  });

  test('can be given again and again, and leaves alone what was changed since', async () => {
    await load('clave');
    const found = await world.people.credentials('agente1');
    await world.people.change(found?.person.id ?? '', { passwordHash: 'hashed propia', displayName: 'Otra' });
    await load('clave');
    expect(await world.people.credentials('agente1')).toMatchObject({
      passwordHash: 'hashed propia',
      person: { displayName: 'Otra' },
    });
    expect(await world.people.list()).toHaveLength(6);
  });

  test('gives the log-ins another password only when the operator sets another one', async () => {
    await load('clave');
    await load('nueva');
    expect((await world.people.credentials('admin'))?.passwordHash).toBe('hashed nueva');
    await load(null);
    expect((await world.people.credentials('admin'))?.passwordHash).toBe('hashed nueva');
  });
});
