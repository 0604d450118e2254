import type { Group } from '../../../src/figures/groups.ts';
import type { Unit } from '../../../src/figures/metrics.ts';
import type { FiguresShown } from '../../../src/http/shapes/figures.ts';
import { figuresWords } from '../../words/figures.ts';
import { roughSpan, roundSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

/** Figures and the names of rows as people read them. */
export function useFigureText() {
  const { language, say } = useWords();
  const own = useOwnWords(figuresWords);
  const { timezone, country } = useSeen(screen => screen.who.centre);
  const locale = `${language}-${country}`;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const score = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  const day = new Intl.DateTimeFormat(locale, parts);
  const dayOfYear = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' });
  const year = String(new Date().getFullYear());
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  });

  const value = (of: number | null, unit: Unit): string => {
    if (of === null) return '–';
    if (unit === 'count') return whole.format(of);
    if (unit === 'share') return share.format(of);
    if (unit === 'mos') return score.format(of);
    return of >= 3_600_000 ? roughSpan(of) : roundSpan(of);
  };
  const row = ({ key, title }: FiguresShown['rows'][number], by: Group): string => {
    if (key === '') return own.none[by];
    if (by === 'day') return (key.startsWith(year) ? day : dayOfYear).format(Date.parse(key));
    if (by === 'hour') return key.length === 2 ? `${key}:00` : clock.format(Number(key));
    return title === null ? key : say(title);
  };
  return { value, row };
}
