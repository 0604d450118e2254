import type { Clock, Timer } from '../../kit/clock.ts';
import type { Journal } from '../../kit/journal.ts';
import type { Log } from '../../kit/log.ts';
import type { CallEntry } from '../events.ts';
import type { CallStore } from '../ports/store.ts';

/** A fact as the journal holds it; its place becomes the entry's number. */
export type JournalFact = Omit<CallEntry, 'node' | 'seq'>;

const BATCH = 500;
/** Facts that come together are saved together, ms. */
const GATHER_MS = 20;
/** While facts come all the time a save begins so long after the last one, ms: many small ones cost far more than few. */
const PACE_MS = 150;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Moves the journal's facts to the database, in order, each exactly once (the store skips what it knows).
 *
 *   idle ──append──▶ gathering (20 ms; 150 ms since the last save) ──▶ saving ──ok──▶ idle, or gathering again
 *                                                                         └─away──▶ waiting (0.25 … 5 s) ──▶ the same batch
 */
export class Relay {
  private readonly parts: {
    journal: Journal<JournalFact>;
    store: CallStore;
    node: string;
    clock: Clock;
    log: Log;
    /** The database does not take facts, or takes them again. */
    onAway: () => void;
    onBack: () => void;
  };
  private timer: Timer | null = null;
  private batch: CallEntry[] = [];
  private saving: Promise<void> | null = null;
  private retryMs = FIRST_RETRY_MS;
  private more = false;
  private closed = false;
  private awaySince: number | null = null;
  private began = 0;

  constructor(parts: Relay['parts']) {
    this.parts = parts;
    parts.journal.onAppend(() => this.soon(this.gatherMs()));
  }

  /** Epoch ms since when the database does not take facts, or null. */
  get storeAwaySince(): number | null {
    return this.awaySince;
  }

  start(): void {
    this.soon(0);
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.timer?.cancel();
    await this.saving;
  }

  private soon(ms: number): void {
    if (this.saving) this.more = true;
    if (this.closed || this.timer || this.saving) return;
    this.timer = this.parts.clock.after(ms, () => {
      this.timer = null;
      this.more = false;
      this.began = this.parts.clock.now();
      this.saving = this.saveAll().finally(() => {
        this.saving = null;
        if (this.awaySince !== null) this.soon(this.retryMs);
        else if (this.more) this.soon(this.gatherMs());
      });
    });
  }

  private gatherMs(): number {
    const rest = this.began + PACE_MS - this.parts.clock.now();
    return Math.min(Math.max(rest, GATHER_MS), PACE_MS);
  }

  private async saveAll(): Promise<void> {
    const { journal, store, node } = this.parts;
    try {
      while (!this.closed) {
        const isRetry = this.batch.length > 0;
        if (!isRetry) {
          const facts = await journal.read(BATCH);
          this.batch = facts.map(({ seq, fact }) => ({ node, seq, ...fact }));
        }
        const last = this.batch.at(-1);
        if (!last) return;
        await store.save(this.batch);
        journal.saved(last.seq);
        const isLong = isRetry || this.batch.length >= BATCH;
        this.batch = [];
        this.back();
        this.retryMs = FIRST_RETRY_MS;
        // What came during a save is little and waits for its like; a backlog is gone through without a rest.
        if (!isLong) {
          this.more ||= journal.backlog() > 0;
          return;
        }
      }
    } catch (error) {
      this.away(error);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    }
  }

  private away(error: unknown): void {
    if (this.awaySince !== null) return;
    const { clock, log, onAway } = this.parts;
    log.warn({ err: error }, 'database does not take facts; the journal keeps them');
    this.awaySince = clock.now();
    onAway();
  }

  private back(): void {
    if (this.awaySince === null) return;
    const { clock, log, onBack } = this.parts;
    log.info({ awayMs: clock.now() - this.awaySince }, 'database is back');
    this.awaySince = null;
    onBack();
  }
}
