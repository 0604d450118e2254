import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { CallControl } from './call-control.ts';
import { keyOf } from './journal/centre-state.ts';
import type { TicketNumbers } from './journal/numbers.ts';
import type { NodeRecordings } from './ports/node-recordings.ts';

const FOLDER = 'fallback/';
const LOOK_EVERY_MS = 30_000;

/** `fallback/<call id>_<caller>_<dialled>`, as the dialplan names them (asterisk-config/extensions.conf). */
const NAME = /^fallback\/(.+)_([+0-9]*)_([+*#0-9]*)$/;

/**
 * Messages that Asterisk took by itself while the server was away: each becomes a ticket, once. The recording itself is
 * fetched and erased by the recordings job.
 */
export class LeftMessages {
  private readonly parts: {
    recordings: NodeRecordings;
    calls: CallControl;
    numbers: TicketNumbers;
    clock: Clock;
    log: Log;
    toLine: (raw: string) => string;
  };
  private readonly known: Set<string>;
  private timer: Timer | null = null;
  private stopped = false;

  constructor(parts: LeftMessages['parts'], known: ReadonlySet<string>) {
    this.parts = parts;
    this.known = new Set(known);
  }

  /** Looks now, and again and again. */
  async look(): Promise<void> {
    this.timer?.cancel();
    try {
      const present = new Set(await this.parts.recordings.list(FOLDER));
      for (const name of present) if (!this.known.has(name)) this.take(name);
      for (const name of this.known) if (!present.has(name)) this.forget(name);
    } catch (error) {
      this.parts.log.debug({ err: error }, 'messages cannot be listed now');
    }
    // Two looks may overlap after a reconnect; only one of them is to be followed by another.
    this.timer?.cancel();
    if (!this.stopped) this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => void this.look());
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private take(recording: string): void {
    const match = NAME.exec(recording);
    if (!match) return;
    const { calls, numbers, clock, log, toLine } = this.parts;
    const [, call = recording, caller = '', dialled = ''] = match;
    const at = clock.now();
    const ticket = numbers.take(at);
    this.known.add(recording);
    log.info({ call, ticket }, 'message left while the server was away');
    calls.addFact(
      call,
      { kind: 'message-found', at, ticket, callerNumber: toLine(caller), dialled, recording },
      { [keyOf.message(recording)]: recording, [keyOf.numbers]: numbers.state() },
    );
  }

  private forget(recording: string): void {
    this.known.delete(recording);
    this.parts.calls.setStates({ [keyOf.message(recording)]: null });
  }
}
