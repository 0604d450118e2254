import type { AutoAnswer } from './events.ts';

/** Whether a telephone answers a call of a queue by itself; `own` is what its person has set for themselves. */
export function answersByItself(rule: AutoAnswer | undefined, own: boolean): boolean {
  return rule === 'forces' || (own && rule !== 'forbids');
}
