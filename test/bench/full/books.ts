import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../src/adapters/postgres/database.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { subscriberOf } from '../caller-number.ts';

/** What PostgreSQL has of the callers of a block. */
export interface BookCheck {
  /** Callers without a call, or without its ticket. */
  readonly missing: number;
  /** Callers with more than one call, or more than one ticket. */
  readonly doubled: number;
  /** How long after it was asked all was there, ms; what was given up on counts with the whole wait. */
  readonly lateMs: number;
}

interface Entry {
  readonly calls: number;
  readonly tickets: number;
}

const LOOK_EVERY_MS = 500;
/** The loudest bar of a recording in which somebody speaks, 0 to 1, is above it. */
const AUDIBLE = 0.05;

/** The books of our side: each caller of the bench calls once, so exactly one call and one ticket are theirs. */
export class Books {
  private readonly database;
  private readonly webUrl: string;

  constructor({ databaseUrl, webUrl }: { readonly databaseUrl: string; readonly webUrl: string }) {
    this.database = openDatabase(databaseUrl, makeLog('bench', 'silent'));
    this.webUrl = webUrl;
  }

  /** Waits until every caller, by subscriber's digits, has one call and one ticket; `since` is epoch ms. */
  async settled(
    callers: readonly string[],
    { since, withinMs }: { readonly since: number; readonly withinMs: number },
  ): Promise<BookCheck> {
    const asked = performance.now();
    for (;;) {
      const entries = await this.entries(since);
      const lateMs = performance.now() - asked;
      const check = { ...checked(callers, entries), lateMs };
      if (check.missing === 0 || lateMs >= withinMs) return check;
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Recordings begun since then that are kept, last at least so long, and are not silent. */
  async recordings({
    since,
    leastMs,
  }: {
    readonly since: number;
    readonly leastMs: number;
  }): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `select count(*) as count from recordings
        where started_at >= $1 and state = 'kept' and duration_ms >= $2
          and (select max(peak::float) from jsonb_array_elements_text(peaks) as peak) > $3`,
      [since, leastMs, AUDIBLE],
    );
    return row?.count ?? 0;
  }

  /** Callers who were not taken today, as the alarm counts them, which `calls` raises in memory and no table has. */
  async refusedToday(): Promise<number> {
    const text = await (await fetch(`${this.webUrl}/metrics`)).text();
    const counts = text.matchAll(/^cauce_refused_calls_today\{[^}]*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private async entries(since: number): Promise<ReadonlyMap<string, Entry>> {
    const rows = await this.database.query<{ number: string; calls: number; tickets: number }>(
      `select c.caller_number as number, count(*) as calls, count(distinct t.number) as tickets
         from calls c left join tickets t on t.number = c.ticket
        where c.arrived_at >= $1 and c.direction = 'in'
        group by c.caller_number`,
      [since],
    );
    return new Map(rows.map(({ number, calls, tickets }) => [subscriberOf(number), { calls, tickets }]));
  }
}

/** Who has too little and who too much. */
export function checked(
  callers: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): Pick<BookCheck, 'missing' | 'doubled'> {
  const found = callers.map(caller => entries.get(caller) ?? { calls: 0, tickets: 0 });
  return {
    missing: found.filter(({ calls, tickets }) => calls === 0 || tickets === 0).length,
    doubled: found.filter(({ calls, tickets }) => calls > 1 || tickets > 1).length,
  };
}
