import type { Clock, Timer } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Alarm } from '../supervision/events.ts';
import { BEGINNING, faultOf, type Head } from './chain.ts';
import type { ChainFault, ChainState } from './events.ts';
import { AUDIT_BROKEN, brokenAlarm, faultWords } from './fault-words.ts';
import type { AuditStore, CheckedRow, HeadFile } from './ports.ts';

/**
 * What came since is looked at this often, and the head noted outside of the database, ms: within this time who owns the
 * database could take their own last rows away again.
 */
const LOOK_EVERY_MS = 15_000;
/** The process's log is told of the head this often, ms. */
const LOG_EVERY_MS = 5 * 60_000;
/** All of it is looked at this often, ms. */
const WHOLE_EVERY_MS = 24 * 3_600_000;
/** Rows that are read in one step. */
const BATCH = 1_000;
/** More faults than these say nothing more. */
const FAULTS = 20;

type Checked = NonNullable<ChainState['checked']>;

/** Alarms as far as they are needed here. */
interface Alarms {
  raise(alarm: Alarm): Promise<void>;
  clear(id: string, at: number): Promise<void>;
}

/**
 * Looks whether the log is what was written: the whole chain at the start, once a day and when it is asked for, in between
 * what came since. While it is, its head is noted in the process's log and in a file, where who owns the database does
 * not reach it; so a tail that is cut off, or a chain that was computed anew, shows too.
 */
export class ChainWatch {
  private readonly store: Pick<AuditStore, 'read'>;
  private readonly headFile: HeadFile;
  private readonly alarms: Alarms;
  private readonly clock: Clock;
  private readonly log: Log;
  private checked: Checked | null = null;
  private wholeAt: number | null = null;
  private faults: readonly ChainFault[] = [];
  private whole: Promise<void> | null = null;
  private looking: Promise<void> = Promise.resolve();
  private timer: Timer | null = null;
  private loggedAt = Number.NEGATIVE_INFINITY;
  private stopped = false;

  constructor(
    store: Pick<AuditStore, 'read'>,
    headFile: HeadFile,
    alarms: Alarms,
    parts: { readonly clock: Clock; readonly log: Log },
  ) {
    this.store = store;
    this.headFile = headFile;
    this.alarms = alarms;
    this.clock = parts.clock;
    this.log = parts.log;
  }

  start(): void {
    void this.checkWhole();
    this.later();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.whole;
    await this.looking;
  }

  state(): ChainState {
    return {
      checked: this.checked,
      wholeAt: this.wholeAt,
      faults: this.faults,
      checking: this.whole !== null,
    };
  }

  /** Looks at all of it. Who asks while that is under way waits for the same look. Never fails: see `state`. */
  checkWhole(): Promise<void> {
    this.whole ??= this.inTurn(async () => {
      const { noted, unreadable } = this.notes();
      const found = await this.walk(BEGINNING, noted);
      if (found === null) return;
      if (unreadable) found.faults.push({ seq: 1, why: 'note-unreadable' });
      this.wholeAt = this.clock.now();
      await this.settle(found);
    }).finally(() => {
      this.whole = null;
    });
    return this.whole;
  }

  /** Looks at what came since the last look. */
  private async checkNew(): Promise<void> {
    const due = this.wholeAt === null || this.clock.now() - this.wholeAt >= WHOLE_EVERY_MS;
    const last = this.checked;
    if (due || last === null) return this.checkWhole();
    // What follows a fault is looked at with all the rest.
    if (this.faults.length > 0) return;
    await this.inTurn(async () => {
      // The last row that was looked at is looked at again: what comes must follow that very row.
      const found = await this.walk({ ...BEGINNING, seq: last.seq - 1 }, [last]);
      if (found !== null) await this.settle(found);
    });
  }

