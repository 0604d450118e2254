import { recordOf } from '../../calls/call-story.ts';
import type { Log } from '../../kit/log.ts';
import type { ChangeFeed } from '../../tickets/ports/change-feed.ts';
import { CALLS_ENDED, toStory } from './call-rows.ts';
import type { Database, Row } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';
import { selectRecording, toRecording } from './recordings.ts';
import { SUBJECT_COLUMNS, toSubject } from './sight.ts';
import { selectTicket, toCard } from './ticket-rows.ts';

/** Changes of one ticket within this time are sent once, ms. */
const BATCH_MS = 15;
/** After a lost connection everything touched since this long before its loss is sent again, ms. */
const OVERLAP_MS = 5_000;
/** More rows than this are not sent again: pages that far behind load their lists anew. */
const CATCH_UP_ROWS = 500;

/** `$2`: the moment of a gap, epoch ms, or null; no talk is longer than a day. */
const SELECT_ENDED_CALLS = `select * from calls
  where id = any($1) or ($2::bigint is not null and arrived_at > $2::bigint - 86400000 and ended_at > $2::bigint)
  order by ended_at limit ${CATCH_UP_ROWS}`;
const SELECT_CHANGED_TICKET = selectTicket(SUBJECT_COLUMNS);
const SELECT_CHANGED_RECORDING = selectRecording(SUBJECT_COLUMNS);

type Listener = Parameters<ChangeFeed['watch']>[0];

/**
 * A NOTIFY carries only the ticket's number or the id of the recording or the call; the rows are read once per burst and passed to
 * all listeners of this process.
 */
export function postgresChangeFeed(db: Database, listenConnection: ListenConnection, log: Log): ChangeFeed {
  const listeners = new Set<Listener>();
  const tickets = new Set<string>();
  const recordings = new Set<string>();
  const calls = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let behind = false;
  let readAt = Date.now();
  let stop: (() => Promise<void>)[] = [];

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = null;
      void readChanges();
    }, BATCH_MS);
  }

  async function readChanges(): Promise<void> {
    const numbers = [...tickets];
    const ids = [...recordings];
    const ended = [...calls];
    const since = behind ? readAt - OVERLAP_MS : null;
    tickets.clear();
    recordings.clear();
    calls.clear();
    behind = false;
    const startedAt = Date.now();
    try {
      const [ticketRows, recordingRows, callRows] = await Promise.all([
        changedRows(db, SELECT_CHANGED_TICKET, 't.number', 't.touched_at', numbers, since),
        changedRows(db, SELECT_CHANGED_RECORDING, 'r.id', 'r.touched_at', ids, since),
        since === null && ended.length === 0 ? [] : db.query(SELECT_ENDED_CALLS, [ended, since]),
      ]);
      readAt = startedAt;
      for (const row of ticketRows) {
        const subject = toSubject(row);
        if (subject !== null) emit({ ticket: toCard(row), subject });
      }
      for (const row of recordingRows) emit({ recording: toRecording(row), subject: toSubject(row) });
      for (const row of callRows) emit({ call: recordOf(toStory(row)) });
    } catch (error) {
      log.debug({ err: error }, 'changes wait for the database');
      for (const number of numbers) tickets.add(number);
      for (const id of ids) recordings.add(id);
      for (const id of ended) calls.add(id);
      behind ||= since !== null;
      // The reconnect of the LISTEN connection calls again; this is for a database that is away for one moment only.
      setTimeout(schedule, 1_000).unref();
    }
  }

  function emit(change: Parameters<Listener>[0]): void {
    for (const listener of [...listeners]) listener(change);
  }

  async function listen(): Promise<void> {
    const collect = (into: Set<string>) => (payload: string | null) => {
      if (payload === null) behind = true;
      else into.add(payload);
      schedule();
    };
    stop = await Promise.all([
      listenConnection.watch(['cauce_tickets'], collect(tickets)),
      listenConnection.watch(['cauce_recordings'], collect(recordings)),
      listenConnection.watch([CALLS_ENDED], collect(calls)),
    ]);
  }

  return {
    async watch(listener) {
      const first = listeners.size === 0;
      listeners.add(listener);
      if (first) await listen();
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
async function changedRows(
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
