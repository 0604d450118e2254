import type { PeopleStore } from '../agents/ports.ts';
import type { CentreData, CentreSettings } from '../calls/ports/settings.ts';
import { calendarDay } from '../kit/calendar-dates.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError, type Words } from '../kit/errors.ts';
import { added, type CountId, FAMILIES, type Family, familyOf, noneOf, type SomeCounts } from './counts.ts';
import { FAMILIES_BY, type Group } from './groups.ts';
import type { Asked, Behind, CallBehind, Cursor, FigureStore, GroupedBy } from './ports.ts';
import { type Span, spanOf } from './span.ts';

/** What somebody wants to see. Days are ISO 8601, both included. */
export interface Wanted {
  readonly from: string;
  readonly to: string;
  /** Of one queue, or of one agent: what is no queue's, or no one agent's, is not told then. */
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
}

export interface FigureRow {
  /** A day (`2026-11-22`), the beginning of an hour (epoch ms), an hour of many days (`09`), or a name; '' for none. */
  readonly key: string;
  /** Of what has a name: as it is called now; null for days, hours, '' and what is not there any more. */
  readonly title: Words | null;
  readonly counts: SomeCounts;
}

export interface FigureTable {
  /** Epoch ms, `to` not included. */
  readonly from: number;
  readonly to: number;
  /** False: calls of before are being counted still, and numbers may grow. */
  readonly complete: boolean;
  /** What is not known of what was asked is not in it. */
  readonly total: SomeCounts;
  readonly rows: readonly FigureRow[];
}

export interface Drill extends Wanted {
  readonly count: CountId;
  /** The row of a table whose calls they are; without it those of its total. */
  readonly row?: { readonly by: Group; readonly key: string } | undefined;
  readonly uncalled?: boolean | undefined;
}

/** What is called something, as it is called now; by the keys of rows. */
export type Names = Readonly<Record<'queue' | 'agent' | 'disposition', ReadonlyMap<string, Words>>>;

export interface CallsBehind {
  count(): Promise<number>;
  /** At most `limit` of them, newest first, after `after`. */
  page(after: Cursor | null, limit: number): Promise<readonly CallBehind[]>;
}

/** Rounds of counting that somebody who asks waits for. */
const ROUNDS = 4;

/** Figures as they are asked for: days and names to what stores count, and back. */
export class FigureDesk {
  private readonly parts: {
    readonly figures: FigureStore;
    readonly settings: Pick<CentreSettings, 'load'>;
    readonly people: Pick<PeopleStore, 'list'>;
    readonly clock: Clock;
    readonly timezone: string;
  };
  private readonly dayOf: (at: number) => string;
  /** The counting under way, and the one that is to follow it. */
  private current: Promise<boolean> = Promise.resolve(true);
  private next: Promise<boolean> | null = null;

  constructor(parts: FigureDesk['parts']) {
    this.parts = parts;
    this.dayOf = calendarDay(parts.timezone);
  }

  async table(wanted: Wanted, by: Group): Promise<FigureTable> {
    const span = this.spanOf(wanted);
    const complete = await this.catchUp();
    const centre = await this.parts.settings.load();
    const asked = askedOf(wanted, span, centre);
    const isTold = (family: Family) =>
      (wanted.queue === undefined || FAMILIES_BY.queue.includes(family)) &&
      (wanted.agent === undefined || FAMILIES_BY.agent.includes(family));
    const grouped = groupedBy(by, span);
    const rows = new Map<string, FigureRow>(this.emptyRows(by, span).map(row => [row.key, row]));
    let total: SomeCounts = {};
    for (const family of FAMILIES.filter(isTold)) {
      const isInRows = FAMILIES_BY[by].includes(family);
      const sums = await this.parts.figures.sums(family, asked, isInRows ? grouped : null);
      total = added(total, added(noneOf([family]), sums.map(({ counts }) => counts).reduce(added, {})));
      if (!isInRows) continue;
      for (const { key: place, counts, title } of sums) {
        const key = this.keyOf(by, span, place);
        const known = rows.get(key);
        rows.set(key, {
          key,
          title: known?.title ?? title ?? null,
          counts: added(known?.counts ?? {}, counts),
        });
      }
    }
    const none = noneOf(FAMILIES_BY[by].filter(isTold));
    const names = await this.names();
    const titles = by === 'queue' || by === 'agent' || by === 'disposition' ? names[by] : null;
    return {
      from: span.from,
      to: span.to,
      complete,
      total,
      rows: [...rows.values()].map(row => ({
        ...row,
        title: row.title ?? titles?.get(row.key) ?? null,
        counts: added(none, row.counts),
      })),
    };
  }

