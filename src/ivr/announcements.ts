import type { Prompt } from './conversation.ts';
import { PROMPTS } from './prompts.ts';

const file = (name: string): Prompt => ({ kind: 'file', name });

/** Beyond this the honest sentence is "all agents are busy": nobody believes "less than 43 minutes". */
const LONGEST_WAIT_SAID_MINUTES = 30;

/** The place in the queue, 1 being the next call. */
export function positionAnnouncement(place: number): Prompt[] {
  if (place <= 1) return [file(PROMPTS.next)];
  return [file(PROMPTS.positionIntro), { kind: 'number', value: place, before: null }];
}

/** The minutes within which a caller is told to be answered, 1 or more; null when the wait is too long to be named. */
export function minutesSaid(waitMs: number): number | null {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return minutes > LONGEST_WAIT_SAID_MINUTES ? null : minutes;
}

/** The expected wait, rounded up to whole minutes; `null` (not known) and very long waits name no figure. */
export function waitAnnouncement(waitMs: number | null): Prompt[] {
  const minutes = waitMs === null ? null : minutesSaid(waitMs);
  if (minutes === null) return [file(PROMPTS.allAgentsBusy)];
  if (minutes === 1) return [file(PROMPTS.waitUnderMinute)];
  return [file(PROMPTS.waitIntro), { kind: 'number', value: minutes, before: 'm' }, file(PROMPTS.minutes)];
}
