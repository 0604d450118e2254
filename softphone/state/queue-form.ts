import type { ChangeQueue, QueueCard } from '../../src/http/shapes/settings.ts';
import { kindsOf } from '../../src/kit/kinds.ts';

export type QueueTime =
  | 'ringMs'
  | 'awaitAgentMs'
  | 'refusedAgainMs'
  | 'answerWithinMs'
  | 'announceEveryMs'
  | 'wrapUpAlarmMs';

interface TimeRange {
  readonly least: number;
  readonly most: number;
  readonly orNever?: true;
}

/** The times of a queue that are typed in seconds, with the least and the most that the server takes, s; `orNever`: also 0, none at all. */
export const QUEUE_TIMES: Readonly<Record<QueueTime, TimeRange>> = {
  ringMs: { least: 5, most: 60 },
  awaitAgentMs: { least: 0, most: 60 },
  refusedAgainMs: { least: 0, most: 600 },
  answerWithinMs: { least: 5, most: 600 },
  // Announcements closer together are none but talk.
  announceEveryMs: { least: 15, most: 600, orNever: true },
  wrapUpAlarmMs: { least: 0, most: 3_600 },
};

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

/** Whether the server takes this time, typed in seconds. */
export function isTime(which: QueueTime, seconds: number): boolean {
  const { least, most, orNever } = QUEUE_TIMES[which];
  return (
    Number.isInteger(seconds) &&
    ((orNever === true && seconds === 0) || (seconds >= least && seconds <= most))
  );
}
