import { type Logger, pino } from 'pino';
import { LogLines } from './log-lines.ts';

export type Log = Logger;

/** Field names whose values must never be written, at any depth. */
const SECRETS: ReadonlySet<string> = new Set([
  'password',
  'sipPassword',
  'token',
  'cookie',
  'authorization',
  'serverKey',
  'api_key',
]);

const HIDDEN = '[hidden]';
/** Deeper than this nothing is written at all. */
const DEEPEST = 6;

/** All logs of a process go out in one order. */
const STANDARD_OUTPUT = new LogLines(1);

/**
 * One logger per process; rooms get children scoped by call, ticket or agent id. One info line per transition, all else
 * is debug. What cannot be written waits (`LogLines`).
 */
export function makeLog(role: string, level = 'info', lines = STANDARD_OUTPUT): Log {
  return pino(
    {
      level,
      base: { role },
      timestamp,
      // pino hides names at the top, those of children too. For what is nested it would look up each path in every line,
      // a third of what a line costs.
      redact: { paths: [...SECRETS], censor: HIDDEN },
      formatters: { log: withoutSecrets },
      serializers: { err: (error: Error) => withoutSecrets(pino.stdSerializers.err(error)) },
    },
    lines,
  );
}

type Fields = Record<string, unknown>;

/** The same fields with secrets hidden; the same object where it has none. */
function withoutSecrets<Some extends object>(fields: Some, depth = 0): Some {
  let hidden: Fields | null = null;
  for (const [name, value] of Object.entries(fields)) {
    const shown = SECRETS.has(name) ? HIDDEN : shownValue(value, depth);
    if (shown === value) continue;
    hidden ??= (Array.isArray(fields) ? [...fields] : { ...fields }) as Fields;
    hidden[name] = shown;
  }
  return (hidden as Some | null) ?? fields;
}

function shownValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Errors have a serializer of their own; what is no plain object writes itself.
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  return depth >= DEEPEST ? '[too deep]' : withoutSecrets(value, depth + 1);
}

let second = Number.NaN;
let upToSecond = '';

/** ISO 8601 in UTC, as `pino.stdTimeFunctions.isoTime`, made anew once a second. */
function timestamp(): string {
  const now = Date.now();
  const whole = Math.floor(now / 1_000);
  if (whole !== second) {
    second = whole;
    upToSecond = new Date(whole * 1_000).toISOString().slice(0, -4);
  }
  return `,"time":"${upToSecond}${String(now % 1_000).padStart(3, '0')}Z"`;
}
