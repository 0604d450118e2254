import type { Family } from './counts.ts';
import { familiesOf, METRIC_IDS, type MetricId } from './metrics.ts';

/** By what a table of figures has its rows. `menu`: by what callers chose last in it, and how the call ended there. */
export const GROUPS = ['day', 'hour', 'queue', 'agent', 'disposition', 'menu'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * The families that have a place in each row. A call is not any one agent's, and the time of an agent is no queue's: the rows of those
 * tables do not tell of them, and the total of the table does.
 */
export const FAMILIES_BY: Readonly<Record<Group, readonly Family[]>> = {
  day: ['call', 'turn', 'share', 'time'],
  hour: ['call', 'turn', 'share', 'time'],
  queue: ['call', 'turn', 'share'],
  agent: ['share', 'time'],
  disposition: ['share'],
  menu: ['call'],
};

/** The key of what has none: a call of no queue, a share without a disposition, a caller who chose nothing. */
export const NONE = '';

/** What of a table has a place in its rows. */
export const metricsBy = (by: Group): readonly MetricId[] =>
  METRIC_IDS.filter(id => familiesOf(id).every(family => FAMILIES_BY[by].includes(family)));
