import type { Screen } from './screen.ts';

/** Whether there is time for what is not asked for yet: the centre is told of and within reach, and no call is about to begin. */
export function isCalm({ picture, link, phone }: Pick<Screen, 'picture' | 'link' | 'phone'>): boolean {
  const begins = phone.call?.phase === 'ringing' || phone.call?.phase === 'answering';
  return picture !== null && link === 'up' && !begins;
}
