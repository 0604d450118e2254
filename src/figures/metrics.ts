import { type CountId, type Family, familyOf, type SomeCounts } from './counts.ts';

/** `share`: 0…1; `mos`: 1…4.5. */
export type Unit = 'count' | 'ms' | 'share' | 'mos';

/** Counts that are added and taken away. */
interface Terms {
  readonly plus: readonly CountId[];
  readonly minus?: readonly CountId[];
}

/** A figure as the formula that it is: `over`, or `over` ÷ `under`. */
export interface Metric {
  readonly unit: Unit;
  readonly over: Terms;
  readonly under?: Terms;
  /** The calls to look at first from this figure; null where it is of agents' time, which is no call's. */
  readonly drill: CountId | null;
}

const of = (count: CountId, unit: Unit = 'count', drill: CountId | null = count): Metric => ({
  unit,
  over: { plus: [count] },
  drill,
});
const ratio = (over: Terms, under: Terms, drill: CountId | null, unit: Unit = 'share'): Metric => ({
  unit,
  over,
  under,
  drill,
});
const t = (...plus: readonly CountId[]): Terms => ({ plus });

const LOGGED_IN = t('readyMs', 'noPhoneMs', 'ringingMs', 'talkingMs', 'wrappingUpMs', 'breakMs', 'dndMs');

export const METRICS = {
  callsIn: of('callsIn'),
  callsAnswered: of('callsAnswered'),
  callsAbandoned: of('callsAbandoned'),
  callsLeftInMenu: of('callsLeftInMenu'),
  callsEndedByMenu: of('callsEndedByMenu'),
  callsServedByMenu: of('callsServedByMenu'),
  callsLeftMessage: of('callsLeftMessage'),
  callsNoService: of('callsNoService'),
  callsFailed: of('callsFailed'),
  containment: ratio(
    t('callsServedByMenu'),
    { plus: ['callsIn'], minus: ['callsNoService'] },
    'callsServedByMenu',
  ),
  callsOut: of('callsOut'),
  outAnswered: of('outAnswered'),
  outNotReached: of('outNotReached'),
  outOther: of('outOther'),
  reached: ratio(t('outAnswered'), t('callsOut'), 'outAnswered'),

  queued: of('queued'),
  answered: of('answered'),
  abandoned: of('abandoned'),
  gone: of('gone'),
  abandonedShort: of('abandonedShort'),
  serviceLevel: ratio(t('answeredWithin'), t('answered'), 'answeredWithin'),
  serviceLevelAll: ratio(t('answeredWithin'), t('answered', 'abandoned'), 'answeredWithin'),
  serviceLevelLong: ratio(
    t('answeredWithin'),
    { plus: ['answered', 'abandoned'], minus: ['abandonedShort'] },
    'answeredWithin',
  ),
  serviceLevelBoard: ratio(
    t('answeredWithin', 'abandonedWithin'),
    t('answered', 'abandoned'),
    'answeredWithin',
  ),
  abandonment: ratio(t('abandoned'), t('queued'), 'abandoned'),
  averageWait: ratio(t('waitedMs'), t('answered'), 'answered', 'ms'),

  handled: of('handled'),
  averageTalk: ratio(t('talkMs'), t('handled'), 'handled', 'ms'),
  averageHold: ratio(t('holdMs'), t('handled'), 'held', 'ms'),
  averageWrapUp: ratio(t('wrapUpMs'), t('handled'), 'handled', 'ms'),
  handlingTime: ratio(t('talkMs', 'holdMs', 'wrapUpMs'), t('handled'), 'handled', 'ms'),
  held: of('held'),
  gaveOn: of('gaveOn'),
  transferRate: ratio(t('gaveOn'), t('handled'), 'gaveOn'),
  worked: of('worked'),
  disposed: of('disposed'),
  joined: of('joined'),
  offers: of('offers'),
  unanswered: of('unanswered'),
  callerLeft: of('callerLeft'),
  nonResponse: ratio(t('unanswered', 'callerLeft'), t('offers'), 'unanswered'),
  nonResponseOwn: ratio(t('unanswered'), t('offersTaken', 'unanswered'), 'unanswered'),
  voiceScore: ratio(t('mosSum'), t('voiced'), 'voiced', 'mos'),
  voiceBad: ratio(t('voiceBad'), t('voiced'), 'voiceBad'),

  loggedIn: { unit: 'ms', over: LOGGED_IN, drill: null },
  ready: of('readyMs', 'ms', null),
  break: { unit: 'ms', over: t('breakMs', 'dndMs'), drill: null },
  occupancy: ratio(
    t('talkingMs', 'wrappingUpMs', 'ringingMs'),
    t('readyMs', 'noPhoneMs', 'ringingMs', 'talkingMs', 'wrappingUpMs'),
    null,
  ),
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof METRICS;
export const METRIC_IDS = Object.keys(METRICS) as MetricId[];
export const metricOf = (id: MetricId): Metric => METRICS[id];

/** The service level that goals are set by: the one that the board and the wallboard show and warn of. */
export const GOAL: MetricId = 'serviceLevel';

/** Null where there is nothing to divide by, and where a count of it is not known. */
export function figureOf(id: MetricId, counts: SomeCounts): number | null {
  const { over, under }: Metric = METRICS[id];
  const above = sumOf(over, counts);
  if (under === undefined || above === null) return above;
  const below = sumOf(under, counts);
  return below === null || below <= 0 ? null : above / below;
}

function sumOf({ plus, minus = [] }: Terms, counts: SomeCounts): number | null {
  let sum = 0;
  for (const count of plus) {
    const value = counts[count];
    if (value === undefined) return null;
    sum += value;
  }
  for (const count of minus) sum -= counts[count] ?? 0;
  return sum;
}

/** The counts of a formula, those above the line first. */
export function termsOf(id: MetricId): readonly CountId[] {
  const { over, under }: Metric = METRICS[id];
  return [...over.plus, ...(over.minus ?? []), ...(under?.plus ?? []), ...(under?.minus ?? [])];
}

/** The families whose counts it needs. */
export const familiesOf = (id: MetricId): readonly Family[] => [...new Set(termsOf(id).map(familyOf))];
