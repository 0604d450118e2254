import { describe, expect, it } from 'vitest';
import { WaitingLine } from '../../src/queues/waiting-line.ts';

const caller = (id: string, since: number, queue = 'averias') => ({
  id,
  for: { kind: 'call' as const, call: id },
  queue,
  priority: 1,
  since,
  missedBy: [],
  held: false,
});

describe('the line', () => {
  it('gives everybody their place among those of their queue', () => {
    const line = new WaitingLine();
    for (const each of [caller('b', 2), caller('a', 1), caller('x', 0, 'comercial')]) line.join(each, 10);
    expect(line.positions(10)).toEqual(
      new Map([
        ['x', 1],
        ['a', 1],
        ['b', 2],
      ]),
    );
  });

  it('has nobody twice: who joins again moves', () => {
    const line = new WaitingLine();
    for (const each of [caller('a', 1), caller('b', 2), caller('a', 3)]) line.join(each, 10);
    expect(line.all(10).map(each => each.id)).toEqual(['b', 'a']);
  });

  it('keeps the turn of who came within the same millisecond and only now may be offered', () => {
    const line = new WaitingLine();
    for (const each of [{ ...caller('a', 1), held: true }, caller('b', 1), caller('a', 1)])
      line.join(each, 10);
    expect(line.all(10).map(({ id, held }) => [id, held])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('lets somebody leave once', () => {
    const line = new WaitingLine();
    line.join(caller('a', 1), 10);
    expect([line.leave('a')?.id, line.leave('a')]).toEqual(['a', null]);
    expect(line.isEmpty).toBe(true);
  });

  it('takes back at their old place who was offered in vain', () => {
    const line = new WaitingLine();
    for (const each of [caller('a', 1), caller('b', 2), caller('c', 3)]) line.join(each, 10);
    line.leave('a');
    line.join({ ...caller('a', 1), missedBy: ['ana'] as never }, 10);
    expect(line.all(10).map(each => each.id)).toEqual(['a', 'b', 'c']);
  });
});
