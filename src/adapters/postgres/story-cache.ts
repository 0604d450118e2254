import type { CallStory } from '../../calls/call-story.ts';
import type { RecordingStory } from '../../recordings/recording-story.ts';
import type { Stories } from '../../tickets/fold-facts.ts';

/** More stories than a busy centre has at once; the oldest are read again when something still happens to them. */
const LIMIT = 5_000;

/** The stories as this process has last written them. Only what a finished transaction holds is stored. */
export class StoryCache implements Stories {
  readonly calls = new Map<string, CallStory>();
  readonly recordings = new Map<string, RecordingStory>();

  store(calls: Iterable<CallStory>, recordings: Iterable<RecordingStory>): void {
    for (const story of calls) put(this.calls, story);
    for (const story of recordings) put(this.recordings, story);
  }

  clear(): void {
    this.calls.clear();
    this.recordings.clear();
  }
}

function put<Story extends { readonly id: string }>(stories: Map<string, Story>, story: Story): void {
  stories.delete(story.id);
  stories.set(story.id, story);
  const [oldest] = stories.keys();
  if (stories.size > LIMIT && oldest !== undefined) stories.delete(oldest);
}
