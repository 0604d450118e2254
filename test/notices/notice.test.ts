import { describe, expect, test } from 'vitest';
import { noticesFor, type ReadNotice, stands } from '../../src/notices/notice.ts';
import { readersChanged } from '../../src/notices/standing-notices.ts';

const notice = (id: string, given: Partial<ReadNotice> = {}): ReadNotice => ({
  id,
  text: `Aviso ${id}`,
  importance: 'info',
  by: 'Sol',
  queues: [],
  areas: [],
  writtenAt: 1,
  until: 100,
  withdrawnAt: null,
  reads: [],
  ...given,
});
const ana = { id: 'ana', queues: ['averias'], areas: ['cor'] };
const idsFor = (standing: readonly ReadNotice[]) => noticesFor(standing, ana).map(({ id }) => id);

describe('a notice', () => {
  test('stands up to its end, or until it is withdrawn', () => {
    expect([99, 100].map(now => stands(notice('a'), now))).toEqual([true, false]);
    expect(stands(notice('a', { withdrawnAt: 5 }), 6)).toBe(false);
  });

  test.each<[string, Partial<ReadNotice>, boolean]>([
    ['everybody', {}, true],
    ['a queue of theirs', { queues: ['ventas', 'averias'] }, true],
    ['an area of theirs', { areas: ['cor'] }, true],
    ['another queue, and an area of theirs', { queues: ['ventas'], areas: ['cor'] }, true],
    ['another queue', { queues: ['ventas'] }, false],
    ['an area with the name of their queue', { areas: ['averias'] }, false],
  ])('for %s', (_who, given, isTheirs) => {
    expect(idsFor([notice('a', given)])).toEqual(isTheirs ? ['a'] : []);
  });

  test('that is pressing comes first, then the newest; each says whether they have read it', () => {
    const read = { reads: [{ person: 'ana', at: 9 }] };
    const standing = [
      notice('old', { writtenAt: 1, ...read }),
      notice('new', { writtenAt: 3, reads: [{ person: 'luis', at: 9 }] }),
      notice('pressing', { writtenAt: 2, importance: 'warning' }),
    ];
    expect(noticesFor(standing, ana).map(({ id, read }) => [id, read])).toEqual([
      ['pressing', false],
      ['new', false],
      ['old', true],
    ]);
    expect(noticesFor(standing, ana)[0]).not.toHaveProperty('reads');
  });
});

describe('what has changed of those that stand', () => {
  test('is somebody’s reading, or which ones there are', () => {
    const a = notice('a', { reads: [{ person: 'ana', at: 1 }] });
    const b = notice('b');
    const readToo = { ...b, reads: [{ person: 'ana', at: 2 }] };
    expect(readersChanged([a, b], [a, b])).toEqual(new Set());
    expect(readersChanged([a, b], [a, readToo])).toEqual(new Set(['ana']));
    expect(readersChanged([a], [a, b])).toBeNull();
    expect(readersChanged([a, b], [b])).toBeNull();
    expect(readersChanged([a], [b])).toBeNull();
  });
});
