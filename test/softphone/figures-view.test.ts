import { describe, expect, test } from 'vitest';
import { behindToday, COUNT_OF_OUTCOME } from '../../softphone/state/behind-today.ts';
import {
  byDisposition,
  dayIn,
  type FiguresView,
  figuresPath,
  narrowedBy,
  quickSpan,
  regrouped,
  SETS,
  setsBy,
  viewIn,
} from '../../softphone/state/figures-view.ts';
import type { CalledOnce } from '../../src/figures/count-call.ts';
import { COUNTS_OF, type CountId, isOf } from '../../src/figures/counts.ts';
import { GROUPS, metricsBy } from '../../src/figures/groups.ts';
import { metricOf } from '../../src/figures/metrics.ts';

const TODAY = '2026-11-22';
const queryOf = (path: string) => path.split('?')[1] ?? '';

describe('what of the figures is shown', () => {
  test('stands in the address, also the row without a name', () => {
    const view: FiguresView = {
      from: '2026-11-01',
      to: '2026-11-30',
      by: 'queue',
      set: 'calls',
      queue: 'averías & más',
      agent: 'ana',
      drill: { count: 'callsAbandoned', key: '', uncalled: true },
    };
    expect(viewIn(queryOf(figuresPath(view)), TODAY)).toEqual(view);
    const total = { ...view, drill: { count: 'callsIn', key: null, uncalled: false } } as const;
    expect(viewIn(queryOf(figuresPath(total)), TODAY)).toEqual(total);
  });

  test('is today by hour where the address says nothing that is known', () => {
    const first = { from: TODAY, to: TODAY, by: 'hour', set: 'service', queue: '', agent: '', drill: null };
    expect(viewIn('', TODAY)).toEqual(first);
    expect(viewIn('from=yesterday&by=moon&set=x&count=drop', TODAY)).toEqual(first);
  });

  test('goes from an agent to what became of their work, and of others where nobody is chosen', () => {
    const view = viewIn('by=agent&set=time&queue=averias', TODAY);
    expect(byDisposition(view, 'ana')).toEqual({ ...view, by: 'disposition', set: 'work', agent: 'ana' });
    expect(narrowedBy(byDisposition(view, 'ana'))).toEqual({ queue: 'averias', agent: 'ana' });
    expect(narrowedBy(viewIn('', TODAY))).toEqual({});
  });

  test('is the list of today where the address names a number alone', () => {
    expect(viewIn('count=abandoned', TODAY)).toMatchObject({
      from: TODAY,
      to: TODAY,
      drill: { count: 'abandoned', key: null, uncalled: false },
    });
  });

  test('is what a number of the board leads to, of a queue or of whom nobody called back', () => {
    const drill = { count: 'abandoned', key: null, uncalled: false };
    expect(viewIn(queryOf(behindToday('abandoned', { queue: 'averías & más' })), TODAY)).toMatchObject({
      from: TODAY,
      to: TODAY,
      queue: 'averías & más',
      drill,
    });
    expect(viewIn(queryOf(behindToday('abandoned', { uncalled: true })), TODAY)).toMatchObject({
      queue: '',
      drill: { ...drill, uncalled: true },
    });
  });

  test('is, for each way that a call may end, the number that counts the calls that end so', () => {
    for (const [outcome, count] of Object.entries(COUNT_OF_OUTCOME) as [string, CountId][]) {
      const call = { direction: 'in', outcome } as CalledOnce;
      const counting = COUNTS_OF.call.filter(one => one !== 'callsIn' && isOf('call', one, call));
      expect(counting, outcome).toEqual([count]);
      expect(viewIn(queryOf(behindToday(count)), TODAY).drill?.count).toBe(count);
    }
  });

  test('has sets of figures that have a place in the table, and each number that is of calls leads to them', () => {
    for (const by of GROUPS) {
      expect(setsBy(by).length, by).toBeGreaterThan(0);
      for (const set of setsBy(by)) for (const id of SETS[set]) expect(metricsBy(by)).toContain(id);
    }
    expect(setsBy('agent')).toEqual(['work', 'offers', 'time', 'voice']);
    expect(regrouped(viewIn('', TODAY), 'agent')).toMatchObject({ by: 'agent', set: 'work' });
    expect(regrouped(viewIn('', TODAY), 'queue')).toMatchObject({ by: 'queue', set: 'service' });
    for (const id of SETS.service) expect(metricOf(id).drill, id).not.toBeNull();
  });

  test('is of days by the centre’s clock, and of spans that end today', () => {
    expect(dayIn('America/Caracas', Date.parse('2026-11-23T03:59:00Z'))).toBe(TODAY);
    expect(quickSpan('yesterday', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' });
    expect(quickSpan('week', TODAY)).toEqual({ from: '2026-11-16', to: TODAY });
    expect(quickSpan('month', TODAY)).toEqual({ from: '2026-11-01', to: TODAY });
  });
});
