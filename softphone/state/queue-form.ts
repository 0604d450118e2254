import type { ChangeQueue, QueueCard } from '../../src/http/shapes/settings.ts';
import { kindsOf } from '../../src/kit/kinds.ts';

/** The times of a queue that are typed in seconds, with the least and the most that the server takes, s. */
export const QUEUE_TIMES = {
  ringMs: { least: 5, most: 60 },
  awaitAgentMs: { least: 0, most: 60 },
  refusedAgainMs: { least: 0, most: 600 },
  answerWithinMs: { least: 5, most: 600 },
  announceEveryMs: { least: 0, most: 600 },
  wrapUpAlarmMs: { least: 0, most: 3_600 },
} as const;
export type QueueTime = keyof typeof QUEUE_TIMES;

/** In the order in which they are asked for: what the caller waits for, then what is told of it. */
export const WAITS = ['ringMs', 'refusedAgainMs', 'awaitAgentMs', 'announceEveryMs'] as const;
export const TOLD = ['answerWithinMs', 'wrapUpAlarmMs'] as const;

type Policies = Omit<QueueCard, 'name' | 'title'>;

const POLICIES = kindsOf<keyof Policies>({
  wrapUpAlarmMs: true,
  recording: true,
  recordingPauseMs: true,
  autoAnswer: true,
  maskNumbers: true,
  revealNumbers: true,
  ringMs: true,
  refusedAgainMs: true,
  awaitAgentMs: true,
  answerWithinMs: true,
  announceEveryMs: true,
});

/** What was changed of a queue, and nothing else: another admin's change of the rest stays. */
export function queueChange(before: QueueCard, now: QueueCard): ChangeQueue {
  return Object.fromEntries(
    POLICIES.filter(policy => now[policy] !== before[policy]).map(policy => [policy, now[policy]]),
  );
}

/** What agents see of customers' numbers. */
export type Numbers = 'whole' | 'masked' | 'revealed';
export const NUMBERS: readonly Numbers[] = ['whole', 'masked', 'revealed'];

export function numbersOf({
  maskNumbers,
  revealNumbers,
}: Pick<QueueCard, 'maskNumbers' | 'revealNumbers'>): Numbers {
  if (!maskNumbers) return 'whole';
  return revealNumbers ? 'revealed' : 'masked';
}

export function withNumbers(queue: QueueCard, numbers: Numbers): QueueCard {
  return { ...queue, maskNumbers: numbers !== 'whole', revealNumbers: numbers === 'revealed' };
}

/** Announcements closer together than this are none but talk, s; 0 = none at all. */
const LEAST_BETWEEN_S = 15;

/** Whether the server takes this time, typed in seconds. */
export function isTime(which: QueueTime, seconds: number): boolean {
  const { least, most } = QUEUE_TIMES[which];
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) return false;
  return which !== 'announceEveryMs' || seconds === 0 || seconds >= LEAST_BETWEEN_S;
}
