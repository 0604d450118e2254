import type { Alarm } from './events.ts';

/** Whether an alarm is told to everybody who works here. */
export const isForAll = ({ id }: Pick<Alarm, 'id'>): boolean => id === 'stopping';
