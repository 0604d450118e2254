import { describe, expect, test } from 'vitest';
import type { CustomerSummary } from '../../src/customers/customer.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { soughtOf } from '../../src/customers/search.ts';
import { FIRST_POLICY } from '../../src/outgoing/policy.ts';
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
        areas: [{ name: '', title: 'Sin área' }, ...demo.areas],
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
      expect(changed?.autoAnswer ?? 'allows').toBe('allows');
      expect(await centre.changeQueue('averias', { autoAnswer: 'forbids' })).toMatchObject({
        wrapUpAlarmMs: 90_000,
        autoAnswer: 'forbids',
      });
      // What is not named stays.
      await centre.changeQueue('averias', { recording: 'on-demand', recordingPauseMs: 60_000 });
      expect((await centre.load()).queues[0]).toMatchObject({
        wrapUpAlarmMs: 90_000,
        recording: 'on-demand',
        recordingPauseMs: 60_000,
      });
      const waits = { ringMs: 20_000, refusedAgainMs: 0, awaitAgentMs: 25_000 };
      const told = { answerWithinMs: 30_000, announceEveryMs: 0 };
      await centre.changeQueue('averias', { ...waits, ...told, maskNumbers: true, revealNumbers: true });
      expect((await centre.load()).queues[0]).toMatchObject({
        ...{ ...waits, ...told, maskNumbers: true, revealNumbers: true },
        ...{ wrapUpAlarmMs: 90_000, recording: 'on-demand', autoAnswer: 'forbids' },
      });
      expect(await centre.changeQueue('averias', {})).toMatchObject(waits);
      expect(await centre.queue('averias')).toMatchObject({ ...waits, autoAnswer: 'forbids' });
      expect(await centre.queue('nowhere')).toBeNull();
      expect(await centre.changeQueue('nowhere', { wrapUpAlarmMs: 0 })).toBeNull();
      expect(await centre.changeQueue('nowhere', {})).toBeNull();
    });

    test('change a policy of the centre without the others, and tell it', async () => {
      const { centre } = world();
      const { outgoing } = (await centre.load()).policies;
      let heard = 0;
      const stop = await centre.watch(() => {
        heard += 1;
      });
      expect(await centre.changePolicies({ supervisionSeen: false })).toMatchObject({
        supervisionSeen: false,
        announceRecording: true,
        debtStops: false,
      });
      await waitUntil(() => heard > 0, { what: 'news of the policies' });
      await stop();
      await centre.changePolicies({ longCallMs: 600_000, announceRecording: false, leaderMayLeave: false });
      await centre.changePolicies({
        directRecording: 'never',
        directPauseMs: 60_000,
        internalTickets: 'always',
      });
      const after = await centre.changePolicies({ supervisionSeen: true });
      expect(after).toMatchObject({
        supervisionSeen: true,
        leaderMayLeave: false,
        announceRecording: false,
        longCallMs: 600_000,
        directRecording: 'never',
        directPauseMs: 60_000,
        internalTickets: 'always',
      });
      expect(await centre.changePolicies({})).toEqual(after);
      expect((await centre.load()).policies).toEqual(after);
      expect(after.outgoing).toEqual(outgoing);
    });

    test('have a policy for outgoing calls, changed by who has seen it, and tell it', async () => {
      const { centre } = world();
      const { outgoing } = (await centre.load()).policies;
      // The migration writes out what the program begins with.
      expect(outgoing).toEqual(FIRST_POLICY);
      let heard = 0;
      const stop = await centre.watch(() => {
        heard += 1;
      });
      const callerIds = { centre: '+582125550100', areas: { averias: '+582125550101' } };
      const changed = await centre.changeOutgoing({ ...FIRST_POLICY, callerIds });
      expect(changed).toEqual({ ...FIRST_POLICY, version: 2, callerIds });
      await waitUntil(() => heard > 0, { what: 'news of the policy' });
      await stop();
      expect((await centre.load()).policies.outgoing).toEqual(changed);
      expect(await centre.changeOutgoing({ ...FIRST_POLICY, allow: [] })).toBeNull();
      expect((await centre.load()).policies.outgoing).toEqual(changed);
    });

    test('remember notes', async () => {
      const { seed } = world();
      expect(await seed.noted('a note')).toBeNull();
      await seed.note('a note', { one: 1 });
      await seed.note('a note', { two: 2 });
      expect(await seed.noted('a note')).toEqual({ two: 2 });
    });

    test('have time boxes and routes for tickets', async () => {
      const policy = await world().ticketContext.policy();
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
      expect(await customers.findByLine('+582125550113')).toEqual([bakery]);
      expect(await customers.findByDocument('1031')).toEqual(bakery);
      expect(await customers.findByDocument('J-00000103-1')).toEqual(bakery);
      expect(await customers.findByDocument('V-1031')).toBeNull();
      expect(await customers.get('demo-panaderia')).toEqual(bakery);
      const search = (text: string, limit: number) => customers.search(soughtOf(text, 'VE'), limit);
      expect(await search(' PANADERIA', 5)).toEqual({ items: [bakery], total: 1 });
      expect(await search('5550113', 5)).toEqual({ items: [bakery], total: 1 });
      expect((await search('ejemplo', 3)).items.map(one => one.name)).toEqual(
        DEMO_CUSTOMERS.filter(one => one.name.includes('Ejemplo'))
          .map(one => one.name)
          .sort()
          .slice(0, 3),
      );
      expect(await search('%', 5)).toEqual({ items: [], total: 0 });
      expect(await customers.findByLine('+580000000000')).toEqual([]);
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
      expect(await customers.findByLine('+584145559901')).toEqual([]);
      expect((await customers.findByLine('+584145559902')).map(one => one.id)).toEqual(['moving']);
    });
  });

  describe('customers who share a line, or are written down in a call', () => {
    const line = (number: string) => ({ number, service: 'mobile', address: '' }) as const;
    const named = (
      id: string,
      name: string,
      document: string,
      numbers: readonly string[],
    ): CustomerSummary => ({
      id,
      name,
      document,
      segment: 'person',
      lines: numbers.map(line),
      account: { id: '', state: 'unknown' },
      contract: null,
    });

    test('are all owners of it, by name, and moving one leaves it with the other', async () => {
      const { customers } = world();
      await customers.save(named('shared-b', 'Bruno', 'V-90001', ['+584145559911']));
      await customers.save(named('shared-a', 'Alba', 'V-90002', ['+584145559911', '+584145559912']));
      const owners = async (number: string) => (await customers.findByLine(number)).map(one => one.id);
      expect(await owners('+584145559911')).toEqual(['shared-a', 'shared-b']);
      await customers.save(named('shared-b', 'Bruno', 'V-90001', []));
      expect(await owners('+584145559911')).toEqual(['shared-a']);
      expect(await owners('+584145559912')).toEqual(['shared-a']);
    });

    test('are added once for each document, and get more lines', async () => {
      const { customers } = world();
      const carla = named('new-c', 'Carla', 'V-90003', []);
      const both = await Promise.all([customers.add(carla), customers.add({ ...carla, id: 'new-d' })]);
      expect(both.map(one => one.added).sort()).toEqual([false, true]);
      expect(both[0]?.customer.id).toBe(both[1]?.customer.id);
      const id = both[0]?.customer.id ?? '';
      // The same digits with another letter are somebody else's.
      expect((await customers.add(named('new-e', 'Empresa', 'J-90003', []))).added).toBe(true);
      expect(await customers.addLine(id, line('+584145559913'))).toMatchObject({
        lines: [line('+584145559913')],
      });
      expect((await customers.addLine(id, line('+584145559913')))?.lines.length).toBe(1);
      expect((await customers.findByLine('+584145559913')).map(one => one.id)).toEqual([id]);
      expect(await customers.addLine('nobody', line('+584145559913'))).toBeNull();
    });

    test('keep what was done with their data, newest first', async () => {
      const { customers } = world();
      const deed = { at: 1, person: 'ana', customer: 'kept', deed: 'viewed', detail: '' } as const;
      await customers.note(deed, '10.0.0.7');
      await customers.note({ ...deed, at: 2, deed: 'line-added', detail: '+584145559913' }, '10.0.0.7');
      await customers.note({ ...deed, at: 3, customer: null, deed: 'searched', detail: 'alba' }, '10.0.0.7');
      expect((await customers.deeds('kept')).map(one => one.deed)).toEqual(['line-added', 'viewed']);
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
