import type { Log } from '../../kit/log.ts';
import type { TicketNews } from '../../tickets/ports.ts';
import type { Database, Row } from './database.ts';
import type { Notices } from './notices.ts';
import { selectRecording, toRecording } from './recordings.ts';
import { SUBJECT_COLUMNS, toSubject } from './sight.ts';
import { selectTicket, toCard } from './ticket-rows.ts';

/** Changes of one ticket within this time are told once, ms. */
const GATHER_MS = 40;
/** After a lost connection everything touched since this long before its loss is told again, ms. */
const OVERLAP_MS = 5_000;
/** More rows than this are not told again: pages that far behind load their lists anew. */
const CATCH_UP_ROWS = 500;

const SELECT_TICKET_NEWS = selectTicket(SUBJECT_COLUMNS);
const SELECT_RECORDING_NEWS = selectRecording(SUBJECT_COLUMNS);

type Listener = Parameters<TicketNews['watch']>[0];

/**
 * A NOTIFY carries only the ticket's number or the recording's id; the rows are read once per burst and told to
 * all listeners of this process.
 */
export function postgresNews(db: Database, notices: Notices, log: Log): TicketNews {
  const listeners = new Set<Listener>();
  const tickets = new Set<string>();
  const recordings = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let behind = false;
  let toldAt = Date.now();
  let stop: (() => Promise<void>)[] = [];

  function gather(): void {
    timer ??= setTimeout(() => {
      timer = null;
      void tell();
    }, GATHER_MS);
  }

  async function tell(): Promise<void> {
    const numbers = [...tickets];
    const ids = [...recordings];
    const since = behind ? toldAt - OVERLAP_MS : null;
    tickets.clear();
    recordings.clear();
    behind = false;
    const startedAt = Date.now();
    try {
      const [ticketRows, recordingRows] = await Promise.all([
        changed(db, SELECT_TICKET_NEWS, 't.number', 't.touched_at', numbers, since),
        changed(db, SELECT_RECORDING_NEWS, 'r.id', 'r.touched_at', ids, since),
      ]);
      toldAt = startedAt;
      for (const row of ticketRows) {
        const subject = toSubject(row);
        if (subject !== null) spread({ ticket: toCard(row), subject });
      }
      for (const row of recordingRows) spread({ recording: toRecording(row), subject: toSubject(row) });
    } catch (error) {
      log.debug({ err: error }, 'news wait for the database');
      for (const number of numbers) tickets.add(number);
      for (const id of ids) recordings.add(id);
      behind ||= since !== null;
      // The notices' reconnect calls again; this is for a database that is away for one moment only.
      setTimeout(gather, 1_000).unref();
    }
  }

  function spread(news: Parameters<Listener>[0]): void {
    for (const listener of [...listeners]) listener(news);
  }

  async function begin(): Promise<void> {
    const hear = (into: Set<string>) => (payload: string | null) => {
      if (payload === null) behind = true;
      else into.add(payload);
      gather();
    };
    stop = await Promise.all([
      notices.watch(['cauce_tickets'], hear(tickets)),
      notices.watch(['cauce_recordings'], hear(recordings)),
    ]);
  }

  return {
    async watch(listener) {
      const first = listeners.size === 0;
      listeners.add(listener);
      if (first) await begin();
      return async () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        if (timer !== null) clearTimeout(timer);
        timer = null;
        await Promise.all(stop.splice(0).map(end => end()));
      };
    },
  };
}

/** The rows that were named, or after a gap those touched since; each by its own index. */
async function changed(
  db: Database,
  select: string,
  id: string,
  touched: string,
  ids: readonly string[],
  since: number | null,
): Promise<Row[]> {
  if (since !== null)
    return db.query(
      `${select} where ${id} = any($1) or ${touched} > to_timestamp($2::float8 / 1000)
       order by ${touched} limit ${CATCH_UP_ROWS}`,
      [ids, since],
    );
  return ids.length === 0 ? [] : db.query(`${select} where ${id} = any($1) order by ${touched}`, [ids]);
}
