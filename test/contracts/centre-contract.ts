import { describe, expect, test } from 'vitest';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { firstCentre } from '../../src/roles/first-centre.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { RecordsWorld } from './records-world.ts';

export function centreContract(world: () => RecordsWorld): void {
  describe('the settings of the centre', () => {
    test('are seeded once, loaded whole, and watched', async () => {
      const { centre, seed } = world();
      let heard = 0;
      const stop = await centre.watch(() => {
        heard += 1;
      });
      const demo = firstCentre('America/Caracas');
      await seed.seed(demo);
      await waitUntil(() => heard > 0, { what: 'news of the settings' });
      await stop();
      await seed.seed({
        ...demo,
        queues: demo.queues.map(queue => ({ ...queue, title: 'Otra' })),
        numbers: [...demo.numbers, { number: '*611', flow: 'averias-626' }],
      });
      const { people: _people, ...loaded } = await centre.load();
      expect(loaded).toMatchObject({
        ...demo,
        queues: [...demo.queues].sort((a, b) => (a.name < b.name ? -1 : 1)),
        numbers: [
          { number: '*611', flow: 'averias-626' },
          { number: '*626', flow: 'averias-626' },
        ].sort((a, b) => (a.number < b.number ? -1 : 1)),
        policies: { debtStops: false, announceRecording: true },
      });
    });

    test('change a queue, and tell it', async () => {
      const { centre, seed } = world();
      await seed.seed(firstCentre('America/Caracas'));
      let heard = 0;
      const stop = await centre.watch(() => {
        heard += 1;
      });
      const changed = await centre.changeQueue('averias', { wrapUpAlarmMs: 90_000 });
      expect(changed).toMatchObject({ name: 'averias', wrapUp: true, wrapUpAlarmMs: 90_000 });
      await waitUntil(() => heard > 0, { what: 'news of the queue' });
      await stop();
      const { queues } = await centre.load();
      expect(queues.map(queue => [queue.name, queue.wrapUpAlarmMs])).toEqual([
        ['averias', 90_000],
        ['comercial', 120_000],
        ['nivel-2', 120_000],
      ]);
      expect(await centre.changeQueue('nowhere', { wrapUpAlarmMs: 0 })).toBeNull();
    });

    test('remember notes', async () => {
      const { seed } = world();
      expect(await seed.noted('a note')).toBeNull();
      await seed.note('a note', { one: 1 });
      await seed.note('a note', { two: 2 });
      expect(await seed.noted('a note')).toEqual({ two: 2 });
    });

    test('have time boxes and routes for tickets', async () => {
      const policy = await world().ground.policy();
      expect(policy).toMatchObject({ attentionLimitMs: 24 * 60 * 60_000, contactTries: 3 });
      expect(policy.levelLimits).toContainEqual({ topic: null, level: 1, limitMs: 30 * 60_000 });
      expect(policy.routes).toContainEqual({ topic: null, level: 2, area: 'nivel-2' });
    });
  });

  describe('customers', () => {
    test('are found by line, by document however it is written, by id and by words', async () => {
      const { customers } = world();
      for (const customer of DEMO_CUSTOMERS) await customers.save(customer);
      const bakery = DEMO_CUSTOMERS.find(one => one.id === 'demo-panaderia') ?? null;
      expect(await customers.findByLine('+582125550113')).toEqual(bakery);
      expect(await customers.findByDocument('1031')).toEqual(bakery);
      expect(await customers.findByDocument('J-00000103-1')).toEqual(bakery);
      expect(await customers.findByDocument('V-1031')).toBeNull();
      expect(await customers.get('demo-panaderia')).toEqual(bakery);
      expect(await customers.search(' PANADERIA', 5)).toEqual([bakery]);
      expect(await customers.search('5550113', 5)).toEqual([bakery]);
      expect((await customers.search('ejemplo', 3)).map(one => one.name)).toEqual(
        DEMO_CUSTOMERS.filter(one => one.name.includes('Ejemplo'))
          .map(one => one.name)
          .sort()
          .slice(0, 3),
      );
      expect(await customers.search('%', 5)).toEqual([]);
      expect(await customers.findByLine('+580000000000')).toBeNull();
      expect(await customers.findByDocument('')).toBeNull();
    });

    test('replace themselves whole when they are saved again', async () => {
      const { customers } = world();
      const [first] = DEMO_CUSTOMERS;
      if (first === undefined) throw new Error('there are demo customers');
      const moved = {
        ...first,
        id: 'moving',
        document: 'V-777',
        lines: first.lines.map(line => ({ ...line, number: '+584145559901' })),
      };
      await customers.save(moved);
      await customers.save({
        ...moved,
        lines: moved.lines.map(line => ({ ...line, number: '+584145559902' })),
      });
      expect(await customers.findByLine('+584145559901')).toBeNull();
      expect((await customers.findByLine('+584145559902'))?.id).toBe('moving');
    });
  });

  describe('alarms', () => {
    const words = { es: 'Algo falló.', en: 'Something failed.' };

    test('stand until they are cleared, and raising one again does not make it younger', async () => {
      const { alarms } = world();
      let heard = 0;
      const stop = await alarms.watch(() => {
        heard += 1;
      });
      await alarms.raise({ id: 'job.x', since: 1_000, severity: 'critical', words });
      await waitUntil(() => heard > 0, { what: 'news of an alarm' });
      await stop();
      await alarms.raise({
        id: 'job.x',
        since: 2_000,
        severity: 'critical',
        words: { ...words, en: 'Again.' },
      });
      expect(await alarms.list()).toEqual([
        { id: 'job.x', since: 1_000, severity: 'critical', words: { ...words, en: 'Again.' } },
      ]);
      await alarms.clear('job.x', 3_000);
      await alarms.clear('job.x', 4_000);
      expect(await alarms.list()).toEqual([]);
      await alarms.raise({ id: 'job.x', since: 5_000, severity: 'warning', words });
      expect(await alarms.list()).toMatchObject([{ since: 5_000, severity: 'warning' }]);
      await alarms.clear('job.x', 6_000);
    });
  });
}
