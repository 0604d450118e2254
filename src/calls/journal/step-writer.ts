import type { Journal, StatePatch } from '../../kit/journal.ts';
import type { AgentFact, CallFact } from '../events.ts';
import type { JournalFact } from './relay.ts';

/** Facts and states of steps, gathered and written to the journal in one line: they survive together or not at all. */
export class StepWriter {
  private readonly journal: Journal<JournalFact>;
  private readonly alsoKeep: (facts: readonly JournalFact[]) => StatePatch;
  private facts: JournalFact[] = [];
  private states = new Map<string, unknown>();

  constructor(journal: Journal<JournalFact>, alsoKeep: (facts: readonly JournalFact[]) => StatePatch) {
    this.journal = journal;
    this.alsoKeep = alsoKeep;
  }

  /** The place in the journal that the next fact gets. */
  get position(): number {
    return this.journal.nextSeq() + this.facts.length;
  }

  addFact(call: string | null, fact: CallFact | AgentFact): void {
    this.facts.push({ call, at: fact.at, fact });
  }

  /** The latest value of a state holds; null forgets it. */
  setState(key: string, value: unknown): void {
    this.states.set(key, value);
  }

  flush(): void {
    if (this.facts.length === 0 && this.states.size === 0) return;
    if (this.facts.length > 0)
      for (const [key, value] of this.alsoKeep(this.facts)) this.states.set(key, value);
    this.journal.append(this.facts, this.states);
    this.facts = [];
    this.states = new Map();
  }
}
