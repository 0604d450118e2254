import { BYTE_ORDER_MARK, csvLine } from '../kit/csv.ts';
import type { Language, Words } from '../kit/errors.ts';
import { formulaText, headText, numberText } from './as-text.ts';
import type { Drill, FigureRow, FigureTable, Wanted } from './desk.ts';
import { COUNT_NAMES, COUNTED_ONCE, DICTIONARY } from './dictionary.ts';
import { type Group, metricsBy, NONE } from './groups.ts';
import { figureOf, metricOf } from './metrics.ts';
import type { CallBehind } from './ports.ts';

/** How an instant and a row are told in a file; by the centre's clock. */
export interface Told {
  readonly language: Language;
  readonly timezone: string;
}

const WORDS = {
  span: { es: 'Período', en: 'Span' },
  by: { es: 'Por', en: 'By' },
  rule: { es: 'Regla', en: 'Rule' },
  definitions: { es: 'Definiciones', en: 'Definitions' },
  total: { es: 'Total', en: 'Total' },
  none: { es: '(ninguna)', en: '(none)' },
  counted: { es: 'Se cuenta', en: 'Counted' },
} as const satisfies Readonly<Record<string, Words>>;

const GROUP_NAMES: Readonly<Record<Group, Words>> = {
  day: { es: 'día', en: 'day' },
  hour: { es: 'hora', en: 'hour' },
  queue: { es: 'cola', en: 'queue' },
  agent: { es: 'agente', en: 'agent' },
  disposition: { es: 'tipificación', en: 'disposition' },
  menu: { es: 'última elección en el menú', en: 'last choice in the menu' },
};

const narrowedText = ({ from, to, queue, agent }: Wanted, { timezone }: Told): (string | number | null)[] => [
  `${from} – ${to}`,
  timezone,
  ...(queue === undefined ? [] : [queue]),
  ...(agent === undefined ? [] : [agent]),
];

/** A table as it is shown, with what each of its columns means below it. */
export function tableCsv(table: FigureTable, wanted: Wanted, by: Group, told: Told): string {
  const { language } = told;
  const metrics = metricsBy(by);
  const line = (name: string, counts: FigureRow['counts']) =>
    csvLine([name, ...metrics.map(id => numberText(figureOf(id, counts), metricOf(id).unit, language))]);
  return [
    BYTE_ORDER_MARK,
    csvLine([WORDS.span[language], ...narrowedText(wanted, told)]),
    csvLine([WORDS.rule[language], COUNTED_ONCE[language]]),
    csvLine([GROUP_NAMES[by][language], ...metrics.map(id => headText(id, language))]),
    ...table.rows.map(row => line(rowName(row, by, told), row.counts)),
    line(WORDS.total[language], table.total),
    csvLine([]),
    csvLine([WORDS.definitions[language]]),
    ...metrics.map(id => {
      const { name, meaning, excludes, source } = DICTIONARY[id];
      const more = [excludes, source].map(words => words?.[language] ?? '');
      return csvLine([name[language], formulaText(id, language), meaning[language], ...more]);
    }),
  ].join('');
}

function rowName({ key, title }: FigureRow, by: Group, { language, timezone }: Told): string {
  if (key === NONE) return WORDS.none[language];
  if (by === 'hour') return key.length === 2 ? `${key}:00` : timeText(Number(key), timezone);
  return title?.[language] ?? key;
}

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  es: [
    'llegó',
    'sentido',
    'número',
    'orden',
    'cola',
    'agente',
    'final',
    'espera (s)',
    'hablado (s)',
    'retenido (s)',
    'tipificación',
    'grabada',
    'se habló después',
    'llamada',
  ],
  en: [
    'came',
    'direction',
    'number',
    'ticket',
    'queue',
    'agent',
    'end',
    'wait (s)',
    'talk (s)',
    'hold (s)',
    'disposition',
    'recorded',
    'talked since',
    'call',
  ],
};

/** What stands above a list of calls. */
export function callsHeading(drill: Drill, told: Told): string {
  const { language } = told;
  const row = drill.row === undefined ? [] : [`${GROUP_NAMES[drill.row.by][language]}: ${drill.row.key}`];
  return [
    BYTE_ORDER_MARK,
    csvLine([WORDS.span[language], ...narrowedText(drill, told), ...row]),
    csvLine([WORDS.counted[language], COUNT_NAMES[drill.count][language]]),
    csvLine([WORDS.rule[language], COUNTED_ONCE[language]]),
    csvLine(HEADINGS[language]),
  ].join('');
}

export function callLine(call: CallBehind, { language, timezone }: Told): string {
  const seconds = (ms: number | null) => numberText(ms, 'ms', language);
  const yes = language === 'es' ? 'sí' : 'yes';
  return csvLine([
    timeText(call.at, timezone),
    call.direction,
    call.callerNumber,
    call.ticket,
    call.queue,
    call.agentName ?? call.agent,
    call.share ?? call.outcome,
    seconds(call.waitedMs),
    seconds(call.talkedMs),
    seconds(call.heldMs),
    call.disposition,
    call.recorded ? yes : '',
    call.talkedSince === null ? '' : timeText(call.talkedSince, timezone),
    call.call,
  ]);
}

/** `2026-11-22 09:05:00 -04:00`: what a spreadsheet takes for an instant, with the offset that tells the two hours of an autumn night apart. */
function timeText(at: number, timezone: string): string {
  const { moment, offset } = formatsOf(timezone);
  const found = offset.formatToParts(at).find(({ type }) => type === 'timeZoneName');
  return `${moment.format(at)} ${(found?.value ?? '').replace('GMT', '')}`.trim();
}

interface Formats {
  readonly moment: Intl.DateTimeFormat;
  readonly offset: Intl.DateTimeFormat;
}

/** To make one takes longer than to write a line; a centre has one zone. */
const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = {
    moment: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
    offset: new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }),
  };
  formats.set(timeZone, made);
  return made;
}
