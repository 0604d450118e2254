import { describe, expect, test } from 'vitest';
import { newId } from '../../src/kit/ids.ts';
import type { Notice } from '../../src/notices/notice.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { RecordsWorld } from './records-world.ts';

const AT = 1_900_000_000_000;
const HOUR = 3_600_000;

export function noticesContract(world: () => RecordsWorld): void {
  const added = async (given: Partial<Notice> = {}): Promise<Notice> => {
    const notice: Notice = {
      id: newId(),
      text: 'Avería en Maracay',
      importance: 'warning',
      by: 'Sol Supervisor',
      queues: [],
      areas: [],
      writtenAt: AT,
      until: AT + HOUR,
      withdrawnAt: null,
      ...given,
    };
    await world().notices.add(notice);
    return notice;
  };
  const standing = async (at: number, ids: readonly string[]) =>
    (await world().notices.standing(at)).map(({ id }) => id).filter(id => ids.includes(id));

  describe('notices', () => {
    test('are kept as they were written, the newest first', async () => {
      const old = await added({ text: 'uno\n«dos» \\ 😀', queues: ['averias'], areas: ['cor', 'nivel-2'] });
      const late = await added({ importance: 'info', writtenAt: AT + 1 });
      const listed = (await world().notices.list(100)).filter(({ id }) => [old.id, late.id].includes(id));
      expect(listed).toEqual([
        { ...late, reads: [] },
        { ...old, reads: [] },
      ]);
      expect(await world().notices.list(1)).toHaveLength(1);
    });

    test('stand until their time is over or they are withdrawn, which is done once', async () => {
      const [one, other] = [await added(), await added({ writtenAt: AT - 1 })];
      const ids = [one.id, other.id];
      expect(await standing(AT + HOUR - 1, ids)).toEqual(ids);
      expect(await standing(AT + HOUR, ids)).toEqual([]);
      const { notices } = world();
      expect(await notices.withdraw(other.id, AT + 5)).toBe(true);
      expect(await standing(AT + 6, ids)).toEqual([one.id]);
      expect(await notices.withdraw(other.id, AT + 7)).toBe(false);
      expect(await notices.withdraw(one.id, AT + HOUR)).toBe(false);
      expect(await notices.withdraw('nothing', AT)).toBe(false);
      expect((await notices.list(100)).find(({ id }) => id === other.id)?.withdrawnAt).toBe(AT + 5);
    });

    test('say who has read them, each once, in the order in which they did', async () => {
      const { notices } = world();
      const { id } = await added();
      expect(await notices.read(id, 'luis', AT + 2)).toBe(true);
      expect(await notices.read(id, 'ana', AT + 3)).toBe(true);
      expect(await notices.read(id, 'luis', AT + 9)).toBe(true);
      expect(await notices.read('nothing', 'ana', AT)).toBe(false);
      expect((await notices.standing(AT + 10)).find(one => one.id === id)?.reads).toEqual([
        { person: 'luis', at: AT + 2 },
        { person: 'ana', at: AT + 3 },
      ]);
    });

    test('tell of each change', async () => {
      const { notices } = world();
      let told = 0;
      const stop = await notices.watch(() => {
        told += 1;
      });
      const { id } = await added();
      await waitUntil(() => told >= 1, { what: 'a notice is told of' });
      const before = told;
      await notices.read(id, 'ana', AT + 1);
      await waitUntil(() => told > before, { what: 'a reading is told of' });
      const read = told;
      await notices.withdraw(id, AT + 2);
      await waitUntil(() => told > read, { what: 'a withdrawal is told of' });
      await stop();
    });
  });
}
