import type { Values } from '../../src/audit/events.ts';
import type { Permission } from '../../src/outgoing/policy.ts';
import type { AuditWords } from '../words/audit.ts';
import type { Dictionary } from '../words/es.ts';
import { exactSpan, roughSpan } from '../words/format.ts';
import { reachOf } from './outgoing-form.ts';

/** Rows also name what is said elsewhere. */
export type Said = AuditWords & Pick<Dictionary, 'roles'>;

type Named = Readonly<Record<string, string>>;

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every value with the way to it; lists are values. */
export function leaves(values: Values, way = ''): [string, unknown][] {
  return Object.entries(values).flatMap(([field, value]): [string, unknown][] => {
    const here = way === '' ? field : `${way} ${field}`;
    return isValues(value) ? leaves(value, here) : [[here, value]];
  });
}

/**
 * Only what differs, down to the last field: `topes, por persona, por día: 200 → 10`; of what is new, only what has a value.
 */
export function changes(before: Values | null, after: Values, words: Said): string[] {
  const old = new Map(leaves(before ?? {}).map(([way, value]) => [way, value]));
  const now = new Map(leaves(after).map(([way, value]) => [way, value]));
  const ways = [...new Set([...old.keys(), ...now.keys()])];
  return ways.flatMap(way => {
    const name = nameOf(way, words);
    const next = shown(now.get(way), way, words);
    if (before === null) return next === words.audit.nothing ? [] : [`${name}: ${next}`];
    const last = shown(old.get(way), way, words);
    return last === next ? [] : [`${name}: ${last} → ${next}`];
  });
}

function nameOf(way: string, { audit }: Pick<Said, 'audit'>): string {
  const [first = '', ...rest] = way.split(' ');
  const within = rest.map(each => (audit.within as Named)[each] ?? each);
  return [(audit.fields as Named)[first] ?? first, ...within].join(', ');
}

function shown(value: unknown, way: string, words: Said): string {
  const { audit } = words;
  if (value === undefined || value === null || value === '') return audit.nothing;
  if (typeof value === 'boolean') return value ? audit.yes : audit.no;
  if (way === 'allow' && Array.isArray(value)) return permissions(value as Permission[], words);
  if (Array.isArray(value)) {
    if (value.length === 0) return audit.nothing;
    return value
      .map(one => (typeof one === 'string' ? named(one, way, words) : JSON.stringify(one)))
      .join(', ');
  }
  if (typeof value === 'number' && way.endsWith('Ms')) return lasting(value);
  if (typeof value === 'number' && SECONDS.has(way)) return lasting(value * 1000);
  return named(String(value), way, words);
}

/** Thresholds in seconds. */
const SECONDS: ReadonlySet<string> = new Set(['waitWarning', 'waitAlarm']);

const lasting = (ms: number): string => (ms % 3_600_000 === 0 && ms > 0 ? roughSpan(ms) : exactSpan(ms));

function named(
  text: string,
  way: string,
  { audit, roles, people, queues, policies, outgoing }: Said,
): string {
  const known: Readonly<Record<string, Named>> = {
    role: { ...roles, 'level-2': people.levelTwo },
    secondFactor: roles,
    language: audit.languages,
    phoneKind: people.phoneKinds,
    autoAnswer: queues.autoAnswers,
    recording: queues.recordings,
    directRecording: queues.recordings,
    internalTickets: policies.internalTickets.values,
    'offHours lock': outgoing.locks,
    'recording centre': queues.recordings,
  };
  const values = way.startsWith('recording areas ') ? queues.recordings : known[way];
  return (values as Named | undefined)?.[text] ?? text;
}

/** Each in brackets, as they hold commas. */
function permissions(allow: readonly Permission[], { audit, roles, outgoing }: Said): string {
  if (allow.length === 0) return audit.nothing;
  return allow
    .map(each => {
      const { who } = each;
      const whose = who.kind === 'role' ? outgoing.atLevels(roles[who.role], who.levels) : who.person;
      return `[${whose}: ${reachOf(each, outgoing)}]`;
    })
    .join(' ');
}
