import { describe, expect, test } from 'vitest';
import {
  LINE_LOG_MAX,
  type LineEvent,
  type LineLog,
  lastFault,
  noted,
  registeredSince,
} from '../../softphone/phone/line-log.ts';
import { remedyOf } from '../../softphone/state/registration-fault.ts';

/** One event each second. */
const logOf = (...events: readonly (LineEvent | readonly [LineEvent, number])[]): LineLog =>
  events.reduce<LineLog>((log, each, second) => {
    const [event, status] = typeof each === 'string' ? [each] : each;
    return noted(log, event, second * 1_000, status);
  }, []);

describe('what happened to a line', () => {
  test('is told in its order, with the moment of each', () => {
    expect(logOf('open', 'registered', 'lost')).toEqual([
      { event: 'open', since: 0, at: 0, times: 1 },
      { event: 'registered', since: 1_000, at: 1_000, times: 1 },
      { event: 'lost', since: 2_000, at: 2_000, times: 1 },
    ]);
  });

  test('is one entry while it is the same again', () => {
    const log = logOf('lost', 'not-opened', 'not-opened', 'not-opened');
    expect(log).toHaveLength(2);
    expect(log[1]).toEqual({ event: 'not-opened', since: 1_000, at: 3_000, times: 3 });
  });

  test('another status of a refusal is another entry', () => {
    expect(logOf(['refused', 403], ['refused', 503], ['refused', 503]).map(({ times }) => times)).toEqual([
      1, 2,
    ]);
  });

  test('is kept with an end', () => {
    let log: LineLog = [];
    for (let round = 0; round < LINE_LOG_MAX; round++) {
      log = noted(noted(log, 'open', round), 'lost', round);
    }
    expect(log).toHaveLength(LINE_LOG_MAX);
    expect(log.at(-1)).toMatchObject({ event: 'lost', at: LINE_LOG_MAX - 1 });
  });

  test('says since when it is registered, and that it is not', () => {
    expect(registeredSince(logOf('open', 'registered', 'registered'))).toMatchObject({
      since: 1_000,
      at: 2_000,
    });
    expect(registeredSince(logOf('open', 'registered', 'lost'))).toBeNull();
    expect(registeredSince(logOf('open', 'registered', 'lost', 'open'))).toBeNull();
    expect(registeredSince([])).toBeNull();
  });

  test('has the last fault, also when the line is well again', () => {
    expect(lastFault(logOf('open', 'registered'))).toBeNull();
    expect(lastFault(logOf('open', ['refused', 403], 'registered'))).toMatchObject({
      event: 'refused',
      status: 403,
    });
    expect(lastFault(logOf('lost', 'network', 'open', 'elsewhere'))).toMatchObject({ event: 'lost' });
  });
});

test.each<[LineEvent, number | undefined, string | null]>([
  ['refused', 401, 'account'],
  ['refused', 403, 'account'],
  ['refused', 404, 'account'],
  ['refused', 408, 'busy'],
  ['refused', 503, 'busy'],
  ['refused', 423, 'other'],
  ['refused', undefined, 'other'],
  ['not-opened', undefined, 'not-opened'],
  ['lost', undefined, 'lost'],
  ['registered', undefined, null],
  ['network', undefined, null],
])('against %s %s helps: %s', (event, status, remedy) => {
  const [entry] = noted([], event, 0, status);
  expect(entry && remedyOf(entry)).toBe(remedy);
});
