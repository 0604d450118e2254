import { telephone } from '../customers/shown-number.ts';
import { BYTE_ORDER_MARK, csvLine } from '../kit/csv.ts';
import type { Language, Words } from '../kit/errors.ts';
import { formulaText, headText, numberText } from './as-text.ts';
import type { Drill, FigureRow, FigureTable, Names, Wanted } from './desk.ts';
import { COUNT_NAMES, COUNTED_ONCE, DICTIONARY } from './dictionary.ts';
import { endName } from './end-names.ts';
import { type Group, metricsBy, NONE } from './groups.ts';
import { figureOf, metricOf } from './metrics.ts';
import type { CallBehind } from './ports.ts';

/** In whose words a file is, by the clock and the country of the centre. */
export interface Told {
  readonly language: Language;
  readonly timezone: string;
  readonly country: string;
  readonly names: Names;
}

/** As the spreadsheets of a language expect it: where the decimal sign is a comma, cells are parted by a semicolon. */
const SEPARATOR: Readonly<Record<Language, string>> = { es: ';', en: ',' };

const w = (es: string, en: string): Words => ({ es, en });
const WORDS = {
  span: w('Período', 'Span'),
  clock: w('hora de', 'time of'),
  rule: w('Regla', 'Rule'),
  formula: w('Fórmula', 'Formula'),
  meaning: w('Qué es', 'What it is'),
  excludes: w('No incluye', 'Not in it'),
  source: w('Fuente', 'Source'),
  total: w('Total', 'Total'),
  none: w('(ninguna)', '(none)'),
  counted: w('Se cuenta', 'Counted'),
  yes: w('sí', 'yes'),
  in: w('entrante', 'incoming'),
  out: w('saliente', 'outgoing'),
  internal: w('interna', 'internal'),
} as const satisfies Readonly<Record<string, Words>>;

/** As on the page. */
const GROUP_NAMES: Readonly<Record<Group, Words>> = {
  day: w('Día', 'Day'),
  hour: w('Hora', 'Hour'),
  queue: w('Cola', 'Queue'),
  agent: w('Agente', 'Agent'),
  disposition: w('Tipificación', 'Disposition'),
  menu: w('Menú', 'Menu'),
};

type Cells = readonly (string | number | null)[];
const line = (cells: Cells, { language }: Told): string => csvLine(cells, SEPARATOR[language]);

/** Of which days and of what, by which clock: once for all instants of the file. */
const narrowedLine = ({ from, to, queue, agent }: Wanted, told: Told, ...more: string[]): string => {
  const { language, timezone, names } = told;
  const days = from === to ? from : `${from} – ${to}`;
  const of = [
    ...(queue === undefined ? [] : [nameOf('queue', queue, names, language)]),
    ...(agent === undefined ? [] : [nameOf('agent', agent, names, language)]),
  ];
  return line([WORDS.span[language], days, `${WORDS.clock[language]} ${timezone}`, ...of, ...more], told);
};

/** A table as it is shown. What each of its columns means stands above it, so that nothing below it is taken for a row. */
export function tableCsv(table: FigureTable, wanted: Wanted, by: Group, told: Told): string {
  const { language } = told;
  const metrics = metricsBy(by);
  const figures = (name: string, counts: FigureRow['counts']) =>
    line([name, ...metrics.map(id => numberText(figureOf(id, counts), metricOf(id).unit, language))], told);
  const about = (
    name: Words,
    of: (entry: (typeof DICTIONARY)[(typeof metrics)[number]]) => Words | undefined,
  ) => line([name[language], ...metrics.map(id => of(DICTIONARY[id])?.[language] ?? '')], told);
  return [
    BYTE_ORDER_MARK,
    narrowedLine(wanted, told),
    line([WORDS.rule[language], COUNTED_ONCE[language]], told),
    about(WORDS.meaning, entry => entry.meaning),
    line([WORDS.formula[language], ...metrics.map(id => formulaText(id, language))], told),
    about(WORDS.excludes, entry => entry.excludes),
    about(WORDS.source, entry => entry.source),
    line([], told),
    line([GROUP_NAMES[by][language], ...metrics.map(id => headText(id, language))], told),
    ...table.rows.map(row => figures(rowName(row, by, told), row.counts)),
    figures(WORDS.total[language], table.total),
  ].join('');
}

