import type { CommandOutcome } from '../../calls/commands.ts';
import type { Clock } from '../../kit/clock.ts';

/** Much longer than any client repeats a command. */
export const KEEP_MS = 60_000;

/** Carries out each command once: the same id within a minute gets the same outcome. */
export class IdempotentCommands {
  private readonly clock: Clock;
  private readonly outcomes = new Map<string, { at: number; outcome: Promise<CommandOutcome> }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  once(id: string, carryOut: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
    this.dropOld();
    const known = this.outcomes.get(id);
    if (known) return known.outcome;
    const outcome = carryOut();
    this.outcomes.set(id, { at: this.clock.now(), outcome });
    return outcome;
  }

  /** A Map keeps the order of arrival, so the old ones come first. */
  private dropOld(): void {
    const oldest = this.clock.now() - KEEP_MS;
    for (const [id, { at }] of this.outcomes) {
      if (at > oldest) return;
      this.outcomes.delete(id);
    }
  }
}
