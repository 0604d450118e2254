import { GRADES, type Grade, invertedIn, MOST, type Thresholds } from '../../src/queues/thresholds.ts';

/** What is counted against a threshold, and the fields of its two grades. */
export const MEASURES = [
  { measure: 'waiting', fields: ['waitingWarning', 'waitingAlarm'], most: MOST.waiting },
  { measure: 'wait', fields: ['waitWarning', 'waitAlarm'], most: MOST.wait },
  { measure: 'level', fields: ['levelWarning', 'levelAlarm'], most: MOST.level },
] as const;

type NumberField = (typeof MEASURES)[number]['fields'][number];

/** What stands in the form; '' is not set. */
export interface ThresholdFields extends Readonly<Record<NumberField, string>> {
  readonly nobodyReady: Grade | '';
}

export function thresholdFields(set: Thresholds): ThresholdFields {
  const text = (field: NumberField) => String(set[field] ?? '');
  return {
    waitingWarning: text('waitingWarning'),
    waitingAlarm: text('waitingAlarm'),
    waitWarning: text('waitWarning'),
    waitAlarm: text('waitAlarm'),
    levelWarning: text('levelWarning'),
    levelAlarm: text('levelAlarm'),
    nobodyReady: set.nobodyReady ?? '',
  };
}

/** The fields that are no whole number within their limits. */
export function wrongFields(fields: ThresholdFields): readonly NumberField[] {
  return MEASURES.flatMap(({ fields: names, most }) =>
    names.filter(name => fields[name].trim() !== '' && !isWhole(fields[name], most)),
  );
}

/** The measures whose alarm comes before its warning; none while a field is wrong in itself. */
export const invertedFields = (fields: ThresholdFields): ReturnType<typeof invertedIn> =>
  wrongFields(fields).length > 0 ? [] : invertedIn(thresholdsOf(fields));

/** Empty fields are not set. */
export function thresholdsOf(fields: ThresholdFields): Thresholds {
  const numbers = MEASURES.flatMap(({ fields: names }) =>
    names.map(name => [name, fields[name].trim() === '' ? null : Number(fields[name])] as const),
  );
  const nobodyReady = GRADES.find(one => one === fields.nobodyReady) ?? null;
  return { ...Object.fromEntries(numbers), nobodyReady };
}

const isWhole = (text: string, most: number): boolean =>
  /^\d{1,6}$/.test(text.trim()) && Number(text) <= most;