function rowName({ key, title }: Pick<FigureRow, 'key' | 'title'>, by: Group, told: Told): string {
  const { language, timezone, names } = told;
  if (key === NONE) return WORDS.none[language];
  if (by === 'hour') return key.length === 2 ? `${key}:00` : hourText(Number(key), timezone);
  return title?.[language] ?? nameOf(by, key, names, language);
}

/** What is not there any more is told by its key. */
function nameOf(by: Group, key: string, names: Names, language: Language): string {
  if (key === NONE) return WORDS.none[language];
  if (by !== 'queue' && by !== 'agent' && by !== 'disposition') return key;
  return names[by].get(key)?.[language] ?? key;
}

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  es: [
    'Llegó',
    'Sentido',
    'Número',
    'Orden',
    'Cola',
    'Agente',
    'Final',
    'Espera (s)',
    'Hablado (s)',
    'Retenido (s)',
    'Tipificando (s)',
    'Tipificación',
    'Grabada',
    'Se habló después',
    'Llamada',
  ],
  en: [
    'Came',
    'Direction',
    'Number',
    'Ticket',
    'Queue',
    'Agent',
    'End',
    'Wait (s)',
    'Talk (s)',
    'Hold (s)',
    'Wrap-up (s)',
    'Disposition',
    'Recorded',
    'Talked since',
    'Call',
  ],
};

/** What stands above a list of calls. */
export function callsHeading(drill: Drill, told: Told): string {
  const { language } = told;
  const { row } = drill;
  const of =
    row === undefined
      ? []
      : [`${GROUP_NAMES[row.by][language]}: ${rowName({ key: row.key, title: null }, row.by, told)}`];
  return [
    BYTE_ORDER_MARK,
    narrowedLine(drill, told, ...of),
    line([WORDS.counted[language], COUNT_NAMES[drill.count][language]], told),
    line([WORDS.rule[language], COUNTED_ONCE[language]], told),
    line(HEADINGS[language], told),
  ].join('');
}

export function callLine(call: CallBehind, told: Told): string {
  const { language, timezone, country, names } = told;
  const seconds = (ms: number | null) => numberText(ms, 'ms', language);
  const named = (by: Group, key: string | null) => (key === null ? '' : nameOf(by, key, names, language));
  return line(
    [
      timeText(call.at, timezone),
      WORDS[call.direction][language],
      numberOf(call.callerNumber, country),
      call.ticket,
      named('queue', call.queue),
      call.agentName ?? call.agent,
      endName(call)[language],
      seconds(call.waitedMs),
      seconds(call.talkedMs),
      seconds(call.heldMs),
      seconds(call.wrapUpMs),
      named('disposition', call.disposition),
      call.recorded ? WORDS.yes[language] : '',
      call.talkedSince === null ? '' : timeText(call.talkedSince, timezone),
      call.call,
    ],
    told,
  );
}

/** As people write it; a plus at the beginning would be guarded as a formula, and of a foreign number nothing else is one. */
const numberOf = (number: string, country: string): string => telephone(number, country).replace(/^\+/, '');

/** `cifras-por-cola-2026-11-30.csv`. */
export const tableFileName = (wanted: Wanted, by: Group, language: Language): string =>
  fileName(language === 'es' ? ['cifras', 'por'] : ['figures', 'by'], GROUP_NAMES[by][language], wanted);

/** `llamadas-colgaron-en-el-menu-2026-11-30.csv`. */
export const callsFileName = (drill: Drill, language: Language): string =>
  fileName([language === 'es' ? 'llamadas' : 'calls'], COUNT_NAMES[drill.count][language], drill);

function fileName(before: readonly string[], words: string, { from, to }: Wanted): string {
  const plain = words
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '' && !before.includes(word));
  return `${[...before, ...plain, from, ...(from === to ? [] : [to])].join('-')}.csv`;
}

/** `2026-11-22 09:05:00`: a spreadsheet takes nothing longer for an instant. */
const timeText = (at: number, timezone: string): string => formatOf(timezone).format(at);

/** `2026-11-22 09:00`. */
const hourText = (at: number, timezone: string): string => timeText(at, timezone).slice(0, 16);

/** To make one takes longer than to write a line; a centre has one zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, made);
  return made;
}
