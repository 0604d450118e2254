import type { TelephonyEvent } from '../../src/calls/ports/telephony-events.ts';

type Kind = TelephonyEvent['kind'];
type EventOf<K extends Kind> = Extract<TelephonyEvent, { kind: K }>;

const PATIENCE_MS = 8_000;

/** Everything a telephone system has said and nobody has asked for yet. */
export class EventLog {
  readonly all: TelephonyEvent[] = [];
  private readonly unread: TelephonyEvent[] = [];
  private readonly pass: (until: Promise<void>, withinMs: number) => Promise<void>;
  private wake: () => void = () => {};

  /** `pass` lets some time go by: at the longest so many ms, and no more than until something new was said. */
  constructor(pass: (until: Promise<void>, withinMs: number) => Promise<void>) {
    this.pass = pass;
  }

  hear(event: TelephonyEvent): void {
    this.all.push(event);
    this.unread.push(event);
    this.wake();
  }

  /** The first unread event of a kind that fits, taken out; waits for it. `now` is the time of the world. */
  async next<K extends Kind>(
    kind: K,
    now: () => number,
    fits: (event: EventOf<K>) => boolean = () => true,
  ): Promise<EventOf<K>> {
    const end = now() + PATIENCE_MS;
    for (;;) {
      const at = this.unread.findIndex(event => event.kind === kind && fits(event as EventOf<K>));
      const [found] = at < 0 ? [] : this.unread.splice(at, 1);
      if (found) return found as EventOf<K>;
      if (now() >= end) throw new Error(`no "${kind}" came; unread: ${JSON.stringify(this.unread)}`);
      await this.pass(
        new Promise<void>(resolve => {
          this.wake = resolve;
        }),
        end - now(),
      );
    }
  }
}
