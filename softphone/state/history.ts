import type { TimelineEntry } from '../../src/tickets/events.ts';

/** A line of a ticket's history: one fact, or everything that the recording of one call did, folded into one. */
export type HistoryLine =
  | { readonly kind: 'fact'; readonly entry: TimelineEntry }
  | { readonly kind: 'recording'; readonly entries: readonly TimelineEntry[] };

/** Newest first. What a recording does beside the talk stands in one line per call; what went wrong is never folded. */
export function historyOf(entries: readonly TimelineEntry[]): readonly HistoryLine[] {
  const newestFirst = entries
    .map((entry, place) => ({ entry, place }))
    .sort((a, b) => b.entry.at - a.entry.at || b.place - a.place)
    .map(({ entry }) => entry);
  const folds = new Map<string | null, TimelineEntry[]>();
  const lines: HistoryLine[] = [];
  for (const entry of newestFirst) {
    if (!isRoutine(entry)) {
      lines.push({ kind: 'fact', entry });
      continue;
    }
    const fold = folds.get(entry.call);
    if (fold) fold.push(entry);
    else {
      const begun = [entry];
      folds.set(entry.call, begun);
      lines.push({ kind: 'recording', entries: begun });
    }
  }
  return lines;
}

function isRoutine({ fact }: TimelineEntry): boolean {
  switch (fact.kind) {
    case 'recording-started':
    case 'recording-paused':
    case 'recording-resumed':
      return true;
    case 'recording-ended':
      return fact.ok;
    default:
      return false;
  }
}

/** The call is over, and the history that is shown does not know it yet: its last facts reach the database a moment later. */
export function lacksEndOf(call: string, entries: readonly TimelineEntry[]): boolean {
  return !entries.some(entry => entry.call === call && entry.fact.kind === 'call-ended');
}
