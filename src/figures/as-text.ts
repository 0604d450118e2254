import type { Language, Words } from '../kit/errors.ts';
import { COUNT_NAMES, DICTIONARY } from './dictionary.ts';
import { type Metric, type MetricId, metricOf, type Unit } from './metrics.ts';

/** A formula in the words of what is counted: `contestadas a tiempo ÷ (contestadas + abandonadas)`. */
export function formulaText(id: MetricId, language: Language): string {
  const { over, under }: Metric = metricOf(id);
  const side = ({ plus, minus = [] }: Metric['over'], inBrackets: boolean) => {
    const names = plus.map(count => COUNT_NAMES[count][language]);
    const text = [names.join(' + '), ...minus.map(count => COUNT_NAMES[count][language])].join(' − ');
    return inBrackets && plus.length + minus.length > 1 ? `(${text})` : text;
  };
  return under === undefined ? side(over, false) : `${side(over, true)} ÷ ${side(under, true)}`;
}

const UNITS: Readonly<Record<Unit, Words>> = {
  count: { es: '', en: '' },
  ms: { es: 's', en: 's' },
  share: { es: '%', en: '%' },
  // Its name says it.
  mos: { es: '', en: '' },
};

/** The head of a column with its unit, where it has one. */
export function headText(id: MetricId, language: Language): string {
  const unit = UNITS[metricOf(id).unit][language];
  const { [language]: name } = DICTIONARY[id].name;
  return unit === '' ? name : `${name} (${unit})`;
}

/** A figure for a spreadsheet: seconds, per cent, with the decimal sign of the language. Empty where there is none. */
export function numberText(value: number | null, unit: Unit, language: Language): string {
  if (value === null) return '';
  const text =
    unit === 'count'
      ? String(Math.round(value))
      : unit === 'ms'
        ? (value / 1_000).toFixed(1)
        : unit === 'share'
          ? (value * 100).toFixed(1)
          : value.toFixed(2);
  return language === 'es' ? text.replace('.', ',') : text;
}
