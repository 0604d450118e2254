import { COUNT_IDS, type CountId } from '../../src/figures/counts.ts';
import { GROUPS, type Group, metricsBy } from '../../src/figures/groups.ts';
import type { MetricId } from '../../src/figures/metrics.ts';
import { FLOOR_PATHS } from './route.ts';

/** What of the figures is shown; all of it stands in the address, so that it may be sent, and the back button leads back. */
export interface FiguresView {
  /** Days, 2026-11-22, both included. */
  readonly from: string;
  readonly to: string;
  readonly by: Group;
  readonly set: SetName;
  /** '' is all of them. */
  readonly queue: string;
  /** '' is everybody. */
  readonly agent: string;
  /** The number whose calls are shown. */
  readonly drill: DrillView | null;
}

export interface DrillView {
  readonly count: CountId;
  /** The row that the number stands in; null: the total. */
  readonly key: string | null;
  readonly uncalled: boolean;
}

/** Columns that are read together. */
export const SETS = {
  service: [
    'queued',
    'answered',
    'abandoned',
    'abandonment',
    'serviceLevel',
    'serviceLevelAll',
    'serviceLevelLong',
    'serviceLevelBoard',
    'averageWait',
  ],
  calls: [
    'callsIn',
    'callsAnswered',
    'callsAbandoned',
    'callsLeftInMenu',
    'callsEndedByMenu',
    'callsServedByMenu',
    'callsLeftMessage',
    'callsNoService',
    'callsFailed',
    'containment',
  ],
  work: [
    'worked',
    'handled',
    'averageTalk',
    'averageHold',
    'averageWrapUp',
    'handlingTime',
    'held',
    'gaveOn',
    'transferRate',
    'disposed',
  ],
  offers: ['offers', 'unanswered', 'callerLeft', 'nonResponse', 'nonResponseOwn', 'joined'],
  time: ['loggedIn', 'ready', 'break', 'occupancy'],
  out: ['callsOut', 'outAnswered', 'outNotReached', 'outOther', 'reached'],
  voice: ['handled', 'voiceScore', 'voiceBad'],
} as const satisfies Readonly<Record<string, readonly MetricId[]>>;
export type SetName = keyof typeof SETS;

/** Those that have a place in a table, the one to be seen first at the head. */
export const setsBy = (by: Group): readonly SetName[] =>
  (Object.keys(SETS) as SetName[]).filter(set => {
    const known = metricsBy(by);
    return SETS[set].every(id => known.includes(id));
  });

/** The calls of these are to be called back, so long as nobody has talked with them. */
const TO_CALL: readonly CountId[] = [
  'abandoned',
  'callsAbandoned',
  'abandonedShort',
  'callsLeftInMenu',
  'callsEndedByMenu',
  'callsLeftMessage',
  'callsFailed',
  'gone',
];
export const isToCall = (count: CountId): boolean => TO_CALL.includes(count);

export function figuresPath({ from, to, by, set, queue, agent, drill }: FiguresView): string {
  const said = new URLSearchParams({ from, to, by, set });
  if (queue !== '') said.set('queue', queue);
  if (agent !== '') said.set('agent', agent);
  if (drill !== null) {
    said.set('count', drill.count);
    if (drill.key !== null) said.set('key', drill.key);
    if (drill.uncalled) said.set('uncalled', '1');
  }
  return `${FLOOR_PATHS.figures}?${said}`;
}

/** What an address names; what it says and nobody knows is as if it were not there. `today`: 2026-11-22. */
export function viewIn(query: string, today: string): FiguresView {
  const said = new URLSearchParams(query);
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(said.get(name) ?? '') ? said.get(name) : null);
  const from = day('from') ?? today;
  const by = GROUPS.find(one => one === said.get('by')) ?? 'hour';
  const sets = setsBy(by);
  const count = COUNT_IDS.find(one => one === said.get('count'));
  return {
    from,
    to: day('to') ?? from,
    by,
    set: sets.find(one => one === said.get('set')) ?? sets[0] ?? 'service',
    queue: said.get('queue') ?? '',
    agent: said.get('agent') ?? '',
    drill:
      count === undefined ? null : { count, key: said.get('key'), uncalled: said.get('uncalled') === '1' },
  };
}

/** Another grouping, with a set that it has. */
export function regrouped(view: FiguresView, by: Group): FiguresView {
  const sets = setsBy(by);
  return { ...view, by, set: sets.includes(view.set) ? view.set : (sets[0] ?? 'service') };
}

/** Of whom or of what the figures are: nothing is asked for where that is all. */
export const narrowedBy = ({
  queue,
  agent,
}: FiguresView): { readonly queue?: string; readonly agent?: string } => ({
  ...(queue === '' ? {} : { queue }),
  ...(agent === '' ? {} : { agent }),
});

/** What became of the work of one agent. */
export const byDisposition = (view: FiguresView, agent: string): FiguresView => ({
  ...regrouped({ ...view, set: 'work' }, 'disposition'),
  agent,
  drill: null,
});

export const QUICK = ['today', 'yesterday', 'week', 'month'] as const;
export type Quick = (typeof QUICK)[number];

export function quickSpan(quick: Quick, today: string): { readonly from: string; readonly to: string } {
  const before = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  switch (quick) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: before(1), to: before(1) };
    case 'week':
      return { from: before(6), to: today };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    default:
      return quick satisfies never;
  }
}

/** The calendar day of an instant in the centre's zone, 2026-11-22. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone }).format(at);