  /**
   * Follows the chain to its end; null: the store is away, or we stop. `noted` are heads that must be in it. After a fault
   * the row is believed, so that others behind it are found.
   */
  private async walk(
    from: Head,
    noted: readonly Head[],
  ): Promise<{ end: Checked | null; faults: ChainFault[] } | null> {
    let last = from;
    let end: Checked | null = null;
    const faults: ChainFault[] = [];
    const isWhole = from.seq === BEGINNING.seq;
    for (;;) {
      const rows = await this.store.read(last.seq, BATCH);
      if (this.stopped) return null;
      for (const row of rows) {
        const basis = isWhole || end !== null ? last : { seq: from.seq, hash: row.prev };
        for (const fault of faultsOf(basis, row, noted)) if (faults.length < FAULTS) faults.push(fault);
        last = { seq: row.seq, hash: row.hash };
        end = { ...last, at: row.at };
      }
      if (rows.length < BATCH) break;
    }
    if (noted.some(({ seq }) => last.seq < seq)) faults.push({ seq: last.seq + 1, why: 'cut' });
    return { end, faults };
  }

  private async settle({ end, faults }: { end: Checked | null; faults: ChainFault[] }): Promise<void> {
    const before = new Set(this.faults.map(({ seq, why }) => `${seq} ${why}`));
    this.faults = faults;
    this.checked = end;
    const [first] = faults;
    const now = this.clock.now();
    if (first === undefined) {
      if (end !== null) this.noteHead(end);
      await this.alarms.clear(AUDIT_BROKEN, now);
      this.headFile.report(null);
      return;
    }
    for (const fault of faults)
      if (!before.has(`${fault.seq} ${fault.why}`)) this.log.error(fault, 'the audit log was changed');
    await this.alarms.raise(brokenAlarm(first, this.headFile.path, now));
    this.headFile.report(faultWords(first));
  }

  private noteHead({ seq, hash }: Checked): void {
    const { noted } = this.fileNote();
    if (noted?.seq === seq) return;
    const now = this.clock.now();
    this.headFile.write({ seq, hash, at: now });
    if (now - this.loggedAt < LOG_EVERY_MS) return;
    this.loggedAt = now;
    this.log.info({ seq, hash }, 'audit log intact');
  }

  /** Heads that were there: the one of the file, and what this process saw itself, whatever became of the file. */
  private notes(): { noted: readonly Head[]; unreadable: boolean } {
    const { noted, unreadable } = this.fileNote();
    const seen = this.faults.length === 0 ? this.checked : null;
    return { noted: [noted, seen].filter(head => head !== null), unreadable };
  }

  private fileNote(): { noted: Head | null; unreadable: boolean } {
    try {
      return { noted: this.headFile.read(), unreadable: false };
    } catch (error) {
      this.log.error({ err: error }, 'the noted head of the audit log cannot be read');
      return { noted: null, unreadable: true };
    }
  }

  /** One look at a time; a store that is away, or a disk that is full, puts it off. */
  private inTurn(look: () => Promise<void>): Promise<void> {
    this.looking = this.looking.then(look).catch((error: unknown) => {
      const isAway = error instanceof CauceError && error.code === 'store-away';
      if (isAway) this.log.debug({ err: error }, 'the audit log cannot be looked at now');
      else this.log.error({ err: error }, 'the audit log cannot be looked at');
    });
    return this.looking;
  }

  private later(): void {
    if (this.stopped) return;
    this.timer = this.clock.after(LOOK_EVERY_MS, () => void this.checkNew().finally(() => this.later()));
  }
}

function faultsOf(last: Head, row: CheckedRow, noted: readonly Head[]): ChainFault[] {
  const faults: ChainFault[] = [];
  const own = faultOf(last, row);
  if (own !== null) faults.push(own);
  if (noted.some(({ seq, hash }) => seq === row.seq && hash !== row.hash))
    faults.push({ seq: row.seq, why: 'rewritten' });
  const { record } = row;
  if (record === null) faults.push({ seq: row.seq, why: 'record-missing' });
  else if (record !== undefined && record !== vouchedFor(row))
    faults.push({ seq: row.seq, why: 'record-changed' });
  return faults;
}

function vouchedFor({ data }: CheckedRow): unknown {
  try {
    return (JSON.parse(data) as { sha256?: unknown }).sha256;
  } catch {
    return undefined;
  }
}
