import { describe, expect, test } from 'vitest';
import {
  isWorse,
  type Judged,
  readThresholds,
  type Thresholds,
  troublesOf,
  worst,
} from '../../src/queues/thresholds.ts';

const NOW = 1_000_000;
const calm: Judged = {
  open: true,
  waiting: 0,
  oldestSince: null,
  agentsReady: 1,
  today: { serviceLevel: null },
};
const found = (thresholds: Thresholds, change: Partial<Judged> = {}) =>
  troublesOf({ ...calm, ...change, thresholds }, NOW);

describe('what is wrong with a queue', () => {
  test('is nothing where no threshold is set', () => {
    const bad = { waiting: 99, oldestSince: 0, agentsReady: 0, today: { serviceLevel: 0 } };
    expect(found({}, bad)).toEqual({});
    expect(troublesOf({ ...calm, ...bad }, NOW)).toEqual({});
    expect(found({ waitingAlarm: null, levelAlarm: null, nobodyReady: null }, bad)).toEqual({});
  });

  test.each<[Thresholds, Partial<Judged>, object]>([
    [{ waitingWarning: 3, waitingAlarm: 5 }, { waiting: 2 }, {}],
    [{ waitingWarning: 3, waitingAlarm: 5 }, { waiting: 3 }, { waiting: 'warning' }],
    [{ waitingWarning: 3, waitingAlarm: 5 }, { waiting: 5 }, { waiting: 'alarm' }],
    [{ waitingAlarm: 5 }, { waiting: 4 }, {}],
    [{ waitWarning: 30, waitAlarm: 60 }, { oldestSince: NOW - 29_999 }, {}],
    [{ waitWarning: 30, waitAlarm: 60 }, { oldestSince: NOW - 30_000 }, { wait: 'warning' }],
    [{ waitWarning: 30, waitAlarm: 60 }, { oldestSince: NOW - 60_000 }, { wait: 'alarm' }],
    [{ waitWarning: 0 }, { oldestSince: null }, {}],
    [{ levelWarning: 80, levelAlarm: 60 }, { today: { serviceLevel: 0.8 } }, {}],
    [{ levelWarning: 80, levelAlarm: 60 }, { today: { serviceLevel: 0.79 } }, { level: 'warning' }],
    [{ levelWarning: 80, levelAlarm: 60 }, { today: { serviceLevel: 0.6 } }, { level: 'warning' }],
    [{ levelWarning: 80, levelAlarm: 60 }, { today: { serviceLevel: 0.59 } }, { level: 'alarm' }],
    [{ levelWarning: 80 }, { today: { serviceLevel: null } }, {}],
    [{ nobodyReady: 'alarm' }, { agentsReady: 0 }, { nobodyReady: 'alarm' }],
    [{ nobodyReady: 'alarm' }, { agentsReady: 0, open: false }, {}],
    [{ nobodyReady: 'warning' }, { agentsReady: 1 }, {}],
  ])('by %j with %j is %j', (thresholds, change, expected) => {
    expect(found(thresholds, change)).toEqual(expected);
  });

  test('counts by the worst of it, and gets worse by degrees', () => {
    expect([worst([]), worst([undefined, 'warning']), worst(['warning', 'alarm', null])]).toEqual([
      null,
      'warning',
      'alarm',
    ]);
    expect([isWorse(null, 'warning'), isWorse('warning', 'alarm'), isWorse('alarm', 'alarm')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([isWorse('alarm', 'warning'), isWorse('warning', null)]).toEqual([false, false]);
  });

  test('is judged by what was stored as far as that can be read', () => {
    expect(
      readThresholds({ waitingAlarm: 5, waitAlarm: -1, levelAlarm: 101, nobodyReady: 'alarm', more: 1 }),
    ).toEqual({
      waitingAlarm: 5,
      nobodyReady: 'alarm',
    });
    for (const stored of [null, undefined, 7, 'x', []]) expect(readThresholds(stored)).toEqual({});
  });
});
