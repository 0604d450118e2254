import type { Prompt } from './conversation.ts';
import { PROMPTS } from './prompts.ts';
import { digitsOfTicket } from './ticket-number.ts';

const file = (name: string): Prompt => ({ kind: 'file', name });

/** Beyond this the honest sentence is "all agents are busy": nobody believes "less than 43 minutes". */
const LONGEST_WAIT_SAID_MINUTES = 30;

/** "Su número de atención es" 2 0 2 6 ...; nothing for a call without a number. */
export function ticketAnnouncement(ticketNumber: string | null): Prompt[] {
  if (ticketNumber === null) return [];
  return [file(PROMPTS.ticketIntro), { kind: 'digits', value: digitsOfTicket(ticketNumber) }];
}

/** The place in the queue, 1 being the next call. */
export function positionAnnouncement(place: number): Prompt[] {
  if (place <= 1) return [file(PROMPTS.next)];
  return [file(PROMPTS.positionIntro), { kind: 'number', value: place, before: null }];
}

/** The expected wait, rounded up to whole minutes; `null` (not known) and very long waits name no figure. */
export function waitAnnouncement(waitMs: number | null): Prompt[] {
  if (waitMs === null) return [file(PROMPTS.allAgentsBusy)];
  const minutes = Math.ceil(waitMs / 60_000);
  if (minutes <= 1) return [file(PROMPTS.waitUnderMinute)];
  if (minutes > LONGEST_WAIT_SAID_MINUTES) return [file(PROMPTS.allAgentsBusy)];
  return [file(PROMPTS.waitIntro), { kind: 'number', value: minutes, before: 'm' }, file(PROMPTS.minutes)];
}
