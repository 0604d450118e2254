import type { AgentFact, CallFact } from '../calls/events.ts';
import { type AgentDay, countFact, type OpenCall, type QueueDay, type Today } from './today.ts';
import { countJoined } from './today-joined.ts';
import { DAY, PARTS } from './today-states.ts';

/** The counters of the running day, changed by each fact, and what of them has yet to be written down. */
export class DayCount implements Today {
  readonly queues: Map<string, QueueDay>;
  readonly agents: Map<string, AgentDay>;
  readonly open: Map<string, OpenCall>;
  private current: string;
  /** States of the journal that changed since they were asked for; null is forgotten. */
  private changed = new Map<string, unknown>();

  /** A day goes on from what was written down of it; of another one only the calls in progress go on. */
  constructor(day: string, stored: Today | null) {
    this.current = stored?.day ?? day;
    this.queues = new Map(stored?.queues);
    this.agents = new Map(stored?.agents);
    this.open = new Map(stored?.open);
    if (stored === null) this.changed.set(DAY, day);
    else this.turnTo(day);
  }

  get day(): string {
    return this.current;
  }

  /** A new day's counters begin with nothing; the calls in progress end in it. */
  turnTo(day: string): void {
    if (day === this.current) return;
    this.current = day;
    this.changed.set(DAY, day);
    for (const name of this.queues.keys()) this.changed.set(PARTS.queues + name, null);
    for (const name of this.agents.keys()) this.changed.set(PARTS.agents + name, null);
    this.queues.clear();
    this.agents.clear();
    for (const [call, { within: _, ...entry }] of this.open) this.put(this.open, PARTS.open, call, entry);
  }

  /** `answerWithinMs` is the threshold of a queue. */
  count(call: string | null, fact: CallFact | AgentFact, answerWithinMs: (queue: string) => number): void {
    const change = countJoined(this, call, fact, countFact(this, call, fact, answerWithinMs));
    for (const [name, value] of change?.queues ?? []) this.put(this.queues, PARTS.queues, name, value);
    for (const [name, value] of change?.agents ?? []) this.put(this.agents, PARTS.agents, name, value);
    for (const [name, value] of change?.open ?? []) this.put(this.open, PARTS.open, name, value);
  }

  /** The states that changed since this was last asked, by their key in the journal. */
  takeChanged(): ReadonlyMap<string, unknown> {
    const changed = this.changed;
    this.changed = new Map();
    return changed;
  }

  private put<Value>(part: Map<string, Value>, prefix: string, name: string, value: Value | null): void {
    if (value === null) part.delete(name);
    else part.set(name, value);
    this.changed.set(prefix + name, value);
  }
}
