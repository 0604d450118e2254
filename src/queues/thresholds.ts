/**
 * From when on the wallboard says that something is wrong with a queue; what is null or left out is never wrong. The same rules on
 * the server and on the pages.
 */
export interface Thresholds {
  /** So many callers wait, or more. */
  readonly waitingWarning?: number | null;
  readonly waitingAlarm?: number | null;
  /** Somebody has waited so long, or longer, s. */
  readonly waitWarning?: number | null;
  readonly waitAlarm?: number | null;
  /** Fewer than so many of a hundred were answered in time today. */
  readonly levelWarning?: number | null;
  readonly levelAlarm?: number | null;
  /** Nobody is free for the next caller while the queue is open. */
  readonly nobodyReady?: Grade | null;
}

export const GRADES = ['warning', 'alarm'] as const;
export type Grade = (typeof GRADES)[number];

/** What can be wrong with a queue. */
export const TROUBLES = ['waiting', 'wait', 'level', 'nobodyReady'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** The largest number that a threshold may be: callers, seconds (a day), of a hundred. */
export const MOST = { waiting: 1_000, wait: 86_400, level: 100 } as const;

/** The troubles of which the warning would come after the alarm: it would never be seen. */
export function invertedIn(set: Thresholds): readonly Exclude<Trouble, 'nobodyReady'>[] {
  const isAfter = (warning: Limit, alarm: Limit) => isSet(warning) && isSet(alarm) && warning > alarm;
  const found: Exclude<Trouble, 'nobodyReady'>[] = [];
  if (isAfter(set.waitingWarning, set.waitingAlarm)) found.push('waiting');
  if (isAfter(set.waitWarning, set.waitAlarm)) found.push('wait');
  // The level falls: it is the other way about.
  if (isAfter(set.levelAlarm, set.levelWarning)) found.push('level');
  return found;
}

/** What of a queue is judged. Instants epoch ms; shares 0..1. */
export interface Judged {
  readonly open: boolean;
  readonly waiting: number;
  readonly oldestSince: number | null;
  readonly agentsReady: number;
  readonly today: { readonly serviceLevel: number | null };
  readonly thresholds?: Thresholds;
}

/** What is wrong with a queue at this moment, and how bad each is. */
export function troublesOf(queue: Judged, now: number): Readonly<Partial<Record<Trouble, Grade>>> {
  const { thresholds = {}, waiting, oldestSince, today, open, agentsReady } = queue;
  const found: Partial<Record<Trouble, Grade>> = {};
  const put = (trouble: Trouble, grade: Grade | null) => {
    if (grade !== null) found[trouble] = grade;
  };
  put('waiting', from(waiting, thresholds.waitingWarning, thresholds.waitingAlarm));
  if (oldestSince !== null)
    put('wait', from((now - oldestSince) / 1000, thresholds.waitWarning, thresholds.waitAlarm));
  if (today.serviceLevel !== null) {
    const missing = (limit: number | null | undefined) => (isSet(limit) ? 100 - limit : limit);
    const short = 100 - today.serviceLevel * 100;
    put('level', over(short, missing(thresholds.levelWarning), missing(thresholds.levelAlarm)));
  }
  if (open && agentsReady === 0) put('nobodyReady', thresholds.nobodyReady ?? null);
  return found;
}

/** The worst of some; null: nothing is wrong. */
export function worst(grades: readonly (Grade | null | undefined)[]): Grade | null {
  return grades.includes('alarm') ? 'alarm' : grades.includes('warning') ? 'warning' : null;
}

/** From a grade to another: whether it got worse. */
export const isWorse = (before: Grade | null, after: Grade | null): boolean => rank(after) > rank(before);

const rank = (grade: Grade | null): number => (grade === null ? 0 : GRADES.indexOf(grade) + 1);

const isSet = (limit: number | null | undefined): limit is number => limit !== null && limit !== undefined;

type Limit = number | null | undefined;

function from(value: number, warning: Limit, alarm: Limit): Grade | null {
  if (isSet(alarm) && value >= alarm) return 'alarm';
  return isSet(warning) && value >= warning ? 'warning' : null;
}

/** The same, of what must be more than the limit. A thousandth is no difference: shares are no whole numbers. */
function over(value: number, warning: Limit, alarm: Limit): Grade | null {
  const nearly = 0.001;
  if (isSet(alarm) && value > alarm + nearly) return 'alarm';
  return isSet(warning) && value > warning + nearly ? 'warning' : null;
}

/** What was stored, as far as it is that; anything else is as if it were not set. */
export function readThresholds(stored: unknown): Thresholds {
  if (typeof stored !== 'object' || stored === null) return {};
  const given = stored as Record<string, unknown>;
  const number = (name: keyof Thresholds, most: number) => {
    const value = given[name];
    return typeof value === 'number' && value >= 0 && value <= most ? { [name]: value } : {};
  };
  const nobodyReady = GRADES.find(one => one === given.nobodyReady);
  return {
    ...number('waitingWarning', MOST.waiting),
    ...number('waitingAlarm', MOST.waiting),
    ...number('waitWarning', MOST.wait),
    ...number('waitAlarm', MOST.wait),
    ...number('levelWarning', MOST.level),
    ...number('levelAlarm', MOST.level),
    ...(nobodyReady ? { nobodyReady } : {}),
  };
}
