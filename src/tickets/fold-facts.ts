import { type CallStory, foldCall, isCallFact } from '../calls/call-story.ts';
import type { CallEntry, CallFact } from '../calls/events.ts';
import {
  foldRecording,
  type RecordingStory,
  recordingId,
  recordingOf,
} from '../recordings/recording-story.ts';
import { jobsOfFacts } from './call-jobs.ts';
import type { PlannedJob } from './jobs.ts';

/** Calls and recordings as the facts so far have made them, by id. */
export interface Stories {
  readonly calls: ReadonlyMap<string, CallStory>;
  readonly recordings: ReadonlyMap<string, RecordingStory>;
}

/** What facts make of what was known; a store writes all of it in one transaction. */
export interface Folded {
  readonly calls: Changed<CallStory>;
  readonly recordings: Changed<RecordingStory>;
  /** What brings the tickets up to it: a call's ticket is born by the first of them. */
  readonly jobs: readonly PlannedJob[];
  /** False: a fact is about a call or recording that is not among the known, and does not begin it. */
  readonly complete: boolean;
}

export interface Changed<Story> {
  /** Those that were not known. */
  readonly begun: readonly Story[];
  readonly continued: readonly Story[];
}

/**
 * Folds facts over what is known: every store does it by this. `entries` are in the order of their journal, and none of
 * them is in what is known already.
 */
export function foldFacts(entries: readonly CallEntry[], known: Stories): Folded {
  const calls = new Fold(known.calls);
  const recordings = new Fold(known.recordings);
  let complete = true;
  for (const { call, fact } of entries.filter(isCallFact)) {
    complete &&= calls.has(call) || beginsCall(fact);
    calls.fold(call, before => foldCall(before, call, fact));
    const name = recordingOf(fact);
    if (name === null) continue;
    const id = recordingId(name);
    complete &&= recordings.has(id) || beginsRecording(fact);
    recordings.fold(id, before => foldRecording(before, call, fact));
  }
  return {
    calls: calls.changed(),
    recordings: recordings.changed(),
    jobs: jobsOfFacts(entries, call => calls.get(call)),
    complete,
  };
}

/** The ids of what facts are about, each once, in the order in which they are named. */
export function subjectsOf(entries: readonly CallEntry[]): { calls: string[]; recordings: string[] } {
  const about = entries.filter(isCallFact);
  const names = new Set(about.flatMap(({ fact }) => recordingOf(fact) ?? []));
  return {
    calls: [...new Set(about.map(({ call }) => call))],
    recordings: [...names].map(recordingId),
  };
}

export function allOf<Story>({ begun, continued }: Changed<Story>): Story[] {
  return [...begun, ...continued];
}

const beginsCall = (fact: CallFact): boolean => fact.kind === 'call-arrived' || fact.kind === 'message-found';
const beginsRecording = (fact: CallFact): boolean =>
  fact.kind === 'recording-started' || fact.kind === 'message-found' || fact.kind === 'message-left';

class Fold<Story> {
  private readonly known: ReadonlyMap<string, Story>;
  private readonly stories = new Map<string, Story>();

  constructor(known: ReadonlyMap<string, Story>) {
    this.known = known;
  }

  has(id: string): boolean {
    return this.stories.has(id) || this.known.has(id);
  }

  get(id: string): Story | null {
    return this.stories.get(id) ?? this.known.get(id) ?? null;
  }

  fold(id: string, change: (before: Story | null) => Story | null): void {
    const before = this.get(id);
    const after = change(before);
    if (after !== null && after !== before) this.stories.set(id, after);
  }

  changed(): Changed<Story> {
    const begun: Story[] = [];
    const continued: Story[] = [];
    for (const [id, story] of this.stories) (this.known.has(id) ? continued : begun).push(story);
    return { begun, continued };
  }
}
