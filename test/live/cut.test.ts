import { describe, expect, test } from 'vitest';
import { isFor, keyOf } from '../../src/live/cut.ts';
import type { Reader } from '../../src/rights/sight.ts';

const agent: Reader = { id: 'ana', role: 'agent', level: 1, queues: ['averias'], areas: ['averias'] };
const watching: Reader = { ...agent, role: 'supervisor' };

describe('who is told the same of the centre', () => {
  test.each<[string, Reader, boolean]>([
    ['the windows of one agent', { ...agent }, true],
    ['not with a level at which recordings of the areas are heard', { ...agent, level: 2 }, false],
    ['not with other areas', { ...agent, areas: ['cor'] }, false],
    ['not with other queues', { ...agent, queues: [] }, false],
    ['not another agent', { ...agent, id: 'luis' }, false],
    ['not a session of theirs that ended in a call', { ...agent, only: { call: 'c1', ticket: null } }, false],
    ['not with another role', watching, false],
  ])('%s', (_what, other, same) => {
    expect(keyOf(other) === keyOf(agent)).toBe(same);
  });

  test('is everybody who sees everything, whoever they are', () => {
    expect(keyOf({ ...watching, id: 'luis', level: 3, queues: [], areas: [] })).toBe(keyOf(watching));
  });

  test('each kind of event is for whoever has its capability, and that of the last call for its session', () => {
    for (const kind of [
      'change',
      'calls-away',
      'ticket',
      'recording',
      'notices',
      'scheduled-calls',
      'call',
    ] as const) {
      expect([agent, watching].map(reader => isFor(reader, kind))).toEqual([true, true]);
      expect(isFor({ ...agent, only: { call: 'c1', ticket: null } }, kind)).toBe(true);
    }
  });
});