  /** The calls behind a number. The hours of a year take longer to tell than a page of its calls: they are told once. */
  async callsBehind(drill: Drill): Promise<CallsBehind> {
    const { figures } = this.parts;
    const asked = await this.behindOf(drill);
    return {
      count: () => figures.countBehind(asked),
      page: (after, limit) => figures.behind(asked, after, limit),
    };
  }

  /** The days of what is wanted, as instants. Fails with a sentence where there are none. */
  spanOf({ from, to }: Wanted): Span {
    return spanOf(this.parts.timezone, from, to, this.parts.clock.now());
  }

  /**
   * Whoever asks while somebody counts waits for that, and for what is counted after it, together with all others who ask: one
   * connection to the database waits for the lock, and not as many as there are people who look.
   */
  private catchUp(): Promise<boolean> {
    this.next ??= this.current
      .catch(() => false)
      .then(() => {
        this.next = null;
        this.current = this.countOn();
        return this.current;
      });
    return this.next;
  }

  private async countOn(): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round++) if (await this.parts.figures.catchUp()) return true;
    return false;
  }

  private async behindOf(drill: Drill): Promise<Behind> {
    const span = this.spanOf(drill);
    const { count, row, uncalled } = drill;
    const family = familyOf(count);
    // No calls are behind an agent's time, and a row has those of its families alone.
    if (family === 'time' || (row && !FAMILIES_BY[row.by].includes(family)))
      throw new CauceError('invalid-input');
    const asked = askedOf(drill, span, await this.parts.settings.load());
    return {
      ...asked,
      count,
      ...(row === undefined ? {} : { row: this.rowOf(row, span) }),
      ...(uncalled ? { uncalled } : {}),
    };
  }

  /** Bins by their keys: an hour of many days is one of each. */
  private rowOf({ by, key }: NonNullable<Drill['row']>, span: Span): NonNullable<Behind['row']> {
    const grouped = groupedBy(by, span);
    const bins = 'bins' in grouped ? grouped.bins : null;
    if (bins === null) return { grouped, keys: [key] };
    const places = bins.map((_, place) => String(place));
    return { grouped, keys: places.filter(place => this.keyOf(by, span, place) === key) };
  }

  private keyOf(by: Group, span: Span, place: string): string {
    if (by === 'day') return this.dayOf(span.days[Number(place)] ?? 0);
    if (by !== 'hour') return place;
    const { at, hour } = span.hours[Number(place)] ?? { at: 0, hour: 0 };
    return span.days.length === 1 ? String(at) : String(hour).padStart(2, '0');
  }

  /** Every day and hour has a row, also one in which nothing happened. */
  private emptyRows(by: Group, span: Span): FigureRow[] {
    const bins = by === 'day' ? span.days : by === 'hour' ? span.hours : [];
    const keys = new Set(bins.map((_, place) => this.keyOf(by, span, String(place))));
    return [...keys].sort().map(key => ({ key, title: null, counts: {} }));
  }

  async names(): Promise<Names> {
    const [centre, people] = [await this.parts.settings.load(), await this.parts.people.list()];
    const same = (text: string): Words => ({ es: text, en: text });
    return {
      queue: new Map(centre.queues.map(({ name, title }) => [name, same(title)])),
      agent: new Map(people.map(one => [one.id, same(one.displayName)])),
      disposition: new Map(centre.dispositions.map(({ code, title }) => [code, title])),
    };
  }
}

const groupedBy = (by: Group, span: Span): GroupedBy =>
  by === 'day'
    ? { by, bins: span.days }
    : by === 'hour'
      ? { by, bins: span.hours.map(({ at }) => at) }
      : { by };

const askedOf = ({ queue, agent }: Wanted, { from, to }: Span, { queues }: CentreData): Asked => ({
  from,
  to,
  ...(queue === undefined ? {} : { queue }),
  ...(agent === undefined ? {} : { agent }),
  withinMs: new Map(queues.map(({ name, answerWithinMs }) => [name, answerWithinMs])),
});
