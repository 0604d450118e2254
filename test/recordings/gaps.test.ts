import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { foldRecording, type RecordingStory, recordingId } from '../../src/recordings/recording-story.ts';

const fact = (kind: 'started' | 'paused' | 'resumed', at: number): CallFact => ({
  kind: `recording-${kind}`,
  at,
  recording: 'calls/c1-1',
});
const end = (at: number): CallFact => ({ kind: 'recording-ended', at, recording: 'calls/c1-1', ok: true });

const told = (facts: readonly CallFact[]) =>
  facts.reduce<RecordingStory | null>((story, one) => foldRecording(story, 'c1', one), null);

describe('the gaps of a recording', () => {
  test('are the times it was paused, from its start', () => {
    const story = told([fact('started', 1_000), fact('paused', 3_000), fact('resumed', 8_000), end(10_000)]);
    expect(story).toMatchObject({ gaps: [{ fromMs: 2_000, toMs: 7_000 }], endedAt: 10_000, pausedAt: null });
  });

  test('end with the recording when it was still paused', () => {
    const story = told([fact('started', 1_000), fact('paused', 3_000), end(4_500)]);
    expect(story?.gaps).toEqual([{ fromMs: 2_000, toMs: 3_500 }]);
  });

  test('are not doubled by a fact that is told twice', () => {
    const pause = fact('paused', 2_000);
    const resume = fact('resumed', 3_000);
    const story = told([fact('started', 1_000), pause, pause, resume, resume, end(5_000), end(9_000)]);
    expect(story).toMatchObject({ gaps: [{ fromMs: 1_000, toMs: 2_000 }], endedAt: 5_000 });
  });
});

test('an ending without a beginning still names a file to fetch', () => {
  expect(told([end(5_000)])).toMatchObject({ name: 'calls/c1-1', startedAt: 5_000, endedAt: 5_000 });
});

test('the id holds no slash and is always the same for the same file', () => {
  expect(recordingId('calls/c1-1')).toMatch(/^[0-9a-f]{32}$/);
  expect(recordingId('calls/c1-1')).toBe(recordingId('calls/c1-1'));
  expect(recordingId('calls/c1-2')).not.toBe(recordingId('calls/c1-1'));
});

test('its agent is whom its beginning names, and nobody where that says nothing', () => {
  const began = { ...fact('started', 1_000), agent: 'ana' } as CallFact;
  expect(told([began, end(5_000)])?.agent).toBe('ana');
  expect(told([fact('started', 1_000), end(5_000)])?.agent).toBeNull();
});
