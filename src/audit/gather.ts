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
/**
 * Sources of one person, or of one address of strangers: nobody fills the room to be one of the others. What more they do
 * is counted by kind under their own name.
 */
export const SOURCES_OF_ONE = 8;
/** No more of the others are told apart. */
const OTHERS_TOLD_APART = 10_000;

interface Source {
  readonly entry: AuditEntry;
  readonly party: string;
  times: number;
  last: number;
}

/** What is counted together: of one party, whose name stays, or of everybody else (`from`: their sources). */
interface Others {
  readonly first: AuditEntry;
  readonly from: Set<string> | null;
  /** What all of it was about, or null. */
  subject: string | null;
  times: number;
}

/**
 * Keeps a flood from filling the log. The first row of a source (what it does, to whom, from which address) is written at
 * once, and what it does again is one row a minute.
 *
 *   quiet ──first: a row──▶ counting ──a minute: a row if it came again──▶ counting, or quiet
 *              ├ more of one person or address than SOURCES_OF_ONE: one row of theirs a kind and minute
 *              └ more in all than SOURCES: one row a kind and minute for all of them
 *
 * A flood of any size is so at most four times SOURCES rows and one of each kind a minute.
 */
export class Gatherer {
  private readonly sources = new Map<string, Source>();
  private readonly others = new Map<string, Others>();
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
      return;
    }
    const party = partyOf(entry);
    const rooms = this.roomsOf(entry);
    const own = rooms.filter(one => one.party === party).length;
    if (rooms.length < SOURCES && own < SOURCES_OF_ONE) {
      this.sources.set(source, { entry, party, times: 0, last: entry.at });
      this.write([entry]);
    } else this.addOther(entry, source, own > 0 ? party : null);
  }

  /** Writes what was counted. */
  flush(): void {
    const rows = [...this.sources.values()].flatMap(({ entry, times, last }) =>
      times === 0 ? [] : [{ ...entry, at: last, data: { ...entry.data, times } }],
    );
    const others = [...this.others.values()].map(({ first, from, subject, times }) =>
      from === null
        ? { ...first, subject, data: { times } }
        : { ...first, person: null, address: null, subject: null, data: { times, sources: from.size } },
    );
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

  /** The sources of people who are logged in, or those of everybody else, whatever this one is of. */
  private roomsOf({ person }: AuditEntry): Source[] {
    return [...this.sources.values()].filter(one => (one.entry.person === null) === (person === null));
  }

  /** `party`: who has rows of their own already, or null. */
  private addOther(entry: AuditEntry, source: string, party: string | null): void {
    const key = party === null ? entry.kind : this.keyFor(entry, party);
    const from = key === entry.kind ? new Set<string>() : null;
    const known = this.others.get(key) ?? { first: entry, from, subject: entry.subject, times: 0 };
    known.times += 1;
    if (entry.subject !== known.subject) known.subject = null;
    if (known.from !== null && known.from.size < OTHERS_TOLD_APART) known.from.add(source);
    this.others.set(key, known);
  }

  /** What a party does is counted by whom it is about; where that would be too many rows, all together, or with others. */
  private keyFor({ kind, person, subject }: AuditEntry, party: string): string {
    const alike = [...this.others.values()].filter(
      ({ first, from }) => from === null && (first.person === null) === (person === null),
    );
    const bySubject = JSON.stringify([kind, party, subject]);
    const byKind = JSON.stringify([kind, party]);
    if (this.others.has(bySubject) || alike.length < SOURCES / 2) return bySubject;
    return this.others.has(byKind) || alike.length < SOURCES ? byKind : kind;
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

function partyOf({ person, address }: AuditEntry): string {
  return person ?? (address === null ? '' : addressKey(address));
}

function sourceOf({ kind, person, address, subject, data }: AuditEntry): string {
  return canonicalJson([kind, person, address === null ? null : addressKey(address), subject, data]);
}
