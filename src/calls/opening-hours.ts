import { type BusinessCalendar, businessCalendarShape, isOpen } from '../kit/business-calendar.ts';
import type { CentreData } from './ports/settings.ts';

/** The calendar that never closes. */
const ALWAYS = 'always';

/** Whether queues are open, by the calendars of the settings. A queue whose calendar cannot be read is open. */
export class OpeningHours {
  private readonly settings: () => CentreData;
  /** Calendars already read; changed settings bring new objects. */
  private readonly read = new WeakMap<object, BusinessCalendar | 'unreadable'>();

  constructor(settings: () => CentreData) {
    this.settings = settings;
  }

  isOpen(queue: string, now: number): boolean {
    const name = this.settings().queues.find(each => each.name === queue)?.calendar ?? ALWAYS;
    return this.at(name, now) ?? true;
  }

  /** Of a calendar by its name. One that cannot be read is closed: what it locks stays locked. */
  isCalendarOpen(name: string, now: number): boolean {
    return this.at(name, now) ?? false;
  }

  /** Null: there is no such calendar, or it cannot be read. */
  private at(name: string, now: number): boolean | null {
    if (name === ALWAYS) return true;
    const calendar = this.calendar(this.settings().calendars.find(each => each.name === name)?.spec);
    return calendar === null ? null : isOpen(calendar, now);
  }

  private calendar(spec: unknown): BusinessCalendar | null {
    if (typeof spec !== 'object' || spec === null) return null;
    let known = this.read.get(spec);
    if (known === undefined) {
      const parsed = businessCalendarShape.safeParse(spec);
      known = parsed.success ? parsed.data : 'unreadable';
      this.read.set(spec, known);
    }
    return known === 'unreadable' ? null : known;
  }
}
