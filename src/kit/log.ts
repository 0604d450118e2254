import { type Logger, pino } from 'pino';
import { LogLines } from './log-lines.ts';

export type Log = Logger;

/** Field names whose values must never be written, at any depth that we use. */
const SECRETS = ['password', 'sipPassword', 'token', 'cookie', 'authorization', 'serverKey', 'api_key'];

/** All logs of a process go out in one order. */
const STANDARD_OUTPUT = new LogLines(1);

/**
 * One logger per process; rooms get children scoped by call, ticket or agent id. One info line per transition, all else
 * is debug. What cannot be written waits (`LogLines`).
 */
export function makeLog(role: string, level = 'info'): Log {
  return pino(
    {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    },
    STANDARD_OUTPUT,
  );
}
