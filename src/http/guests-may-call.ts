import type { Settings } from '../config.ts';

/** Whether customers may call from `/call` without a log-in. */
export const guestsMayCall = ({ demo, webCalls }: Pick<Settings, 'demo' | 'webCalls'>): boolean =>
  demo || webCalls;
