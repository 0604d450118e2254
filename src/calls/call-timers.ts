import type { Clock, Timer } from '../kit/clock.ts';
import type { TimerName } from './orders.ts';

/**
 * The running timers of all calls; a call has at most one of each name.
 *
 * One of 0 ms is due at the end of the round in which it was started (call-control.ts), when nobody is left to serve: what it
 * leads to is sent with what the round led to, and behind it. Started after that, it is due a moment later, so that a round ends.
 */
export class CallTimers {
  private readonly timers = new Map<string, Map<TimerName, Timer>>();
  private atRoundsEnd: (() => void)[] = [];
  private isRoundOver = true;
  private readonly clock: Clock;
  private readonly due: (call: string, name: TimerName) => void;

  constructor(clock: Clock, due: (call: string, name: TimerName) => void) {
    this.clock = clock;
    this.due = due;
  }

  start(call: string, name: TimerName, ms: number): void {
    this.cancel(call, name);
    const own = this.timers.get(call) ?? new Map<TimerName, Timer>();
    this.timers.set(call, own);
    const run = () => {
      own.delete(name);
      this.due(call, name);
    };
    own.set(name, ms > 0 || this.isRoundOver ? this.clock.after(ms, run) : this.whenRoundEnds(run));
  }

  beginRound(): void {
    this.isRoundOver = false;
  }

  /** Answers whether anything was due. */
  endRound(): boolean {
    this.isRoundOver = true;
    const due = this.atRoundsEnd;
    this.atRoundsEnd = [];
    for (const run of due) run();
    return due.length > 0;
  }

  cancel(call: string, name: TimerName): void {
    this.timers.get(call)?.get(name)?.cancel();
    this.timers.get(call)?.delete(name);
  }

  cancelAll(call: string): void {
    for (const timer of this.timers.get(call)?.values() ?? []) timer.cancel();
    this.timers.delete(call);
  }

  stop(): void {
    for (const call of [...this.timers.keys()]) this.cancelAll(call);
  }

  private whenRoundEnds(run: () => void): Timer {
    let isCancelled = false;
    this.atRoundsEnd.push(() => {
      if (!isCancelled) run();
    });
    return {
      cancel() {
        isCancelled = true;
      },
    };
  }
}
