import { expect, test } from 'vitest';
import {
  isTime,
  NUMBERS,
  numbersOf,
  QUEUE_TIMES,
  type QueueTime,
  queueChange,
  withNumbers,
} from '../../softphone/state/queue-form.ts';
import { ChangeQueue, type QueueCard } from '../../src/http/shapes/settings.ts';

const card: QueueCard = {
  name: 'averias',
  title: 'Averías',
  wrapUpAlarmMs: 120_000,
  recording: 'always',
  recordingPauseMs: 120_000,
  autoAnswer: 'allows',
  maskNumbers: false,
  revealNumbers: false,
  ringMs: 15_000,
  refusedAgainMs: 5_000,
  awaitAgentMs: 10_000,
  answerWithinMs: 20_000,
  announceEveryMs: 45_000,
};

test('only what was changed of a queue is sent', () => {
  expect(queueChange(card, card)).toEqual({});
  expect(queueChange(card, { ...card, awaitAgentMs: 0, maskNumbers: true })).toEqual({
    awaitAgentMs: 0,
    maskNumbers: true,
  });
});

test('what agents see of numbers is one choice of two policies', () => {
  for (const numbers of NUMBERS) expect(numbersOf(withNumbers(card, numbers))).toBe(numbers);
  expect(queueChange(card, withNumbers(card, 'revealed'))).toEqual({
    maskNumbers: true,
    revealNumbers: true,
  });
  // Whole again, and masked once more: nothing that was permitted before comes back.
  expect(withNumbers(withNumbers(card, 'revealed'), 'whole').revealNumbers).toBe(false);
});

test('the form takes the same seconds as the server', () => {
  const takes = (which: QueueTime, seconds: number) =>
    ChangeQueue.safeParse({ [which]: seconds * 1000 }).success;
  for (const which of Object.keys(QUEUE_TIMES) as QueueTime[]) {
    const { least, most } = QUEUE_TIMES[which];
    for (const seconds of [0, 1, least - 1, least, least + 1, 14, 15, most - 1, most, most + 1])
      expect([which, seconds, isTime(which, seconds)]).toEqual([which, seconds, takes(which, seconds)]);
  }
  expect(isTime('awaitAgentMs', 1.5)).toBe(false);
  // What lies between is told as what it is, not as within the range.
  expect([QUEUE_TIMES.announceEveryMs.orNever, isTime('announceEveryMs', 5)]).toEqual([true, false]);
});
