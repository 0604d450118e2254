import type { Direction } from '../../src/calls/events.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import type { RecordingKind } from '../../src/recordings/events.ts';
import type { RecordingSearch } from '../link/api.ts';
import { dayStart } from './audit-days.ts';
import { FLOOR_PATHS } from './route.ts';

export const DIRECTIONS = kindsOf<Direction>({ in: true, out: true, internal: true });
export const RECORDING_KINDS = kindsOf<RecordingKind>({ call: true, message: true });

/** When recordings began: today, the last days with today, days that are chosen, or ever. */
export const SPANS = ['today', 'week', 'month', 'days', 'ever'] as const;
export type Span = (typeof SPANS)[number];

/** What the list of recordings is narrowed to; '' is anything. */
export interface RecordingFilters {
  readonly span: Span;
  /** Days as a date field gives them, `2026-11-28`, both included; they count where the span is `days`. */
  readonly from: string;
  readonly to: string;
  readonly agent: string;
  readonly queue: string;
  readonly direction: string;
  readonly disposition: string;
  readonly kind: string;
  /** At least and at most so long, whole minutes as they are written. */
  readonly least: string;
  readonly most: string;
  readonly paused: boolean;
}

/** What the page shows to somebody who opens it: a whole history is seldom what is looked for, and slow to search. */
export const FIRST_FILTERS: RecordingFilters = {
  span: 'week',
  from: '',
  to: '',
  agent: '',
  queue: '',
  direction: '',
  disposition: '',
  kind: '',
  least: '',
  most: '',
  paused: false,
};

const WORDS = ['from', 'to', 'agent', 'queue', 'direction', 'disposition', 'kind', 'least', 'most'] as const;

/** The list with these filters as an address. What is searched for is not in it, as in `ticketListPath`. */
export function recordingsPath(filters: RecordingFilters): string {
  const query = new URLSearchParams();
  if (filters.span !== FIRST_FILTERS.span) query.set('span', filters.span);
  for (const word of WORDS) if (filters[word] !== '') query.set(word, filters[word]);
  if (filters.paused) query.set('paused', '1');
  const said = query.toString();
  return said === '' ? FLOOR_PATHS.recordings : `${FLOOR_PATHS.recordings}?${said}`;
}

/** The filters that a query names. What it says of them and nobody knows is as if it were not there. */
export function recordingFiltersIn(query: string): RecordingFilters {
  const said = new URLSearchParams(query);
  const text = (word: string) => said.get(word) ?? '';
  const oneOf = (word: string, known: readonly string[]) => known.find(one => one === text(word)) ?? '';
  const matching = (word: string, form: RegExp) => (form.test(text(word)) ? text(word) : '');
  return {
    span: SPANS.find(one => one === said.get('span')) ?? FIRST_FILTERS.span,
    from: matching('from', DAY),
    to: matching('to', DAY),
    agent: text('agent').slice(0, 64),
    queue: text('queue').slice(0, 64),
    direction: oneOf('direction', DIRECTIONS),
    disposition: text('disposition').slice(0, 64),
    kind: oneOf('kind', RECORDING_KINDS),
    least: matching('least', MINUTES),
    most: matching('most', MINUTES),
    paused: said.get('paused') === '1',
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A day has 1440. */
const MINUTES = /^\d{1,4}$/;
const DAYS_BACK: Readonly<Partial<Record<Span, number>>> = { today: 0, week: 6, month: 29 };
const DAY_MS = 86_400_000;

/** What the server is asked. `today` as a date field has it, by the centre's calendar. */
export function recordingSearch(
  filters: RecordingFilters,
  { today, zone }: { readonly today: string; readonly zone: string },
): RecordingSearch {
  const { span, agent, queue, disposition } = filters;
  const back = DAYS_BACK[span];
  const from =
    back === undefined ? dayStart(span === 'days' ? filters.from : '', zone) : dayStart(today, zone, -back);
  const to = span === 'days' ? dayStart(filters.to, zone, 1) : undefined;
  const ms = (minutes: string) =>
    MINUTES.test(minutes) ? Math.min(Number(minutes) * 60_000, DAY_MS) : undefined;
  const direction = DIRECTIONS.find(one => one === filters.direction);
  const kind = RECORDING_KINDS.find(one => one === filters.kind);
  const asked: RecordingSearch = {
    from,
    to,
    agent,
    queue,
    direction,
    disposition,
    kind,
    minMs: ms(filters.least),
    maxMs: ms(filters.most),
    paused: filters.paused || undefined,
  };
  return asked;
}

/** With the pieces of one call together, at the place of the first of them. */
export function callsTogether<T extends { readonly call: string }>(cards: readonly T[]): readonly T[] {
  const calls = [...new Set(cards.map(({ call }) => call))];
  const places = new Map(calls.map((call, place) => [call, place]));
  const placeOf = ({ call }: T) => places.get(call) ?? 0;
  return cards.toSorted((one, other) => placeOf(one) - placeOf(other));
}
