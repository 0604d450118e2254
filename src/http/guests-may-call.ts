import type { Config } from '../config.ts';

/** Whether customers may call from `/call` without a log-in. */
export const guestsMayCall = ({ demo, webCalls }: Pick<Config, 'demo' | 'webCalls'>): boolean =>
  demo || webCalls;
