import { describe, expect, test } from 'vitest';
import {
  type Playback,
  type PlaybackInput,
  reactPlayback,
  STILL,
  troubleOfError,
  troubleOfRefusal,
} from '../../softphone/state/playback.ts';

const given = (...inputs: readonly PlaybackInput[]): Playback => inputs.reduce(reactPlayback, STILL);
const pressed = { kind: 'pressed' } as const;
const moved = (at: number) => ({ kind: 'moved', at }) as const;

describe('a recording', () => {
  test('is busy until it sounds, and again when the line is slow', () => {
    expect(given(pressed).phase).toBe('loading');
    expect(given(pressed, { kind: 'playing' }, moved(1)).phase).toBe('sounding');
    expect(given(pressed, moved(1), { kind: 'waiting' }).phase).toBe('loading');
  });

  test('that does not move tells so, goes on trying, and takes it back once it moves', () => {
    const stuck = given(pressed, { kind: 'playing' }, { kind: 'stuck' });
    expect(stuck).toMatchObject({ phase: 'loading', trouble: 'stuck' });
    expect(reactPlayback(stuck, moved(0)).trouble).toBe('stuck');
    expect(reactPlayback(stuck, moved(0.3))).toEqual({ phase: 'sounding', at: 0.3, trouble: null });
    expect(reactPlayback(stuck, { kind: 'stopped' })).toMatchObject({ phase: 'still', trouble: null });
  });

  test('that failed stands still with its reason until it is pressed again', () => {
    const failed = given(pressed, { kind: 'failed', trouble: 'unreached' }, { kind: 'stopped' });
    expect(failed).toMatchObject({ phase: 'still', trouble: 'unreached' });
    expect(reactPlayback(failed, pressed)).toMatchObject({ phase: 'loading', trouble: null });
  });

  test('that stands still can be searched, and is not stuck', () => {
    expect(given(moved(12))).toEqual({ phase: 'still', at: 12, trouble: null });
    expect(given({ kind: 'stuck' })).toEqual(STILL);
  });
});

test('a browser’s refusal has its reason; who paused before it began has no trouble', () => {
  expect(['AbortError', 'NotAllowedError', 'NotSupportedError'].map(troubleOfRefusal)).toEqual([
    null,
    'refused',
    'unreadable',
  ]);
  expect([2, 3, 4, undefined].map(troubleOfError)).toEqual([
    'unreached',
    'unreadable',
    'unreached',
    'unreached',
  ]);
});
