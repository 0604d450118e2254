import { describe, expect, test } from 'vitest';
import {
  invertedFields,
  thresholdFields,
  thresholdsOf,
  wrongFields,
} from '../../softphone/state/threshold-form.ts';
import {
  columnsFor,
  gotWorse,
  gradesOf,
  newWall,
  reactWall,
  totalsOf,
  type Wall,
} from '../../softphone/state/wall.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import { EMPTY_PICTURE } from '../../src/supervision/picture-fold.ts';
import { agentPicture, queuePicture } from '../supervision/pictures.ts';

const AT = 1_000;
const hears = (wall: Wall, message: LiveMessage, browserNow = AT) =>
  reactWall(wall, { kind: 'live-message', message, browserNow });
const queues = [queuePicture('averias', { waiting: 2, oldestSince: 500 }), queuePicture('comercial')];
const snapshot = (change: object = {}): LiveMessage => ({
  ...{ kind: 'snapshot', epoch: 'e', seq: 1, now: AT + 50, areas: [], callsAway: false, notices: [] },
  picture: { ...EMPTY_PICTURE, queues, agents: [agentPicture('agente1')] },
  ...change,
});
const lost = (wall: Wall, at: number) => reactWall(wall, { kind: 'link', up: false, browserNow: at });

describe('the wallboard', () => {
  test('knows queues and alarms, and nobody by name', () => {
    const wall = hears(newWall(AT), snapshot());
    expect(wall).toEqual({ queues, alarms: [], stale: null, skewMs: 50, over: false });
    const alarm = {
      id: 'line-away.trunk',
      since: 1,
      severity: 'critical',
      words: { es: 'x', en: 'x' },
    } as const;
    const after = hears(wall, {
      kind: 'change',
      seq: 2,
      put: { queues: [queuePicture('averias')], alarms: [alarm], agents: [agentPicture('agente2')] },
      gone: { queues: ['comercial'] },
    });
    expect([after.queues, after.alarms]).toEqual([[queuePicture('averias')], [alarm]]);
    const over = { kind: 'change', seq: 3, put: {}, gone: { alarms: [alarm.id] } } as const;
    expect(hears(after, over).alarms).toEqual([]);
    expect(hears(after, { kind: 'change', seq: 3, put: { agents: [] }, gone: {} })).toBe(after);
  });

  test('says since when it is old, and is new again with the first word from the centre', () => {
    const wall = hears(newWall(AT), snapshot());
    const away = lost(wall, 2_000);
    expect(away.stale).toEqual({ since: 2_000, why: 'link' });
    expect(lost(away, 9_000).stale).toEqual(away.stale);
    expect(reactWall(away, { kind: 'link', up: true, browserNow: 9_000 }).stale).toEqual(away.stale);
    expect(hears(away, { kind: 'alive', now: 1 }).stale).toBeNull();
    expect(hears(away, snapshot()).stale).toBeNull();
    expect(hears(newWall(AT), { kind: 'alive', now: 1 }).stale).not.toBeNull();
  });

  test('is old while the call service is away, whatever else is heard', () => {
    const away = hears(hears(newWall(AT), snapshot()), { kind: 'calls-away', seq: 2, away: true }, 3_000);
    expect(away.stale).toEqual({ since: 3_000, why: 'calls' });
    expect(hears(away, { kind: 'alive', now: 1 }).stale).toEqual(away.stale);
    expect(hears(away, { kind: 'calls-away', seq: 3, away: false }).stale).toBeNull();
  });

  test('adds the queues up', () => {
    expect(totalsOf(queues)).toEqual({ waiting: 2, oldestSince: 500, answered: 0, abandoned: 0 });
    expect(totalsOf([]).oldestSince).toBeNull();
  });

  test('gets worse by what is new or graver, and not by what goes', () => {
    const grades = (waiting: number) =>
      gradesOf(
        {
          queues: [queuePicture('a', { waiting, thresholds: { waitingWarning: 2, waitingAlarm: 4 } })],
          alarms: [],
        },
        AT,
      );
    expect(gotWorse(grades(1), grades(2))).toBe(true);
    expect(gotWorse(grades(2), grades(3))).toBe(false);
    expect(gotWorse(grades(3), grades(4))).toBe(true);
    expect(gotWorse(grades(4), grades(2))).toBe(false);
  });

  test('has as many columns as make its tiles large', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 9, 10, 12].map(columnsFor)).toEqual([1, 1, 2, 2, 2, 3, 3, 3, 4, 4]);
  });
});

describe('the form of thresholds', () => {
  test('gives back what was set, and takes empty fields for none', () => {
    const set = { waitingWarning: 3, waitAlarm: 60, levelAlarm: 60, nobodyReady: 'alarm' } as const;
    expect(thresholdsOf(thresholdFields(set))).toEqual({
      ...{ waitingAlarm: null, waitWarning: null, levelWarning: null },
      ...set,
    });
    expect(Object.values(thresholdsOf(thresholdFields({})))).toEqual(Array(7).fill(null));
  });

  test('names the fields that are no whole number within their limits', () => {
    const fields = { ...thresholdFields({}), waitingWarning: '1001', waitAlarm: '1.5', levelAlarm: '100' };
    expect(wrongFields(fields)).toEqual(['waitingWarning', 'waitAlarm']);
  });

  test('the alarm does not come before the warning; of the level, which falls, it is the other way about', () => {
    const inverted = (set: object) => invertedFields({ ...thresholdFields({}), ...set });
    expect(inverted({ waitingWarning: '5', waitingAlarm: '2' })).toEqual(['waiting']);
    expect(inverted({ waitWarning: '60', waitAlarm: '30', levelWarning: '70', levelAlarm: '80' })).toEqual([
      'wait',
      'level',
    ]);
    expect(
      inverted({ waitingWarning: '2', waitingAlarm: '5', levelWarning: '80', levelAlarm: '70' }),
    ).toEqual([]);
    expect(inverted({ waitingWarning: '5', levelAlarm: '70', waitWarning: '30', waitAlarm: '30' })).toEqual(
      [],
    );
    // What is no number yet is said first.
    expect(inverted({ waitingWarning: '5', waitingAlarm: '2', waitWarning: 'x' })).toEqual([]);
  });
});
