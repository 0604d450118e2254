import type { Clock, Timer } from '../kit/clock.ts';
import { addressKey } from '../kit/network-address.ts';
import { canonicalJson } from './chain.ts';
import type { AuditEntry } from './events.ts';

/** What happens again within this time is counted, ms. */
export const GATHER_MS = 60_000;
/**
 * Sources that have rows of their own in this time, of people who are logged in and of everybody else: a stranger's flood
 * must not hide what one of us does. What all others do is counted together, by kind.
 */
export const SOURCES = 30;
/** No more of the others are told apart. */
const OTHERS_TOLD_APART = 10_000;

interface Source {
  readonly entry: AuditEntry;
  times: number;
  last: number;
}

/**
 * Keeps a flood from filling the log. The first row of a source (what it does, to whom, from which address) is written at
 * once, and what it does again is one row a minute.
 *
 *   quiet ──first: a row──▶ counting ──a minute: a row if it came again──▶ counting, or quiet
 *              └ more sources than SOURCES: one row a kind and minute for all of them
 *
 * A flood of any size is so at most twice SOURCES rows and one of each kind a minute.
 */
export class Gatherer {
  private readonly sources = new Map<string, Source>();
  private readonly others = new Map<string, { first: AuditEntry; times: number; from: Set<string> }>();
  private timer: Timer | null = null;
  private readonly clock: Clock;
  private readonly write: (entries: readonly AuditEntry[]) => void;

  constructor(clock: Clock, write: (entries: readonly AuditEntry[]) => void) {
    this.clock = clock;
    this.write = write;
  }

  add(entry: AuditEntry): void {
    this.timer ??= this.clock.after(GATHER_MS, () => this.turn());
    const source = sourceOf(entry);
    const known = this.sources.get(source);
    if (known !== undefined) {
      known.times += 1;
      known.last = entry.at;
    } else if (this.hasRoom(entry)) {
      this.sources.set(source, { entry, times: 0, last: entry.at });
      this.write([entry]);
    } else this.addOther(entry, source);
  }

  /** Writes what was counted. */
  flush(): void {
    const rows = [...this.sources.values()].flatMap(({ entry, times, last }) =>
      times === 0 ? [] : [{ ...entry, at: last, data: { ...entry.data, times } }],
    );
    const others = [...this.others.values()].map(({ first, times, from }) => ({
      ...first,
      person: null,
      address: null,
      subject: null,
      data: { times, sources: from.size },
    }));
    this.others.clear();
    if (rows.length + others.length > 0) this.write([...rows, ...others]);
  }

  /** Writes what was counted, and counts no longer. */
  stop(): void {
    this.timer?.cancel();
    this.timer = null;
    this.flush();
    this.sources.clear();
  }

  private hasRoom({ person }: AuditEntry): boolean {
    const alike = [...this.sources.values()].filter(one => (one.entry.person === null) === (person === null));
    return alike.length < SOURCES;
  }

  private addOther(entry: AuditEntry, source: string): void {
    const known = this.others.get(entry.kind) ?? { first: entry, times: 0, from: new Set<string>() };
    known.times += 1;
    if (known.from.size < OTHERS_TOLD_APART) known.from.add(source);
    this.others.set(entry.kind, known);
  }

  private turn(): void {
    this.timer = null;
    this.flush();
    // Who was quiet for a minute is a new source when they come again.
    for (const [key, source] of this.sources) {
      if (source.times === 0) this.sources.delete(key);
      else source.times = 0;
    }
    if (this.sources.size > 0) this.timer = this.clock.after(GATHER_MS, () => this.turn());
  }
}

function sourceOf({ kind, person, address, subject, data }: AuditEntry): string {
  return canonicalJson([kind, person, address === null ? null : addressKey(address), subject, data]);
}
