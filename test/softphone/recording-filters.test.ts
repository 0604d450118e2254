import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callsTogether,
  DIRECTIONS,
  FIRST_FILTERS,
  RECORDING_KINDS,
  recordingFiltersIn,
  recordingSearch,
  recordingsPath,
  SPANS,
} from '../../softphone/state/recording-filters.ts';

const query = (path: string) => path.slice(path.indexOf('?') + 1).replace('/supervisor/recordings', '');
const caracas = { today: '2026-11-30', zone: 'America/Caracas' };
/** Caracas is four hours behind UTC. */
const midnight = (day: string) => Date.parse(`${day}T04:00:00Z`);

describe('the filters of recordings', () => {
  test('come back from their address, whatever they are', () => {
    const minutes = fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 9_999 }).map(String));
    const day = fc.constantFrom('', '2026-11-28', '2025-02-01');
    const word = fc.string({ maxLength: 20 });
    const filters = fc.record({
      span: fc.constantFrom(...SPANS),
      from: day,
      to: day,
      agent: word,
      queue: word,
      direction: fc.constantFrom('', ...DIRECTIONS),
      disposition: word,
      kind: fc.constantFrom('', ...RECORDING_KINDS),
      least: minutes,
      most: minutes,
      paused: fc.boolean(),
    });
    fc.assert(
      fc.property(filters, one => {
        expect(recordingFiltersIn(query(recordingsPath(one)))).toEqual(one);
      }),
    );
  });

  test('that nobody knows are as if they were not there', () => {
    expect(recordingsPath(FIRST_FILTERS)).toBe('/supervisor/recordings');
    expect(
      recordingFiltersIn('span=century&from=soon&direction=up&kind=film&least=-1&most=x&paused=maybe'),
    ).toEqual(FIRST_FILTERS);
  });

  test('ask for days as the centre counts them, and for a length in minutes', () => {
    const asked = (change: object) => recordingSearch({ ...FIRST_FILTERS, ...change }, caracas);
    expect(asked({ span: 'today' })).toMatchObject({ from: midnight('2026-11-30'), to: undefined });
    expect(asked({ span: 'week' })).toMatchObject({ from: midnight('2026-11-24') });
    expect(asked({ span: 'ever' })).toMatchObject({ from: undefined, to: undefined });
    expect(asked({ span: 'days', from: '2026-11-02', to: '2026-11-03' })).toMatchObject({
      from: midnight('2026-11-02'),
      to: midnight('2026-11-04'),
    });
    expect(asked({ span: 'days' })).toMatchObject({ from: undefined, to: undefined });
    expect(asked({ least: '2', most: '9999' })).toMatchObject({ minMs: 120_000, maxMs: 86_400_000 });
    expect(asked({ paused: false }).paused).toBeUndefined();
  });
});

test('the pieces of a call stand together, where its newest is', () => {
  const cards = ['b2', 'a9', 'b1', 'c1', 'a8'].map(id => ({ id, call: id.slice(0, 1) }));
  expect(callsTogether(cards).map(({ id }) => id)).toEqual(['b2', 'b1', 'a9', 'a8', 'c1']);
});
