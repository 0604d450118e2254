import type { Command, CommandOutcome } from '../../calls/commands.ts';
import type { CentreChange, CentrePicture } from '../../supervision/events.ts';
import { changed } from '../../supervision/picture-fold.ts';
import type { CentreLink } from '../../supervision/ports.ts';

type Listener = Parameters<CentreLink['watch']>[0];

/** A calls process in plain memory: tests say what it shows and what it answers, and read what it was told. */
export interface MemoryCentreLink extends CentreLink {
  /** It connects (again) and shows everything. */
  show(picture: CentrePicture): void;
  /** It tells a change. */
  change(put: CentreChange['put'], gone?: CentreChange['gone']): void;
  /** It serves calls from now on. */
  startServing(): void;
  leave(): void;
  /** What it answers to commands from now on. */
  answer(outcome: CommandOutcome): void;
  /** Commands it carried out, in order; a repeated id is carried out once. */
  readonly commands: { readonly id: string; readonly command: Command }[];
}

export function memoryCentreLink(): MemoryCentreLink {
  const listeners = new Set<Listener>();
  const carriedOut = new Map<string, CommandOutcome>();
  const commands: { id: string; command: Command }[] = [];
  let known: { seq: number; picture: CentrePicture } | null = null;
  let up = false;
  let serves = false;
  let outcome: CommandOutcome = { ok: true };

  const emit: Listener = update => {
    for (const listener of [...listeners]) listener(update);
  };
  return {
    commands,
    picture: () => known,
    connected: () => up,
    serves: () => up && serves,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async command(id, command) {
      if (!up) return { ok: false, code: 'calls-away' };
      const before = carriedOut.get(id);
      if (before !== undefined) return before;
      commands.push({ id, command });
      carriedOut.set(id, outcome);
      return outcome;
    },
    async close() {
      listeners.clear();
    },
    show(picture) {
      up = true;
      known = { seq: (known?.seq ?? 0) + 1, picture };
      emit({ kind: 'snapshot', ...known });
    },
    change(put, gone = {}) {
      if (known === null) return;
      known = { seq: known.seq + 1, picture: changed(known.picture, put, gone) };
      emit({ kind: 'change', change: { seq: known.seq, put, gone }, picture: known.picture });
    },
    startServing() {
      serves = true;
    },
    leave() {
      up = false;
      serves = false;
      emit({ kind: 'away' });
    },
    answer(next) {
      outcome = next;
    },
  };
}
