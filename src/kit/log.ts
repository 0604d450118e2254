import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Field names whose values must never be written, at any depth that we use. */
const SECRETS = ['password', 'sipPassword', 'token', 'cookie', 'authorization', 'serverKey', 'api_key'];

/**
 * One logger per process; rooms get children scoped by call, ticket or agent id.
 * One info line per transition, all else is debug.
 */
export function makeLog(role: string, level = 'info'): Log {
  return pino({
    level,
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  });
}
