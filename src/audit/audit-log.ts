import type { Clock, Timer } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { AuditEntry, AuditKind, Deed, Happening, Who } from './events.ts';
import { Gatherer } from './gather.ts';
import type { AuditSpool, AuditStore } from './ports.ts';

/** How often a store that is away is asked again, ms. */
const RETRY_MS = 2_000;
/** Waiting rows that are written in one step. */
const BATCH = 200;
/** Anyone who writes these can do it as often as they like; they are counted. */
const GATHERED: ReadonlySet<AuditKind> = new Set<AuditKind>([
  'log-in-failed',
  'log-in-locked',
  'first-admin-refused',
  'refused',
  'outgoing-refused',
]);

/**
 * Writes down who did what. There are two ways, by kind:
 *
 *   carryOut(deed)  row ──▶ deed; `store-away` refuses the deed, and a deed that fails is followed by a row that says so
 *   note(happening) gathered ──▶ row; while the store is away it waits on the disk; nobody waits for it
 */
export class AuditLog {
  private readonly store: Pick<AuditStore, 'append'>;
  private readonly spool: AuditSpool;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly gatherer: Gatherer;
  private readonly lost = new Map<AuditKind, number>();
  private retry: Timer | null = null;
  /** Rows are written one batch after the other, so that they stay in order. */
  private writing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(store: Pick<AuditStore, 'append'>, spool: AuditSpool, clock: Clock, log: Log) {
    this.store = store;
    this.spool = spool;
    this.clock = clock;
    this.log = log;
    this.gatherer = new Gatherer(clock, entries => this.keep(entries));
  }

  /** What an earlier process could not write is written now. */
  start(): void {
    this.keep([]);
  }

  /**
   * Writes the deeds down, then does them. Fails with `store-away` before anything is done, and as `work` does: then
   * a row follows that says so. `work` knows the rows, where it may turn out later that nothing came of it.
   */
  async carryOut<T>(
    who: Who,
    deeds: readonly Deed[],
    work: (rows: readonly number[]) => Promise<T>,
  ): Promise<T> {
    const at = this.clock.now();
    const rows =
      deeds.length === 0 ? [] : await this.store.append(deeds.map(deed => ({ at, ...who, ...deed })));
    try {
      return await work(rows);
    } catch (error) {
      const code = error instanceof CauceError ? error.code : 'internal';
      if (rows.length > 0) this.note(who, { kind: 'not-done', subject: null, data: { rows, code } });
      throw error;
    }
  }

  /** Never fails, and nobody waits for it. */
  note(who: Who, happening: Happening): void {
    const entry: AuditEntry = { at: this.clock.now(), ...who, ...happening };
    if (GATHERED.has(happening.kind) && !this.stopped) this.gatherer.add(entry);
    else this.keep([entry]);
  }

  /** What was counted is written, or waits on the disk for the next process. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.retry?.cancel();
    this.gatherer.stop();
    await this.writing;
  }

  private keep(entries: readonly AuditEntry[]): void {
    this.writing = this.writing.then(() => this.write(entries)).catch(error => this.giveUp(error, entries));
  }

  private async write(entries: readonly AuditEntry[]): Promise<void> {
    if (this.retry !== null) return this.wait(entries);
    try {
      await this.drain();
      if (entries.length > 0) await this.store.append(entries);
    } catch (error) {
      if (!(error instanceof CauceError && error.code === 'store-away')) throw error;
      this.wait(entries);
    }
  }

  private async drain(): Promise<void> {
    for (;;) {
      const waiting = this.spool.first(BATCH);
      if (waiting.length === 0) break;
      await this.store.append(waiting);
      this.spool.drop(waiting.length);
    }
    if (this.lost.size === 0) return;
    const kinds = Object.fromEntries(this.lost);
    const at = this.clock.now();
    await this.store.append([
      { at, person: null, address: null, kind: 'rows-lost', subject: null, data: { kinds } },
    ]);
    this.lost.clear();
  }

  private wait(entries: readonly AuditEntry[]): void {
    if (entries.length > 0 && !this.spool.add(entries)) {
      for (const { kind } of entries) this.lost.set(kind, (this.lost.get(kind) ?? 0) + 1);
      this.log.error({ kinds: entries.map(({ kind }) => kind) }, 'audit rows are lost: too many wait');
    }
    if (this.stopped) return;
    this.retry ??= this.clock.after(RETRY_MS, () => {
      this.retry = null;
      this.keep([]);
    });
  }

  /** A row that the store cannot take would hold up all others. */
  private giveUp(error: unknown, entries: readonly AuditEntry[]): void {
    this.log.error({ err: error, kinds: entries.map(({ kind }) => kind) }, 'audit rows are lost');
  }
}
