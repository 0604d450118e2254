/**
 * What happened to the line, for whoever asks why it does not ring.
 *
 *   not-opened │ open ──▶ registered │ refused (with the SIP status) │ unanswered
 *                             └──▶ expired │ lost │ network (another one: the socket is opened anew)
 */
export type LineEvent =
  | 'not-opened'
  | 'open'
  | 'registered'
  | 'refused'
  | 'unanswered'
  | 'expired'
  | 'lost'
  | 'network'
  | 'elsewhere'
  | 'off';

export interface LineEntry {
  readonly event: LineEvent;
  /** Epoch ms by this browser's clock: of the first and of the last one. */
  readonly since: number;
  readonly at: number;
  /** How often, with nothing else between. */
  readonly times: number;
  /** The SIP status of a refusal (RFC 3261 §21). */
  readonly status?: number;
}

/** Oldest first. */
export type LineLog = readonly LineEntry[];

/** More than these nobody reads; a night without a server is one entry, for the same again is counted. */
export const LINE_LOG_MAX = 100;

export function noted(log: LineLog, event: LineEvent, at: number, status?: number): LineLog {
  const last = log.at(-1);
  if (last?.event === event && last.status === status) {
    return [...log.slice(0, -1), { ...last, at, times: last.times + 1 }];
  }
  const fresh: LineEntry = { event, since: at, at, times: 1, ...(status === undefined ? {} : { status }) };
  return [...log, fresh].slice(-LINE_LOG_MAX);
}

const FAULTS: readonly LineEvent[] = ['not-opened', 'refused', 'unanswered', 'expired', 'lost'];

/** The last thing that went wrong, or null. */
export const lastFault = (log: LineLog): LineEntry | null =>
  log.findLast(({ event }) => FAULTS.includes(event)) ?? null;

/** Since when the line is registered, and when that was last confirmed; null: it is not. */
export function registeredSince(log: LineLog): LineEntry | null {
  const last = log.at(-1);
  return last?.event === 'registered' ? last : null;
}
