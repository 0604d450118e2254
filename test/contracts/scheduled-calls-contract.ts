import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { newId } from '../../src/kit/ids.ts';
import { reminderOf, type ScheduledCall } from '../../src/scheduled-calls/scheduled-call.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { answered, callBack, ended, HOUR, NOON } from '../tickets/scene.ts';
import { entries } from './calls-contract.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';

export function scheduledCallsContract(world: () => RecordsWorld): void {
  const somebody = async (): Promise<string> => (await world().people.add(person())).id;
  const added = async (owner: string, given: Partial<ScheduledCall> = {}): Promise<ScheduledCall> => {
    const scheduled: ScheduledCall = {
      id: newId(),
      person: owner,
      madeBy: owner,
      madeAt: NOON,
      ticket: 'OA-2026-000001',
      customer: null,
      customerName: 'Luis Ejemplo',
      line: '+584145550101',
      note: 'Después de las «tres»\n😀',
      dueAt: NOON + HOUR,
      remindedAt: null,
      closed: null,
      tries: 0,
      version: 1,
      ...given,
    };
    await world().scheduled.add(scheduled, [reminderOf(scheduled)]);
    return scheduled;
  };
  const ids = (found: readonly ScheduledCall[]) => found.map(({ id }) => id);

  describe('scheduled calls', () => {
    test('are kept with their job, the first due first, each person’s own', async () => {
      const { scheduled, jobs } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const late = await added(ana, { dueAt: NOON + 2 * HOUR, ticket: null, customer: 'c-1' });
      const soon = await added(ana);
      expect(await scheduled.open(ana)).toEqual([soon, late]);
      expect(await scheduled.get(late.id)).toEqual(late);
      expect(await scheduled.get('nothing')).toBeNull();
      expect(await scheduled.open(luis)).toEqual([]);
      expect(await scheduled.closed(ana, 10)).toEqual([]);
      expect((await jobs()).find(({ key }) => key === reminderOf(soon).key)).toEqual(reminderOf(soon));
    });

    test('of a ticket are those of everybody: the open ones first, then those that are over', async () => {
      const { scheduled } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const ticket = `OA-${newId()}`;
      const over = (at: number, how: 'done' | 'discarded') => ({ ticket, closed: { how, at, why: '' } });
      const late = await added(luis, { ticket, dueAt: NOON + 2 * HOUR });
      const soon = await added(ana, { ticket });
      const before = await added(ana, over(NOON + 1, 'discarded'));
      const after = await added(luis, over(NOON + 2, 'done'));
      await added(ana, { ticket: `${ticket}-other` });
      expect(await scheduled.ofTicket(ticket, 10)).toEqual([soon, late, after, before]);
      expect(ids(await scheduled.ofTicket(ticket, 1))).toEqual([soon.id]);
      expect(await scheduled.ofTicket('none', 10)).toEqual([]);
    });

    test('are changed by version, whole or not at all, and may become somebody else’s', async () => {
      const { scheduled, jobs } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const one = await added(ana);
      const moved = { ...one, person: luis, dueAt: NOON + 3 * HOUR, note: '', version: 2 };
      expect(await scheduled.change(moved, [reminderOf(moved)])).toBe(true);
      expect(await scheduled.open(luis)).toEqual([moved]);
      const refused = { ...one, dueAt: NOON + 9 * HOUR, version: 2 };
      expect(await scheduled.change(refused, [reminderOf(refused)])).toBe(false);
      const keys = (await jobs()).map(({ key }) => key);
      expect([keys.includes(reminderOf(moved).key), keys.includes(reminderOf(refused).key)]).toEqual([
        true,
        false,
      ]);
      const closed = { how: 'discarded', at: NOON + 5, why: 'Ya vino a la oficina.' } as const;
      expect(await scheduled.change({ ...moved, closed, version: 3 }, [])).toBe(true);
      expect(await scheduled.open(luis)).toEqual([]);
      expect((await scheduled.closed(luis, 10)).map(each => each.closed)).toEqual([closed]);
    });

    test('are done by a call that is answered, and stay open with a try for one that is not', async () => {
      const { scheduled, calls, jobs } = world();
      const ana = await somebody();
      const [one, other] = [await added(ana), await added(ana, { dueAt: NOON + 2 * HOUR })];
      const [first, second, third, broken] = [newId(), newId(), newId(), newId()];
      const dialled = { ...callBack(NOON + HOUR, ana), scheduled: one.id } as CallFact;
      const rang = [dialled, ended(NOON + HOUR + 30_000, 'network', 'dialling', 'no-answer')];
      await calls.save(entries(first, rang));
      await calls.save(entries(second, [dialled]));
      // Broken off by the agent: the customer's telephone may never have rung.
      await calls.save(entries(broken, [dialled, ended(NOON + HOUR + 900, 'agent', 'dialling')]));
      expect((await scheduled.open(ana)).map(({ id, tries }) => [id, tries])).toEqual([
        [one.id, 1],
        [other.id, 0],
      ]);
      const at = NOON + HOUR + 9_000;
      await calls.save(entries(third, [dialled, answered(at, ana)]));
      const kept = [{ id: one.id, tries: 1, closed: { how: 'done', at, why: '' } }];
      expect(ids(await scheduled.open(ana))).toEqual([other.id]);
      expect(ids(await scheduled.dueBefore(NOON + 9 * HOUR, [ana], 10))).toEqual([other.id]);
      expect(await scheduled.closed(ana, 10)).toMatchObject(kept);
      // Its job closes it in its row, once.
      const planned = (await jobs()).filter(({ job }) => job.name === 'scheduled-call-kept');
      expect(planned.filter(({ job }) => 'scheduled' in job && job.scheduled === one.id)).toEqual([
        {
          job: { name: 'scheduled-call-kept', scheduled: one.id, at },
          runAt: at,
          key: `scheduled-call-kept.${one.id}.${third}`,
        },
      ]);
      await scheduled.keep(one.id, at);
      await scheduled.keep(one.id, at + 1);
      expect(await scheduled.closed(ana, 10)).toMatchObject(kept);
      expect((await scheduled.get(one.id))?.version).toBe(2);
      const late = { ...one, dueAt: NOON + 5 * HOUR, version: 2 };
      expect(await scheduled.change(late, [])).toBe(false);
    });

    test('remind at their own moment, once, while they are open', async () => {
      const { scheduled } = world();
      const ana = await somebody();
      const one = await added(ana);
      await scheduled.remind(one.id, one.dueAt + 1, NOON + HOUR);
      expect((await scheduled.get(one.id))?.remindedAt).toBeNull();
      await scheduled.remind(one.id, one.dueAt, NOON + HOUR + 7);
      await scheduled.remind(one.id, one.dueAt, NOON + HOUR + 9);
      expect(await scheduled.get(one.id)).toEqual({ ...one, remindedAt: NOON + HOUR + 7, version: 2 });
      // Put off, it is as new.
      const off = { ...one, dueAt: NOON + 2 * HOUR, remindedAt: null, version: 3 };
      expect(await scheduled.change(off, [])).toBe(true);
      await scheduled.remind(one.id, one.dueAt, NOON + HOUR + 11);
      expect((await scheduled.get(one.id))?.remindedAt).toBeNull();
    });

    test('of some people that are long due are found, the oldest first', async () => {
      const { scheduled } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const [old, older, other] = [
        await added(ana, { dueAt: NOON - HOUR }),
        await added(luis, { dueAt: NOON - 2 * HOUR }),
        await added(ana),
      ];
      const late = async (...among: string[]) => ids(await scheduled.dueBefore(NOON, among, 1_000));
      expect(await late(ana, luis)).toEqual([older.id, old.id]);
      expect(await late(ana)).toEqual([old.id]);
      expect(ids(await scheduled.dueBefore(NOON, [ana, luis], 1))).toEqual([older.id]);
      expect(other.dueAt).toBeGreaterThan(NOON);
    });

    test('tell whose have changed, of both persons where they change hands', async () => {
      const { scheduled } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const told: (string | null)[] = [];
      const stop = await scheduled.watch(whose => told.push(whose));
      const one = await added(ana);
      await waitUntil(() => told.includes(ana), { what: 'a new one is told of' });
      told.splice(0);
      await scheduled.change({ ...one, person: luis, version: 2 }, []);
      await waitUntil(() => told.includes(ana) && told.includes(luis), { what: 'both are told' });
      await stop();
    });
  });
}
