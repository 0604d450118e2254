import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Field names whose values must never be written, at any depth that we use. */
const SECRETS = ['password', 'sipPassword', 'token', 'cookie', 'authorization', 'serverKey', 'api_key'];

/** Lines that wait for a disk with room; what is beyond is lost. */
const WAITING_BYTES = 1024 * 1024;

/**
 * One logger per process; rooms get children scoped by call, ticket or agent id. One info line per transition, all else
 * is debug. A log that cannot be written (a full disk) ends nobody: its lines wait and are tried again with the next.
 * @param fd where lines go: standard output
 */
export function makeLog(role: string, level = 'info', fd = 1): Log {
  const out = pino.destination({ fd, sync: false, maxLength: WAITING_BYTES });
  out.on('error', () => undefined);
  return pino(
    {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    },
    out,
  );
}
