import type { Clock, Timer } from '../kit/clock.ts';
import type { TimerName } from './orders.ts';

/** The running timers of all calls; a call has at most one of each name. */
export class CallTimers {
  private readonly timers = new Map<string, Map<TimerName, Timer>>();
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
    const timer = this.clock.after(ms, () => {
      own.delete(name);
      this.due(call, name);
    });
    own.set(name, timer);
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
}
