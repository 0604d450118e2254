import pg from 'pg';
import { after } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/**
 * One LISTEN connection per process, shared by all watchers. It reconnects for ever; when it connects late or again
 * every watcher is called with null, because notifications sent meanwhile are lost.
 */
export interface ListenConnection {
  /** Resolves when PostgreSQL listens (or at once while it is away: the reconnect will). */
  watch(
    channels: readonly string[],
    onNotification: (payload: string | null) => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const RETRY_FIRST_MS = 100;
const RETRY_LONGEST_MS = 2_000;
/** A dead peer that says nothing is found by asking it something this often, ms. */
const PULSE_MS = 10_000;

export function openListenConnection(url: string, log: Log): ListenConnection {
  const watchers = new Set<{
    channels: readonly string[];
    onNotification: (payload: string | null) => void;
  }>();
  let client: pg.Client | null = null;
  let connecting: Promise<void> | null = null;
  let closed = false;
  let tries = 0;
  let retry: NodeJS.Timeout | undefined;
  let everConnected = false;
  let asking: Promise<unknown> = Promise.resolve();

  const pulse = setInterval(() => {
    const asked = client;
    if (asked === null) return;
    const limit = after(PULSE_MS / 2, () => onLost(asked));
    query(asked, 'select 1').then(
      () => limit.cancel(),
      () => {
        limit.cancel();
        onLost(asked);
      },
    );
  }, PULSE_MS);
  pulse.unref();

  /** One statement at a time: a connection that is asked two things at once is deprecated in `pg`. */
  function query(on: pg.Client, text: string): Promise<unknown> {
    const answer = asking.then(() => on.query(text));
    asking = answer.catch(() => undefined);
    return answer;
  }

  const listen = (channel: string): string => `listen ${pg.escapeIdentifier(channel)}`;

  function onLost(lost: pg.Client): void {
    if (client !== lost) return;
    client = null;
    // What a dead connection still owes is not waited for.
    asking = Promise.resolve();
    lost.end().catch(() => undefined);
    if (!closed) scheduleRetry();
  }

  function scheduleRetry(): void {
    if (retry !== undefined || closed) return;
    const wait = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** tries);
    tries += 1;
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, wait);
  }

  function connect(): Promise<void> {
    connecting ??= open().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  async function open(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
    fresh.on('error', () => onLost(fresh));
    fresh.on('end', () => onLost(fresh));
    fresh.on('notification', notification => dispatch(notification.channel, notification.payload ?? ''));
    try {
      await fresh.connect();
      for (const channel of allChannels()) await fresh.query(listen(channel));
    } catch (error) {
      log.debug({ err: error }, 'postgres listen connection not connected');
      fresh.end().catch(() => undefined);
      scheduleRetry();
      return;
    }
    if (closed) {
      await fresh.end().catch(() => undefined);
      return;
    }
    client = fresh;
    // Notifications sent while no connection listened, also before the first one, are lost.
    const missed = everConnected || tries > 0;
    tries = 0;
    everConnected = true;
    if (!missed) return;
    log.info('postgres listen connection connected again');
    for (const watcher of [...watchers]) watcher.onNotification(null);
  }

  function dispatch(channel: string, payload: string): void {
    for (const watcher of [...watchers])
      if (watcher.channels.includes(channel)) watcher.onNotification(payload);
  }

  function allChannels(): string[] {
    return [...new Set([...watchers].flatMap(watcher => watcher.channels))];
  }

  return {
    async watch(channels, onNotification) {
      const watcher = { channels, onNotification };
      watchers.add(watcher);
      if (client === null) await connect();
      // Also after a connect of our own: it may have been under way for another watcher's channels.
      const current: pg.Client | null = client;
      if (current !== null) {
        try {
          for (const channel of channels) await query(current, listen(channel));
        } catch {
          onLost(current);
        }
      }
      return async () => {
        watchers.delete(watcher);
      };
    },
    async close() {
      closed = true;
      clearInterval(pulse);
      clearTimeout(retry);
      watchers.clear();
      await connecting;
      await client?.end().catch(() => undefined);
      client = null;
    },
  };
}
